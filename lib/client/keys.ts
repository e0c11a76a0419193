/** Every key of Banter, once: what binds it. How the help tells it is in ./key-words. */

export interface KeyEntry {
  id: string;
  /** With a blank between. `Mod` is ⌘ on a Mac, and Ctrl elsewhere. */
  keys: string;
  /** While somebody types: still ours, the field's, or ours where nothing is typed yet in the composer. */
  typing: "ours" | "field" | "ours if empty";
  /** Told only: the field that it belongs to binds it itself. */
  told?: true;
}

const TABLE = [
  { id: "switcher", keys: "Mod K", typing: "ours" },
  { id: "next-room", keys: "Alt ↓", typing: "ours" },
  { id: "previous-room", keys: "Alt ↑", typing: "ours" },
  { id: "next-unread", keys: "Alt Shift ↓", typing: "ours" },
  { id: "previous-unread", keys: "Alt Shift ↑", typing: "ours" },
  { id: "help", keys: "?", typing: "field" },
  { id: "escape", keys: "Esc", typing: "ours" },
  { id: "previous-message", keys: "↑", typing: "ours if empty" },
  { id: "next-message", keys: "↓", typing: "field" },
  { id: "send", keys: "Enter", typing: "ours", told: true },
  { id: "new-line", keys: "Shift Enter", typing: "ours", told: true },
] as const satisfies readonly KeyEntry[];

export type KeyId = (typeof TABLE)[number]["id"];
export type Key = KeyEntry & { id: KeyId };

export const KEYS: readonly Key[] = TABLE;

/** What a key press tells, of a browser's event. */
export interface KeyPress {
  key: string;
  code?: string;
  keyCode?: number;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  target?: unknown;
}

/** Is this press that key? Never while a word is being composed, and not where the field itself wants it. */
export function matches(press: KeyPress, { keys, typing, told }: KeyEntry, mac = isMac()): boolean {
  if (told || isComposing(press)) return false;
  const parts = keys.split(" ");
  const key = parts.at(-1) ?? "";
  return isKey(press, key) && hasModifiers(press, parts, mac) && isOurs(fieldOf(press.target), typing);
}

/** Is a word being composed, so that the key is the input method's? */
export const isComposing = ({ isComposing, keyCode }: KeyPress): boolean => isComposing || keyCode === COMPOSING;

/** Is there a ⌘ on this keyboard? False on the server. */
export const isMac = (): boolean => /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "");

const COMPOSING = 229; // what Safari says of the key that ends a composition
const NAMES: Record<string, string> = { "↑": "ArrowUp", "↓": "ArrowDown", Esc: "Escape" };

function isKey({ key, code }: KeyPress, wanted: string): boolean {
  if (key.toLowerCase() === (NAMES[wanted] ?? wanted).toLowerCase()) return true;
  return code === `Key${wanted}` && /[^\x20-\x7e]/.test(key); // a keyboard of other letters: its key in the same place
}

function hasModifiers({ altKey, ctrlKey, metaKey, shiftKey }: KeyPress, parts: string[], mac: boolean): boolean {
  const mod = parts.includes("Mod");
  const shift = parts.includes("?") ? shiftKey : parts.includes("Shift"); // where "?" stands, keyboards do not agree
  return (
    altKey === parts.includes("Alt") && shiftKey === shift && ctrlKey === (mod && !mac) && metaKey === (mod && mac)
  );
}

type Field = "none" | "empty" | "typed in";

function fieldOf(target: unknown): Field {
  const { tagName, value, isContentEditable } = (target ?? {}) as Partial<HTMLTextAreaElement>;
  if (tagName === "TEXTAREA") return value === "" ? "empty" : "typed in";
  return isContentEditable || tagName === "INPUT" || tagName === "SELECT" ? "typed in" : "none";
}

const isOurs = (field: Field, typing: KeyEntry["typing"]) =>
  field === "none" || typing === "ours" || (typing === "ours if empty" && field === "empty");
