import { expect, test } from "vitest";
import { clock, dayName, isoTime, shortTime } from "./times";
import { offsetIn } from "./zones";

const at = (text: string) => Date.parse(text) / 1000;
const now = at("2026-04-22T10:00:00Z");
const utc = offsetIn("UTC");
const west = () => 300; // as in New York in winter

test("a clock has two digits each, in the reader's zone", () => {
  expect(clock(at("2026-04-22T09:05:59Z"), utc)).toBe("09:05");
  expect(clock(at("2026-04-22T03:05:00Z"), west)).toBe("22:05");
});

test("a day is called as people call it", () => {
  expect(dayName(at("2026-04-22T00:00:00Z"), now, utc)).toBe("Today");
  expect(dayName(at("2026-04-21T23:59:59Z"), now, utc)).toBe("Yesterday");
  expect(dayName(at("2026-04-14T12:00:00Z"), now, utc)).toBe("Tuesday, 14 April");
  expect(dayName(at("2025-12-31T12:00:00Z"), now, utc)).toBe("Wednesday, 31 December 2025");
  expect(dayName(at("2026-04-22T03:00:00Z"), now, west)).toBe("Yesterday");
});

test("a list has room for a short form only", () => {
  expect(shortTime(at("2026-04-22T09:05:00Z"), now, utc)).toBe("09:05");
  expect(shortTime(at("2026-04-20T09:05:00Z"), now, utc)).toBe("Mon");
  expect(shortTime(at("2026-04-01T09:05:00Z"), now, utc)).toBe("1 Apr");
});

test("machines read the whole time", () => {
  expect(isoTime(1_776_852_000)).toBe("2026-04-22T10:00:00.000Z");
});
