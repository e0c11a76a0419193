import { describe, expect, test } from "vitest";
import type { LiveMessage } from "../events";
import { extend, type Span, searchFrom } from "./span";

const said = (id: string, cursor: string, prev: string | null): LiveMessage => ({
  id,
  roomId: "0",
  from: "5",
  date: 1,
  message: id,
  cursor,
  prev,
});

const heard = (...messages: LiveMessage[]) => messages.reduce<Span | null>(extend, null);

const chain = heard(said("a", "11.5", "10.5"), said("b", "12.5", "11.5"), said("c", "13.5", "12.5"));

describe("a repeat is searched", () => {
  test.each([
    ["from the last that was heard, if its author had held one of those", "new", "11.5", "13.5"],
    ["from the last that was heard, if its author had held the one before them", "new", "10.5", "13.5"],
    ["from where its author held, if it is one of those that were heard", "b", "10.5", "10.5"],
    ["from where its author held, if that is before what was heard", "new", "9.5", "9.5"],
    ["from where its author held, if that is after what was heard", "new", "14.5", "14.5"],
  ])("%s", (_, id, after, from) => {
    expect(searchFrom(chain, id, after)).toBe(from);
  });

  test("among the newest, if its author held nothing", () => {
    expect(searchFrom(chain, "new", null)).toBeNull();
    expect(searchFrom(chain, "new", undefined)).toBeUndefined();
  });

  test("from where its author held, if nothing was heard", () => {
    expect(searchFrom(null, "new", "11.5")).toBe("11.5");
  });
});

test("of a sibling's cursor not even what was said before it is known: its clock may have been ahead", () => {
  const span = heard(said("a", "301.5", "300.5"), said("s", "310", "301.5"), said("b", "312.5", "310"));
  expect(searchFrom(span, "new", "310")).toBe("310");
  expect(searchFrom(span, "new", "301.5")).toBe("312.5");
  expect(searchFrom(heard(said("a", "180.5", "170.5"), said("b", "312.5", "180.5")), "new", "310")).toBe("312.5");
});

test("after a gap nothing before it is known", () => {
  const span = heard(said("a", "11.5", "10.5"), said("b", "20.5", "15.5"));
  expect(searchFrom(span, "new", "11.5")).toBe("11.5");
  expect(searchFrom(span, "new", "15.5")).toBe("20.5");
});

test("the first message of a room has nothing before it", () => {
  expect(searchFrom(heard(said("a", "11.5", null)), "new", "3.5")).toBe("11.5");
});

test("of a long span the oldest is forgotten, and is not vouched for", () => {
  let span: Span | null = null;
  const cursorOf = (nth: number) => (nth / 1_000 + 0.0005).toFixed(4);
  for (let nth = 1; nth <= 5_001; nth++) span = extend(span, said(`m${nth}`, cursorOf(nth), cursorOf(nth - 1)));
  expect(searchFrom(span, "m1", cursorOf(0))).toBe(cursorOf(0));
  expect(searchFrom(span, "new", cursorOf(0))).toBe(cursorOf(0));
  expect(searchFrom(span, "new", cursorOf(1))).toBe(cursorOf(5_001));
});

test("what is older than a message is on its way is forgotten, and is not vouched for", () => {
  const span = heard(said("a", "11.5", "10.5"), said("b", "12.5", "11.5"), said("c", "132.5", "12.5"));
  expect(span?.cursors.size).toBe(2);
  expect(searchFrom(span, "a", "10.5")).toBe("10.5");
  expect(searchFrom(span, "new", "11.5")).toBe("132.5");
});
