import { expect, test } from "vitest";
import { chosenOf, readOptions } from "./options";

const scenarios = [
  { name: "one-room", about: "many in one room" },
  { name: "idle", about: "nobody says anything" },
];

test("without a word all is measured, at length", () => {
  expect(readOptions([], scenarios)).toEqual({ quick: false, minutes: 30, names: [] });
});

test("scenarios are chosen by name", () => {
  expect(readOptions(["--quick", "idle"], scenarios)).toEqual({ quick: true, minutes: 2, names: ["idle"] });
});

test("what takes long runs only where it is named, or where nobody is in a hurry", () => {
  const short = { name: "idle" };
  const beside = { name: "relay", only: "at length" as const };
  const long = { name: "soak", only: "by name" as const };
  const chosen = (quick: boolean, ...names: string[]) => chosenOf([short, beside, long], { quick, names });
  expect(chosen(false)).toEqual([short, beside]);
  expect(chosen(true)).toEqual([short]);
  expect(chosen(true, "soak", "relay")).toEqual([beside, long]);
});

test("how many minutes a server is watched can be said", () => {
  expect(readOptions(["idle", "--minutes", "5"], scenarios)).toEqual({ quick: false, minutes: 5, names: ["idle"] });
});

test.each([["--minutes"], ["--minutes", "0"], ["--minutes", "idle"]])("%s %s is no number of minutes", (...args) => {
  expect(() => readOptions(args, scenarios)).toThrow(/--minutes 5/);
});

test.each([["twice"], ["--twice"]])("%s is answered with the names that there are", (word) => {
  expect(() => readOptions([word], scenarios)).toThrow(/one-room .*\n.*idle/);
});
