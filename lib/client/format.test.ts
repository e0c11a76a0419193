import { describe, expect, test } from "vitest";
import { parts } from "./format";
import { isEmojiOnly } from "./graphemes";

const text = (words: string) => ({ kind: "text", text: words });
const link = (address: string, href = address) => ({ kind: "link", text: address, href });

describe("links", () => {
  test("an address of http or https is a link", () => {
    expect(parts("see https://example.org/a?b=1#c now")).toEqual([
      text("see "),
      link("https://example.org/a?b=1#c"),
      text(" now"),
    ]);
    expect(parts("http://example.org/")).toEqual([link("http://example.org/")]);
  });

  test.each(["javascript:alert(1)", "data:text/html,hi", "file:///etc/passwd", "ftp://example.org", "example.org"])(
    "%s is text",
    (words) => expect(parts(words)).toEqual([text(words)]),
  );

  test("markup is text, and ends an address", () => {
    expect(parts('<img src="x">')).toEqual([text('<img src="x">')]);
    expect(parts("https://example.org/<b>")).toEqual([link("https://example.org/"), text("<b>")]);
  });

  test("the full stop after an address is not part of it, nor is the bracket around it", () => {
    expect(parts("(https://example.org/a).")).toEqual([text("("), link("https://example.org/a"), text(").")]);
  });

  test("a bracket that was opened in the address belongs to it", () => {
    expect(parts("https://example.org/a_(b)")).toEqual([link("https://example.org/a_(b)")]);
  });

  test("what is no address stays text", () => {
    expect(parts("https://")).toEqual([text("https://")]);
    expect(parts("https://[")).toEqual([text("https://[")]);
  });
});

test("what stands between backticks is code, and nothing in it is a link", () => {
  expect(parts("run `open https://x.org` now")).toEqual([
    text("run "),
    { kind: "code", text: "open https://x.org" },
    text(" now"),
  ]);
  expect(parts("a ` alone")).toEqual([text("a ` alone")]);
});

describe("emoji alone", () => {
  test.each([
    "👏",
    "👍🏽 🎉",
    "👩‍👩‍👧",
    "👩🏽‍💻👩🏽‍💻",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "🇫🇷🇯🇵",
    "❤️",
    "3️⃣",
  ])("%s is large", (words) => {
    expect(isEmojiOnly(words)).toBe(true);
  });

  test.each(["3", "👏 well done", "👏👏👏👏", "", "#"])("%j is not", (words) => {
    expect(isEmojiOnly(words)).toBe(false);
  });
});

test("thousands of brackets, or of emoji, are only text", () => {
  const brackets = ")".repeat(4_000);
  expect(parts(`https://example.org/${brackets}`)).toEqual([
    { kind: "link", text: "https://example.org/", href: "https://example.org/" },
    { kind: "text", text: brackets },
  ]);
  expect(isEmojiOnly("👏".repeat(2_000))).toBe(false);
});
