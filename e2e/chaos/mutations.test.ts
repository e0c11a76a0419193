import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/programs.mjs";
import { check } from "./check";
import { MUTATIONS } from "./mutations";
import { replaced } from "./replacing";

describe.each(MUTATIONS)("the mutation “$name”", ({ replacements }) => {
  test("fits the code as it is", () => {
    for (const one of replacements) {
      const text = readFileSync(join(root, one.file), "utf8");
      expect(replaced(text, [one])).not.toBe(text);
    }
  });
});

test("a piece that is not there, or twice, is not passed over", () => {
  const piece = { file: "lib/x.ts", find: "b", replace: "c" };
  expect(replaced("abc", [piece])).toBe("acc");
  expect(() => replaced("a", [piece])).toThrow("0 times");
  expect(() => replaced("bb", [piece])).toThrow("2 times");
});

test("each promise is broken by some mutation, but those that need a fault of the machine", () => {
  const broken = new Set(MUTATIONS.flatMap(({ breaks }) => breaks));
  const empty = {
    at: 0,
    rooms: {},
    members: {},
    views: [],
    outboxes: {},
    drafts: [],
    ears: [],
    resources: [],
    streams: [],
  };
  const all = check([], { ...empty, presence: { expected: [], stored: [], seen: {} } }).map(({ promise }) => promise);
  expect(all.filter((promise) => !broken.has(promise))).toEqual([
    "outboxes are empty",
    "scores strictly increase",
    "one sender's messages are stored in order",
    "no process ends by itself",
  ]);
});
