import { MESSAGE_MAX_CHARS } from "../limits";

/** What is wrong with a text that is too long for a message; empty if it is not. */
export function tooLong(text: string): string {
  const over = [...text.trim()].length - MESSAGE_MAX_CHARS;
  if (over <= 0) return "";
  return `${over} ${over === 1 ? "character" : "characters"} too many: a message has at most ${MESSAGE_MAX_CHARS}.`;
}
