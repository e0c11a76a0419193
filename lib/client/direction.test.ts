import { expect, test } from "vitest";
import { directionOf, isolated } from "./direction";

test("a text runs as its first letter does", () => {
  expect(["hello", "שלום world", "123 مرحبا", "!? hello שלום"].map(directionOf)).toEqual(["ltr", "rtl", "rtl", "ltr"]);
});

test("a text without letters runs as ours do", () => {
  expect(["", "123", "👏", "…"].map(directionOf)).toEqual(["ltr", "ltr", "ltr", "ltr"]);
});

test("what is put around a text does not change how it runs", () => {
  expect(isolated("שלום")).not.toBe("שלום");
  expect(directionOf(isolated("שלום"))).toBe("rtl");
  expect(isolated("hello")).toBe("hello");
});
