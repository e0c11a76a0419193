import { expect, test } from "vitest";
import { percentile, spreadOf } from "./spread";

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test.each([
  [50, 50],
  [99, 99],
  [100, 100],
  [0, 1],
])("the %ith percentile of one to a hundred is %i", (percent, value) => {
  expect(percentile(hundred, percent)).toBe(value);
});

test("of few values, a high percentile is the largest", () => {
  expect(percentile([1, 2, 3], 99)).toBe(3);
  expect(percentile([], 99)).toBeNaN();
});

test("a spread is the median with minimum and maximum, whatever the order", () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
});
