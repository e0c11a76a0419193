import { expect, test } from "vitest";
import { backoffMs } from "./backoff";

test("the wait grows from 1 s to 30 s at most", () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => backoffMs(attempt, () => 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
});

test("how much of it is left to chance, so that not all come back at once", () => {
  expect(backoffMs(3, () => 0)).toBe(0);
  expect(backoffMs(3, () => 0.25)).toBe(1_000);
});
