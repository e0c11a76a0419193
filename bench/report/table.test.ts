import { expect, test } from "vitest";
import { figure, markdownOf, tableOf } from "./table";

test.each([
  [1_234_567, "1,230,000"],
  [1_000, "1,000"],
  [99.95, "100"],
  [12.345, "12.3"],
  [0.61234, "0.61"],
  [0, "0"],
  [Number.NaN, "not measured"],
])("%d is written as %s", (value, text) => {
  expect(figure(value)).toBe(text);
});

const finding = {
  goal: "P3",
  what: "one message",
  unit: "ms",
  ours: { median: 5, min: 4, max: 9 },
  peers: [{ name: "ws", spread: { median: 6, min: 6, max: 6 } }],
  aim: "<= 1.5x ws",
  met: false,
  note: "said once",
};

test("a table has the figures, their range, the goal and whether it is met", () => {
  expect(tableOf([finding]).split("\n")[1]).toBe("P3  one message  5 ms (4 to 9)  ws 6    <= 1.5x ws  missed");
  expect(markdownOf([finding])).toContain(
    "| P3 | one message | 5 ms (4 to 9) | ws 6 | <= 1.5x ws | **missed**; said once |",
  );
});
