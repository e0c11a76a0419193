import { describe, expect, test } from "vitest";
import { likenesses } from "./likeness";

const alike = (a: string, b: string) => likenesses(a).some((likeness) => likenesses(b).includes(likeness));

describe("names that a person takes for one another", () => {
  test.each([
    ["Pablo", "pablo"],
    ["Pablo", "PABLO"],
    ["Pablo", "Pab1o"],
    ["Pablo", "PabIo"],
    ["Pablo", "Pabl0"],
    ["pablo", "раЬӏо"], // Cyrillic, all of it
    ["COPY", "СОРУ".replace("У", "Ү")],
    ["copy", "СОРҮ"],
    ["Anna", "Αnnа"],
    ["Вера", "ВЕРА"],
    ["ΟΔΟΣ", "οδος"],
    ["Strauß", "STRAUSS"],
    ["İris", "iris"],
    ["ırıs", "iris"],
    ["mary", "rnary"],
    ["José", "Jose\u0301"],
    ["agent 7", "agent ٧"],
    ["力", "カ"],
    ["ﬁona", "fiona"],
  ])("%s and %s", (a, b) => {
    expect(alike(a, b)).toBe(true);
  });
});

describe("names that are different people's", () => {
  test.each([
    ["Ian", "Lan"],
    ["Mary", "Maria"],
    ["Jose", "José"],
    ["Mary Ann", "Mary-Ann"],
    ["user 1", "user 2"],
    ["1", "7"],
    ["Вера", "Вара"],
    ["田中", "中田"],
    ["a", "b"],
  ])("%s and %s", (a, b) => {
    expect(alike(a, b)).toBe(false);
  });
});

test("no hexadecimal number looks like another", () => {
  const all = Array.from({ length: 4_096 }, (_, number) => likenesses(number.toString(16).padStart(3, "0"))).flat();
  expect(new Set(all).size).toBe(2 * 4_096);
});
