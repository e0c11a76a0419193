import { expect, test } from "vitest";
import { KeyHandlers } from "./key-handlers";
import type { KeyPress } from "./keys";

const press = (key: string): KeyPress => {
  return { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };
};

function setUp() {
  const handlers = new KeyHandlers<KeyPress>();
  const asked: string[] = [];
  const add = (name: string, answer?: boolean) =>
    handlers.add("escape", () => {
      asked.push(name);
      return answer;
    });
  return { handlers, asked, add };
}

test("the latest is asked first, and when it does something nobody else is", () => {
  const { handlers, asked, add } = setUp();
  add("first");
  add("second");
  expect(handlers.pressed(press("Escape"))).toBe(true);
  expect(asked).toEqual(["second"]);
});

test("who says that it is not theirs is followed by the next", () => {
  const { handlers, asked, add } = setUp();
  add("first");
  add("second", false);
  expect(handlers.pressed(press("Escape"))).toBe(true);
  expect(asked).toEqual(["second", "first"]);
});

test("a key that nobody wants is the browser's", () => {
  const { handlers, asked, add } = setUp();
  add("only", false);
  expect(handlers.pressed(press("Escape"))).toBe(false);
  expect(asked).toEqual(["only"]);
  expect(handlers.pressed(press("x"))).toBe(false);
});

test("who has gone is not asked", () => {
  const { handlers, asked, add } = setUp();
  const end = add("first");
  add("second", false);
  end();
  expect(handlers.pressed(press("Escape"))).toBe(false);
  expect(asked).toEqual(["second"]);
});
