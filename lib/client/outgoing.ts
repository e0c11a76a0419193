import { FRAME_MAX_BYTES, MESSAGE_MAX_CHARS } from "../limits";

/** What is sent of what was typed: without empty lines before it, and without white space after it. */
export const outgoingText = (typed: string): string => typed.replace(/^\n+/, "").trimEnd();

/** What is wrong with a text that is too long for a message; empty if it is not. */
export function tooLong(typed: string): string {
  const over = [...outgoingText(typed)].length - MESSAGE_MAX_CHARS;
  if (over <= 0) return "";
  return `${over} ${over === 1 ? "character" : "characters"} too many: a message has at most ${MESSAGE_MAX_CHARS}.`;
}

const ENVELOPE_BYTES = 256; // the event's name and the number of the question, generously

/** Would the server take this as one frame? It closes the connection at a larger one, and would at each attempt. */
export const fitsFrame = (payload: unknown): boolean =>
  new TextEncoder().encode(JSON.stringify(payload)).length + ENVELOPE_BYTES <= FRAME_MAX_BYTES;
