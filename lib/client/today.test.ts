import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dayName } from "./times";
import { Today, untilMidnight } from "./today";
import { offsetIn } from "./zones";

const at = (text: string) => Date.parse(text) / 1000;
const newYork = offsetIn("America/New_York");
const evening = at("2026-04-22T03:59:00Z"); // a minute before midnight in New York

beforeEach(() => void vi.useFakeTimers({ now: evening * 1000 }));
afterEach(() => void vi.useRealTimers());

test("midnight is the reader's", () => {
  expect(untilMidnight(evening, newYork)).toBe(60);
  expect(untilMidnight(evening, offsetIn("UTC"))).toBe(20 * 3_600 + 60);
  expect(untilMidnight(at("2026-04-22T04:00:00Z"), newYork)).toBe(86_400);
});

test("what was today is yesterday after midnight, and nothing is told before", () => {
  const today = new Today(evening);
  const told = vi.fn();
  today.state.subscribe(told);
  const end = today.start(newYork);
  const named = () => dayName(evening, today.state.get(), newYork);
  vi.advanceTimersByTime(59_000);
  expect([named(), told.mock.calls.length]).toEqual(["Today", 0]);
  vi.advanceTimersByTime(1_000);
  expect([named(), told.mock.calls.length]).toEqual(["Yesterday", 1]);
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(told).toHaveBeenCalledTimes(1);
  end();
  vi.advanceTimersByTime(86_400_000);
  expect(told).toHaveBeenCalledTimes(1);
});

test("a day of 23 hours ends after 23 hours", () => {
  const morning = at("2026-03-08T06:00:00Z"); // one o'clock; at two it is three
  vi.setSystemTime(morning * 1000);
  const today = new Today(morning);
  const end = today.start(newYork);
  vi.advanceTimersByTime(22 * 3_600_000 - 1_000);
  expect(dayName(morning, today.state.get(), newYork)).toBe("Today");
  vi.advanceTimersByTime(1_000);
  expect(dayName(morning, today.state.get(), newYork)).toBe("Yesterday");
  end();
});

test("who comes back to a page that slept sees the day it is", () => {
  const today = new Today(evening);
  vi.setSystemTime((evening + 3_600) * 1000); // no timer ran
  expect(dayName(evening, today.state.get(), newYork)).toBe("Today");
  today.look(newYork);
  expect(dayName(evening, today.state.get(), newYork)).toBe("Yesterday");
});

test("a browser whose clock is wrong has the server's day", () => {
  vi.setSystemTime(0);
  const today = new Today(evening);
  const end = today.start(newYork);
  expect(today.state.get()).toBe(evening);
  vi.advanceTimersByTime(60_000);
  expect(today.state.get()).toBe(evening + 60);
  end();
});
