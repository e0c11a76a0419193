import { expect, test } from "vitest";
import { createAllowance } from "./allowance";

function at100In10Seconds() {
  const clock = { ms: 0 };
  return { clock, allowance: createAllowance({ most: 100, withinMs: 10_000 }, () => clock.ms) };
}

test("nobody rests below the limit", () => {
  const { allowance } = at100In10Seconds();
  allowance.spend(60);
  expect(allowance.restFor(40)).toBe(0);
});

test("who would pass the limit rests until enough is long ago, and no longer", () => {
  const { clock, allowance } = at100In10Seconds();
  for (const count of [30, 30, 40]) {
    allowance.spend(count);
    clock.ms += 1_000;
  }
  expect(allowance.restFor(10)).toBe(7_000);
  expect(allowance.restFor(31)).toBe(8_000);
  clock.ms += 7_000;
  expect(allowance.restFor(30)).toBe(0);
});

test("what is long ago does not count", () => {
  const { clock, allowance } = at100In10Seconds();
  allowance.spend(100);
  clock.ms += 10_000;
  expect(allowance.restFor(100)).toBe(0);
});

test("who asks for more than is ever allowed waits until nothing counts, not for ever", () => {
  const { allowance } = at100In10Seconds();
  allowance.spend(50);
  expect(allowance.restFor(101)).toBe(10_000);
});
