import { describe, expect, test } from "vitest";
import { dividerAfter, type Entry, GROUP_SECONDS, rowsOf } from "./grouping";
import { type Offset, offsetIn } from "./zones";

const DAY = 86_400;
const utc = offsetIn("UTC");
const entry = (date: number, from = "2", rest: Partial<Entry> = {}): Entry => {
  return { id: `m${date}-${from}`, from, date, text: "", cursor: String(date), state: "stored", ...rest };
};
const OPTIONS = { offset: utc as Offset, newAfter: null as string | null, hasOlder: false, me: "1" };
const rows = (entries: Entry[], newAfter: string | null = null, rest: Partial<typeof OPTIONS> = {}) =>
  rowsOf(entries, { ...OPTIONS, newAfter, ...rest }).map((row) => (row.kind === "entry" ? row.first : row.kind));

describe("groups", () => {
  test("one author within five minutes is one group", () => {
    expect(rows([entry(0), entry(10), entry(20)])).toEqual(["day", true, false, false]);
  });

  test("another author begins one", () => {
    expect(rows([entry(0), entry(10, "3"), entry(20)])).toEqual(["day", true, true, true]);
  });

  test("five minutes later is a new thought", () => {
    expect(rows([entry(0), entry(GROUP_SECONDS - 1), entry(2 * GROUP_SECONDS - 1)])).toEqual([
      "day",
      true,
      false,
      true,
    ]);
  });
});

describe("days", () => {
  test("a new day has a heading and begins a group", () => {
    expect(rows([entry(DAY - 1), entry(DAY)])).toEqual(["day", true, "day", true]);
  });

  test("the day is the reader's", () => {
    const twoHoursEast = () => -120;
    expect(rows([entry(DAY - 7_201), entry(DAY - 7_200)], null, { offset: twoHoursEast })).toEqual([
      "day",
      true,
      "day",
      true,
    ]);
    expect(rows([entry(DAY - 1), entry(DAY)], null, { offset: twoHoursEast })).toEqual(["day", true, false]);
  });
});

describe("the divider", () => {
  test("stands before the first new message of somebody else", () => {
    expect(rows([entry(1), entry(2), entry(3)], "1")).toEqual(["day", true, "new", true, false]);
  });

  test("does not stand before my own", () => {
    expect(rows([entry(1), entry(2, "1"), entry(3)], "1")).toEqual(["day", true, true, "new", true]);
  });

  test("stands below a new day", () => {
    expect(rows([entry(1), entry(DAY)], "1")).toEqual(["day", true, "day", "new", true]);
  });

  test("waits for the older pages where the unread ones may begin", () => {
    expect(rows([entry(5), entry(6)], "3", { hasOlder: true })).toEqual(["day", true, false]);
    expect(rows([entry(3), entry(5)], "3", { hasOlder: true })).toEqual(["day", true, "new", true]);
    expect(rows([entry(5), entry(6)], "3")).toEqual(["day", "new", true, false]);
  });

  test("is there only if somebody has written since", () => {
    const messages = [
      { from: "2", cursor: "1" },
      { from: "1", cursor: "2" },
    ];
    expect(dividerAfter(messages, "1", "1")).toBeNull();
    expect(dividerAfter(messages, null, "1")).toBeNull();
    expect(dividerAfter([...messages, { from: "2", cursor: "3" }], "1", "1")).toBe("1");
  });
});

test("every row has a key of its own, and a message's is its id", () => {
  const keys = rowsOf([entry(1), entry(DAY), entry(3 * DAY)], { ...OPTIONS, newAfter: "1" }).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain("m1-2");
});
