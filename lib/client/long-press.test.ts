import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LongPress } from "./long-press";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const touch = (clientX: number, pointerType = "touch") => ({ pointerType, clientX, clientY: 0 });

function setUp() {
  const pressed = vi.fn();
  return { press: new LongPress(pressed), pressed };
}

test("a finger that stays is a long press, once", () => {
  const { press, pressed } = setUp();
  press.down(touch(0), "row");
  press.move(touch(8));
  vi.advanceTimersByTime(2_000);
  expect(pressed.mock.calls).toEqual([["row"]]);
  expect(press.up()).toBe(true);
});

test("a tap is none, nor is a finger that scrolls", () => {
  const { press, pressed } = setUp();
  press.down(touch(0), "row");
  expect(press.up()).toBe(false);
  press.down(touch(0), "row");
  press.move(touch(12));
  vi.advanceTimersByTime(2_000);
  expect(pressed).not.toHaveBeenCalled();
});

test("a mouse has another button for it", () => {
  const { press, pressed } = setUp();
  press.down(touch(0, "mouse"), "row");
  vi.advanceTimersByTime(2_000);
  expect(pressed).not.toHaveBeenCalled();
});
