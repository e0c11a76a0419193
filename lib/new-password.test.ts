import { describe, expect, test } from "vitest";
import { isCommon } from "./common-passwords";
import { cleanPassword } from "./new-password";

const refused = (words: string) =>
  expect.objectContaining({ code: "invalid", message: expect.stringContaining(words) });

describe("a new password is taken exactly as it came", () => {
  test.each([
    "correct horse battery",
    "  spaces around  ",
    "a good password",
    "test-password",
    "É".repeat(36),
    "x7Kq!pLm",
    "19 green bottles",
    "🐎🐎🐎 and a cart",
    "Mary had a little lamb",
    "banter is what we do",
    "no walk at all",
  ])("%s", (password) => {
    expect(cleanPassword(password, "Mary Ann")).toBe(password);
  });
});

test.each([
  ["1234567", "at least 8"],
  ["🐎🐎🐎🐎🐎🐎🐎", "at least 8"],
  ["é".repeat(37), "at most 72 bytes"],
  ["a good\u0000password", "NUL"],
])("%j is refused: %s", (password, words) => {
  expect(() => cleanPassword(password, "Mary")).toThrow(refused(words));
});

describe("what is tried first is refused", () => {
  test.each(
    `password password1 password12 password123 password1234 Password123! passw0rd P@ssw0rd pa55word p4ssw0rd
    12345678 123456789 1234567890 87654321 11111111 00000000 12121212 123123123 12341234 123321123 11223344 abcd1234
    abc12345 1q2w3e4r 1q2w3e4r5t q1w2e3r4 1qaz2wsx zaq12wsx qwertyui qwerty123 qwerty12345 qwertyuiop asdfghjkl asdf1234
    zxcvbnm1 1234qwer qweasdzxc azertyuiop iloveyou iloveyou1 sunshine princess princess1 football football1 baseball
    superman batman123 trustno1 letmein1 letmein123 welcome1 welcome123 admin123 admin1234 administrator changeme1
    dragon2024 monkey123 michael1 jennifer charlie1 liverpool summer2023 Winter2024! starwars pokemon1 whatever
    computer internet testtest test1234 aaaaaaaa aaaabbbb abcabcabc passwordpassword secret123 hunter22 master123
    fuckyou1 1password mustang1 jordan23 michelle butterfly chocolate samsung1 qazwsxedc 147258369 789456123 йцукенгш`
      .trim()
      .split(/\s+/),
  )("%s", (password) => {
    expect(isCommon(password)).toBe(true);
    expect(() => cleanPassword(password, "Somebody")).toThrow(refused("first that are tried"));
  });
});

describe("a name with little around it is refused", () => {
  test.each(["mary ann", "Mary1234", "annmary!", "banter2024", "Banter-1", "maryannmary", "MARY@banter", "mary1984!"])(
    "%s",
    (password) => {
      expect(() => cleanPassword(password, "Mary Ann")).toThrow(refused("name"));
    },
  );

  test("of others it may be the name", () => {
    expect(cleanPassword("maribel-x77", "Joe")).toBe("maribel-x77");
  });
});
