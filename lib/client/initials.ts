import { firstGrapheme } from "./graphemes";

const MARKS_MAX = 2; // as many as a letter of any language has; more are ornament, and leave the avatar

/** The first letter of the first and of the second word; "?" where there is none. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean)
    .slice(0, 2);
  return words.map(initial).join("") || "?";
}

function initial(word: string): string {
  const first = firstGrapheme(word);
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(first)) return first;
  const [letter = "", ...rest] = first.toUpperCase();
  const marks = rest.filter((part) => /\p{M}/u.test(part));
  return letter + marks.slice(0, MARKS_MAX).join("");
}
