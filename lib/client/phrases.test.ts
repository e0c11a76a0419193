import { expect, test } from "vitest";
import { listed, spoken } from "./phrases";

const said = (count: number, most: number) =>
  spoken(listed(["Ana", "Joe", "Pablo", "Eve", "Tom"].slice(0, count), most));

test("names are listed, and of many the first three", () => {
  expect([0, 1, 2, 3, 4, 5].map((count) => said(count, 4))).toEqual([
    "",
    "Ana",
    "Ana and Joe",
    "Ana, Joe and Pablo",
    "Ana, Joe, Pablo and Eve",
    "Ana, Joe, Pablo and 2 more",
  ]);
  expect(said(4, 3)).toBe("Ana, Joe, Pablo and 1 more");
});

test("a name is told apart from our words", () => {
  expect(listed(["and", "or"], 4)).toEqual([{ name: "and" }, " and ", { name: "or" }]);
});
