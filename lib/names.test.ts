import { describe, expect, test } from "vitest";
import { ROOM_NAME_MAX_CHARS, USERNAME_MAX_CHARS } from "./limits";
import { cleanRoomName, cleanUsername } from "./names";

const invalid = expect.objectContaining({ code: "invalid" });

describe("a username", () => {
  test.each([
    ["  mary ", "mary"],
    ["Jose\u0301", "José"],
    ["ｍａｒｙ", "mary"],
    ["Mary-Ann O.Neil_2", "Mary-Ann O.Neil_2"],
    ["李雷", "李雷"],
    ["محمد", "محمد"],
    ["प्रिया", "प्रिया"],
    ["7", "7"],
    ["Пабло", "Пабло"],
    ["田中さくらカナ", "田中さくらカナ"],
    ["Ken 田中", "Ken 田中"],
    ["김Kim", "김Kim"],
    ["Nguyễn Văn Đạt", "Nguyễn Văn Đạt"],
    ["ผู้ใหญ่", "ผู้ใหญ่".normalize("NFKC")],
    ["x".repeat(USERNAME_MAX_CHARS), "x".repeat(USERNAME_MAX_CHARS)],
  ])("%j is taken as %j", (given, name) => {
    expect(cleanUsername(given)).toBe(name);
  });

  test.each([
    "",
    "   ",
    ".mary",
    "mary.",
    "-",
    "ma  ry",
    "ma/ry",
    "<b>",
    "ma\nry",
    "ma\u200bry",
    "\u202emary",
    "🐎",
    "\u0301a",
    "\u3164", // a letter that is a blank
    "ma\u3164ry",
    "mary\ufe0f", // a mark that is not seen
    "ma\u034fry",
    "ma\u00adry",
    "mary\u20dd",
    "mar\u0300\u0301\u0302\u0303\u0304y",
    "p\u0430blo", // a Cyrillic letter
    "Κost", // a Greek one
    "maryмария",
    "ᏚᎢᎬ", // of a script that is not in everyday use
  ])("%j is refused", (given) => {
    expect(() => cleanUsername(given)).toThrow(invalid);
  });

  test("of more than 32 characters is refused, also if it grows to that in its normal form", () => {
    expect(() => cleanUsername("x".repeat(USERNAME_MAX_CHARS + 1))).toThrow(invalid);
    expect(() => cleanUsername("ﷺ".repeat(3))).toThrow(invalid);
  });

  test.each([
    "admin",
    "ROOT",
    "Ｓｙｓｔｅｍ",
    "here",
    "Adm1n",
    "adrnin",
    "info",
    "lnfo",
    "General",
    "null",
    "constructor",
    "__proto__".slice(2, -2),
    "Deleted",
    "deleted person",
  ])("%s is reserved", (given) => {
    expect(() => cleanUsername(given)).toThrow("reserved");
  });
});

describe("the name of a room", () => {
  test.each([
    ["  The \n  garden ", "The garden"],
    ["<b>R&D</b>", "<b>R&D</b>"],
    ["👩‍👩‍👧 family", "👩‍👩‍👧 family"],
    ["می‌خواهم", "می‌خواهم"],
    ["…", "..."],
    ["a\ufeffb", "a b"],
  ])("%j is taken as %j", (given, name) => {
    expect(cleanRoomName(given)).toBe(name);
  });

  test.each([
    "",
    " \n ",
    "\u200b",
    "a\u202eb",
    "a\u0000b",
    "\u3164",
    "\u200d",
    "a\u3164b",
    "a\u00adb",
    "a\u2066b",
    "a\u2800b",
    "a\ufffcb",
    "a\u{1d159}b",
  ])("%j is refused", (given) => {
    expect(() => cleanRoomName(given)).toThrow(invalid);
  });

  test("has 60 characters at most, whatever their size", () => {
    expect([...cleanRoomName("🐎".repeat(ROOM_NAME_MAX_CHARS))]).toHaveLength(ROOM_NAME_MAX_CHARS);
    expect(() => cleanRoomName("x".repeat(ROOM_NAME_MAX_CHARS + 1))).toThrow(invalid);
  });
});
