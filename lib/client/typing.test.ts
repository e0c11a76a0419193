import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TYPING_SHOWN_MS } from "../limits";
import { spoken } from "./phrases";
import { TypingTeller, Typists, typingText } from "./typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("who types is shown for five seconds after they were last heard", () => {
  const typists = new Typists();
  typists.heard("0", "2");
  vi.advanceTimersByTime(TYPING_SHOWN_MS - 1);
  typists.heard("0", "2");
  vi.advanceTimersByTime(TYPING_SHOWN_MS - 1);
  expect(typists.state.get().get("0")).toEqual(["2"]);
  vi.advanceTimersByTime(1);
  expect(typists.state.get().get("0")).toEqual([]);
});

test("who has sent does not type any more, in this room only", () => {
  const typists = new Typists();
  typists.heard("0", "2");
  typists.heard("5", "2");
  typists.stopped("0", "2");
  expect(typists.state.get().get("0")).toEqual([]);
  expect(typists.state.get().get("5")).toEqual(["2"]);
});

test("I say that I type at most every three seconds, and again after sending", () => {
  const tell = vi.fn();
  const teller = new TypingTeller(tell);
  for (const at of [10_000, 11_000, 12_999]) teller.typed("0", at);
  expect(tell).toHaveBeenCalledTimes(1);
  teller.typed("0", 13_000);
  expect(tell).toHaveBeenCalledTimes(2);
  teller.sent();
  teller.typed("0", 13_001);
  teller.typed("5", 13_002);
  expect(tell).toHaveBeenCalledTimes(4);
});

test("the words are for one, two or several", () => {
  expect(spoken(typingText([]))).toBe("");
  expect(spoken(typingText(["Joe"]))).toBe("Joe is typing");
  expect(spoken(typingText(["Joe", "Ana"]))).toBe("Joe and Ana are typing");
  expect(spoken(typingText(["Joe", "Ana", "Eve"]))).toBe("Several people are typing");
});
