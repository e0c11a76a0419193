import { describe, expect, test } from "vitest";
import { KEY_WORDS, shownKeys } from "./key-words";
import { KEYS, type KeyId, type KeyPress, matches } from "./keys";

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => {
  return { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, ...rest };
};
const pressed = (key: string, rest?: Partial<KeyPress>, mac = false) =>
  KEYS.filter((entry) => matches(press(key, rest), entry, mac)).map(({ id }) => id);
const composer = (value: string) => ({ tagName: "TEXTAREA", value });
const ALT_SHIFT = { altKey: true, shiftKey: true };

/** What a keyboard sends for each key that is bound, as a person who uses no Mac presses it. */
const PRESSES: Partial<Record<KeyId, KeyPress>> = {
  switcher: press("k", { ctrlKey: true }),
  "next-room": press("ArrowDown", { altKey: true }),
  "previous-room": press("ArrowUp", { altKey: true }),
  "next-unread": press("ArrowDown", ALT_SHIFT),
  "previous-unread": press("ArrowUp", ALT_SHIFT),
  help: press("?", { shiftKey: true }),
  escape: press("Escape"),
  "previous-message": press("ArrowUp"),
  "next-message": press("ArrowDown"),
};

describe("the table", () => {
  test("has words for every entry, and no id twice", () => {
    for (const { id, keys } of KEYS) expect([KEY_WORDS[id].words, keys]).not.toContain("");
    expect(new Set(KEYS.map(({ id }) => id)).size).toBe(KEYS.length);
  });

  test("has no key twice", () => {
    expect(new Set(KEYS.map(({ keys }) => keys)).size).toBe(KEYS.length);
  });

  test.each(KEYS.filter((entry) => !entry.told))("binds $keys to $id, and to nothing else", ({ id }) => {
    const { key, ...rest } = PRESSES[id] as KeyPress;
    expect(pressed(key, rest)).toEqual([id]);
  });

  test("tells what the composer binds itself, and leaves it alone", () => {
    expect(KEYS.filter(({ told }) => told).map(({ keys }) => keys)).toEqual(["Enter", "Shift Enter"]);
    expect([...pressed("Enter"), ...pressed("Enter", { shiftKey: true })]).toEqual([]);
  });

  test("is written as the keyboard is", () => {
    expect([shownKeys({ keys: "Mod K" }, true), shownKeys({ keys: "Mod K" }, false)]).toEqual([
      ["⌘", "K"],
      ["Ctrl", "K"],
    ]);
    expect(shownKeys({ keys: "Alt Shift ↓" }, true)).toEqual(["⌥", "⇧", "↓"]);
    expect(shownKeys({ keys: "Alt Shift ↓" }, false)).toEqual(["Alt", "Shift", "↓"]);
  });
});

describe("a press", () => {
  test("with other modifiers is another key", () => {
    expect(pressed("k")).toEqual([]);
    expect(pressed("k", { ctrlKey: true, shiftKey: true })).toEqual([]);
    expect(pressed("ArrowDown", { ctrlKey: true })).toEqual([]);
    expect(pressed("?", { altKey: true })).toEqual([]);
    expect(pressed("Escape", { shiftKey: true })).toEqual([]);
  });

  test("of ⌘ is meant on a Mac, where Ctrl K deletes to the end of the line", () => {
    expect(pressed("k", { metaKey: true }, true)).toEqual(["switcher"]);
    expect(pressed("k", { ctrlKey: true }, true)).toEqual([]);
    expect(pressed("k", { metaKey: true }, false)).toEqual([]);
  });

  test("of a capital letter, or on a keyboard of other letters, is the same key", () => {
    expect(pressed("K", { ctrlKey: true })).toEqual(["switcher"]);
    expect(pressed("л", { ctrlKey: true, code: "KeyK" })).toEqual(["switcher"]);
    expect(pressed("t", { ctrlKey: true, code: "KeyK" })).toEqual([]); // Dvorak: its K is elsewhere
  });

  test("needs no Shift for ? where the keyboard has none for it", () => {
    expect(pressed("?")).toEqual(["help"]);
  });

  test("while a word is composed is nobody's", () => {
    expect(pressed("ArrowDown", { isComposing: true })).toEqual([]);
    expect(pressed("Escape", { keyCode: 229 })).toEqual([]);
  });

  test("in a field is the field's, where it means something there", () => {
    const field = { target: composer("so") };
    expect(pressed("?", field)).toEqual([]);
    expect(pressed("ArrowUp", field)).toEqual([]);
    expect(pressed("ArrowDown", field)).toEqual([]);
    expect(pressed("Escape", field)).toEqual(["escape"]);
    expect(pressed("ArrowDown", { ...field, altKey: true })).toEqual(["next-room"]);
    expect(pressed("?", { target: { tagName: "INPUT", value: "" } })).toEqual([]);
    expect(pressed("?", { target: { tagName: "DIV", isContentEditable: true } })).toEqual([]);
    expect(pressed("?", { target: { tagName: "BUTTON" } })).toEqual(["help"]);
  });

  test("of ↑ in an empty composer goes to the messages; ↓ and ? stay there", () => {
    const field = { target: composer("") };
    expect(pressed("ArrowUp", field)).toEqual(["previous-message"]);
    expect([...pressed("ArrowDown", field), ...pressed("?", field)]).toEqual([]);
    expect(pressed("ArrowUp", { target: { tagName: "INPUT", value: "" } })).toEqual([]);
  });
});
