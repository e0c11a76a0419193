import { expect, test } from "vitest";
import { MESSAGE_MAX_CHARS } from "../limits";
import { fitsFrame, tooLong } from "./outgoing";

test("a text up to the limit is not too long, whatever is not sent of it", () => {
  expect(tooLong(`\n${"a".repeat(MESSAGE_MAX_CHARS)}\n `)).toBe("");
});

test("a character counts once, however many bytes it has", () => {
  expect(tooLong("👏".repeat(MESSAGE_MAX_CHARS))).toBe("");
});

test("spaces that are sent count", () => {
  expect(tooLong(`${" ".repeat(100_000)}a`)).toMatch(/^96001 characters too many/);
});

test("what fits a frame is measured in bytes", () => {
  expect(fitsFrame("a".repeat(60_000))).toBe(true);
  expect(fitsFrame("あ".repeat(30_000))).toBe(false);
  expect(fitsFrame("\u0001".repeat(11_000))).toBe(false); // six bytes each, as it travels
});

test("too long says by how much", () => {
  expect(tooLong("a".repeat(MESSAGE_MAX_CHARS + 1))).toBe("1 character too many: a message has at most 4000.");
  expect(tooLong("a".repeat(MESSAGE_MAX_CHARS + 12))).toMatch(/^12 characters/);
});
