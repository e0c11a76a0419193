const EMOJI =
  "\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|" +
  "\\p{Extended_Pictographic}(?:\\ufe0f|[\\u{1f3fb}-\\u{1f3ff}]|[\\u{e0020}-\\u{e007f}]|\\u200d\\p{Extended_Pictographic})*";
const FIRST = new RegExp(`^(?:${EMOJI}|.\\p{M}*)`, "su");
const ONLY_EMOJI = new RegExp(`^(?:(?:${EMOJI})\\s*){1,3}$`, "u");

/**
 * What a reader takes for the first letter of a text: with its accents, or an emoji with all that belongs to it; empty
 * for an empty text. By a rule of ours and not by `Intl.Segmenter`, whose rules differ between a server and a browser
 * of another age, and with them what both render.
 */
export const firstGrapheme = (text: string): string => FIRST.exec(text)?.[0] ?? "";

/** Up to three emoji and nothing else, which are shown large. */
export const isEmojiOnly = (message: string): boolean => message.length <= 60 && ONLY_EMOJI.test(message);
