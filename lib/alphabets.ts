/** The scripts of names: those in everyday use, as UTS 31 recommends them for identifiers. */
const SCRIPTS = `
  Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew
  Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan`
  .trim()
  .split(/\s+/)
  .map((name) => ({ name, letter: new RegExp(`\\p{Script=${name}}`, "u") }));

const OF_NO_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}]/u;
const TOGETHER = ["Han Hiragana Katakana", "Han Bopomofo", "Han Hangul"].map((names) => names.split(" "));
const LIKE_LATIN = ["Cyrillic", "Greek", "Armenian"]; // beside Latin, half of their letters are impostors

/**
 * Is a text written in one script, or in Latin and one other that does not look like it? (UTS 39, moderately
 * restrictive.) Digits and marks belong to every script.
 */
export function isOneScript(text: string): boolean {
  const used = new Set<string | undefined>();
  for (const character of text) {
    if (!OF_NO_SCRIPT.test(character)) used.add(SCRIPTS.find(({ letter }) => letter.test(character))?.name);
  }
  if (used.has(undefined)) return false;
  if (used.size === 1) return true;
  const beside = [...used].filter((name) => name !== "Latin") as string[];
  if (used.has("Latin") && beside.some((name) => LIKE_LATIN.includes(name))) return false;
  return beside.length <= 1 || TOGETHER.some((names) => beside.every((name) => names.includes(name)));
}
