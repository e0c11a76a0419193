import { isMac, type KeyEntry, type KeyId } from "./keys";

/** How the help tells each key. Apart from the keys: it is wanted seldom, and the keys always. */
export const KEY_WORDS: Record<KeyId, { words: string; group: KeyGroup }> = {
  switcher: { words: "Find a room or person", group: "Everywhere" },
  "next-room": { words: "Next room", group: "Everywhere" },
  "previous-room": { words: "Previous room", group: "Everywhere" },
  "next-unread": { words: "Next unread room", group: "Everywhere" },
  "previous-unread": { words: "Previous unread room", group: "Everywhere" },
  help: { words: "Show the keys", group: "Everywhere" },
  escape: { words: "Close what is open; else mark as read and go to the end", group: "In a conversation" },
  "previous-message": { words: "Previous message", group: "In a conversation" },
  "next-message": { words: "Next message", group: "In a conversation" },
  send: { words: "Send", group: "In a conversation" },
  "new-line": { words: "New line", group: "In a conversation" },
};

export type KeyGroup = "Everywhere" | "In a conversation";

/** The keys as this keyboard has them written on it, one by one. */
export const shownKeys = ({ keys }: Pick<KeyEntry, "keys">, mac = isMac()): string[] =>
  keys.split(" ").map((part) => (mac ? MAC : ELSEWHERE)[part] ?? part);

const MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const ELSEWHERE: Record<string, string> = { Mod: "Ctrl" };
