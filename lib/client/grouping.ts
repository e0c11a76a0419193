import type { Cursor, UserId } from "../events";
import { isLater } from "./cursors";
import type { Offset } from "./zones";

export const GROUP_SECONDS = 5 * 60; // longer ago is a new thought
export const DAY_SECONDS = 24 * 60 * 60;

/** What stands in the history: a stored message, or one of mine on its way (without a cursor). */
export interface Entry {
  /** Of the row: unlike any other's. Of mine it is that of the message. */
  id: string;
  from: UserId;
  /** Unix seconds. */
  date: number;
  text: string;
  cursor?: Cursor;
  state: "stored" | "sending" | "failed";
}

export type Item =
  | { kind: "day"; key: string; date: number }
  | { kind: "new"; key: string }
  | { kind: "entry"; key: string; entry: Entry; first: boolean };

/** Days since 1970 in a time zone. Unix seconds. */
export const dayOf = (date: number, offset: Offset): number => Math.floor((date - offset(date) * 60) / DAY_SECONDS);

interface Options {
  offset: Offset;
  /** The divider "New" stands after this cursor; null for none. */
  newAfter: Cursor | null;
  /** Are there messages before these? Then the unread ones may begin among them. */
  hasOlder: boolean;
  me: UserId;
}

/** The rows of a history: days, the divider, and who begins to speak (`first`: with name and time). */
export function rowsOf(entries: Entry[], { offset, newAfter, hasOlder, me }: Options): Item[] {
  const items: Item[] = [];
  let before: Entry | undefined;
  let divided = newAfter === null || (hasOlder && isLater(entries[0]?.cursor, newAfter));
  for (const entry of entries) {
    const day = dayOf(entry.date, offset);
    const newDay = !before || dayOf(before.date, offset) !== day;
    if (newDay) items.push({ kind: "day", key: `day-${day}`, date: entry.date });
    const divides = !divided && entry.from !== me && isLater(entry.cursor, newAfter);
    if (divides) items.push({ kind: "new", key: "new" });
    divided ||= divides;
    const first = newDay || divides || before?.from !== entry.from || entry.date - before.date >= GROUP_SECONDS;
    items.push({ kind: "entry", key: entry.id, entry, first });
    before = entry;
  }
  return items;
}

/** Where the divider stands for a reader who opens a room: their mark, if somebody has written since. */
export function dividerAfter(entries: { from: UserId; cursor: Cursor }[], mark: Cursor | null, me: UserId) {
  const isNew = entries.some(({ from, cursor }) => from !== me && isLater(cursor, mark));
  return mark !== null && isNew ? mark : null;
}
