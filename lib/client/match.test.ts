import { expect, test } from "vitest";
import { matchIn } from "./match";

const marked = (name: string, wanted: string) => {
  const match = matchIn(name, wanted);
  return match && `${name.slice(0, match.start)}[${name.slice(match.start, match.end)}]${name.slice(match.end)}`;
};

test("the beginning of the name is best, then that of a word, then anything inside", () => {
  expect(matchIn("Joe", "jo")).toEqual({ start: 0, end: 2, rank: 0 });
  expect(matchIn("Ana Jones", "jo")).toEqual({ start: 4, end: 6, rank: 1 });
  expect(matchIn("Banjo night", "jo")).toEqual({ start: 3, end: 5, rank: 2 });
  expect(matchIn("Design", "jo")).toBeNull();
});

test("a word is preferred to an earlier place inside another", () => {
  expect(marked("Banjo jokes", "jo")).toBe("Banjo [jo]kes");
  expect(marked("release-notes", "notes")).toBe("release-[notes]");
});

test("neither case nor accents count, on either side", () => {
  expect(marked("Tomás", "TOMAS")).toBe("[Tomás]");
  expect(marked("Tomas", "tomás")).toBe("[Tomas]");
  expect(marked("Ærø Århus", "arh")).toBe("Ærø [Årh]us");
});

test("what is marked is whole characters, also of an accent that stands alone or a letter that is two", () => {
  expect(marked("Tom\u0061\u0301s", "toma")).toBe("[Tom\u0061\u0301]s");
  expect(marked("😀 jo", "jo")).toBe("😀 [jo]");
  expect(marked("ﬁg", "fig")).toBe("[ﬁg]");
});

test("a blank is part of what is looked for, and nothing is nowhere", () => {
  expect(marked("Kitchen table", "n t")).toBe("Kitche[n t]able");
  expect(matchIn("Joe", "")).toBeNull();
});
