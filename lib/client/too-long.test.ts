import { expect, test } from "vitest";
import { MESSAGE_MAX_CHARS } from "../limits";
import { tooLong } from "./too-long";

test("a text up to the limit is not too long, whatever stands around it", () => {
  expect(tooLong(`  ${"a".repeat(MESSAGE_MAX_CHARS)}\n`)).toBe("");
});

test("a character counts once, however many bytes it has", () => {
  expect(tooLong("👏".repeat(MESSAGE_MAX_CHARS))).toBe("");
});

test("too long says by how much", () => {
  expect(tooLong("a".repeat(MESSAGE_MAX_CHARS + 1))).toBe("1 character too many: a message has at most 4000.");
  expect(tooLong("a".repeat(MESSAGE_MAX_CHARS + 12))).toMatch(/^12 characters/);
});
