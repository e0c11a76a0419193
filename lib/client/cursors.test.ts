import { expect, test } from "vitest";
import { byCursor, isLater } from "./cursors";

test("later is later in time, with its fraction", () => {
  expect(isLater("10", "9")).toBe(true);
  expect(isLater("1795515361.000002", "1795515361.000001")).toBe(true);
  expect(isLater("9", "9")).toBe(false);
});

test("nothing is earlier than everything", () => {
  expect(isLater("1", null)).toBe(true);
  expect(isLater(null, "1")).toBe(false);
  expect(isLater(undefined, null)).toBe(false);
});

test("of the same cursor the id decides, so that everybody sees the same order", () => {
  const rows = [
    { id: "b", cursor: "2" },
    { id: "a", cursor: "2" },
    { id: "c", cursor: "1" },
  ];
  expect(rows.sort(byCursor).map(({ id }) => id)).toEqual(["c", "a", "b"]);
});
