import type { Message, UserId } from "../events";
import type { Entry } from "./grouping";
import type { Pending } from "./outbox";

const known = new WeakMap<object, Entry>(); // the same object for the same row, so that only changed rows are drawn

/** What stands in a history: the stored messages, then mine on their way. */
export function entriesOf(messages: readonly Message[], pending: readonly Pending[], me: UserId): Entry[] {
  const stored = new Set(messages.filter(({ from }) => from === me).map(({ id }) => id));
  const waiting = pending.filter(({ id }) => !stored.has(id));
  return [...messages.map(storedEntry), ...waiting.map(waitingEntry)];

  /** Mine is the same row as while it was on its way. Others may choose an id twice, and siblings one cursor. */
  function storedEntry(stored: Message, index: number): Entry {
    const { id, from, date, message, cursor } = stored;
    const row = from === me ? id : cursor === messages[index - 1]?.cursor ? `${cursor} ${id}` : cursor;
    return remembered(stored, { id: row, from, date, text: message, cursor, state: "stored" });
  }

  function waitingEntry(pending: Pending): Entry {
    const { id, text, at, failed } = pending;
    const state = failed ? "failed" : "sending";
    return remembered(pending, { id, from: me, date: Math.floor(at / 1000), text, state });
  }
}

function remembered(of: object, made: Entry): Entry {
  const entry = known.get(of);
  if (entry?.id === made.id) return entry;
  known.set(of, made);
  return made;
}
