import { expect, test } from "vitest";
import { readOptions } from "./options";

const scenarios = [
  { name: "one-room", about: "many in one room" },
  { name: "idle", about: "nobody says anything" },
];

test("without a word all is measured, at length", () => {
  expect(readOptions([], scenarios)).toEqual({ quick: false, names: [] });
});

test("scenarios are chosen by name", () => {
  expect(readOptions(["--quick", "idle"], scenarios)).toEqual({ quick: true, names: ["idle"] });
});

test.each([["twice"], ["--twice"]])("%s is answered with the names that there are", (word) => {
  expect(() => readOptions([word], scenarios)).toThrow(/one-room .*\n.*idle/);
});
