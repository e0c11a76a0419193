import { beforeEach, expect, test } from "vitest";
import { createTokenBucket } from "./token-bucket";

let now: number;
beforeEach(() => {
  now = 5_000;
});
const bucket = () => createTokenBucket(10, 2, () => now);

test("as much as it holds may be taken at once, then as much as flows in", () => {
  const { take } = bucket();
  expect(Array.from({ length: 10 }, () => take(1))).toEqual(Array(10).fill(0));
  expect(take(1)).toBe(0.5);
  now += 500;
  expect([take(1), take(1)]).toEqual([0, 0.5]);
});

test("it never holds more than its capacity, however long nobody comes", () => {
  const { take } = bucket();
  now += 3_600_000;
  expect([take(10), take(1)]).toEqual([0, 0.5]);
});

test("who is refused has taken nothing", () => {
  const { take } = bucket();
  expect([take(8), take(4), take(2)]).toEqual([0, 1, 0]);
});

test("what costs more than it holds is let through when it is full", () => {
  const { take } = bucket();
  expect([take(50), take(50)]).toEqual([0, 5]);
  now += 5_000;
  expect(take(50)).toBe(0);
});
