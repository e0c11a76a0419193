import { expect, test } from "vitest";
import { initials } from "./initials";

test("initials are the first letters of two words, in capitals", () => {
  expect(["Ana", "ana maria lopez", "jean-luc", "o.k", "  x  "].map(initials)).toEqual(["A", "AM", "JL", "OK", "X"]);
});

test("a name without a letter has a question mark", () => {
  expect(["", "  ", "..."].map(initials)).toEqual(["?", "?", "?"]);
});

test("a letter keeps its accents, an emoji all its parts", () => {
  expect(initials("e\u0301mile")).toBe("E\u0301");
  expect(initials("नि")).toBe("नि");
  expect(initials("שָׁלוֹם")).toBe("שָׁ");
  expect(initials("👩🏽‍💻 dev")).toBe("👩🏽‍💻D");
  expect(initials("👨‍👩‍👧‍👦")).toBe("👨‍👩‍👧‍👦");
  expect(initials("🇦🇷🇧🇷")).toBe("🇦🇷");
  expect(initials("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}")).toHaveLength(14);
  expect(initials("1️⃣ one")).toBe("1️⃣O");
  expect(initials("𝒜lice")).toBe("𝒜");
});

test("ornament is not a letter's", () => {
  expect(initials(`Z${"\u0335".repeat(40)}algo`)).toBe("Z\u0335\u0335");
});

test("more than one letter may be the capital of one", () => {
  expect(initials("ßo")).toBe("S");
});
