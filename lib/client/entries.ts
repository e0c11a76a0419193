import type { Message, UserId } from "../events";
import type { Entry } from "./grouping";
import type { Pending } from "./outbox";

const known = new WeakMap<object, Entry>(); // the same object for the same row, so that only changed rows are drawn

/** What stands in a history: the stored messages, then mine on their way. */
export function entriesOf(messages: readonly Message[], pending: readonly Pending[], me: UserId): Entry[] {
  const stored = new Set(messages.filter(({ from }) => from === me).map(({ id }) => id));
  const waiting = pending.filter(({ id }) => !stored.has(id));
  return [...messages.map((message) => remembered(message, storedEntry)), ...waiting.map(waitingEntry)];

  /** Mine is the same row as while it was on its way. Others may choose an id twice, or that of somebody else. */
  function storedEntry({ id, from, date, message, cursor }: Message): Entry {
    return { id: from === me ? id : `${cursor} ${id}`, from, date, text: message, cursor, state: "stored" };
  }

  function waitingEntry(outgoing: Pending): Entry {
    return remembered(outgoing, ({ id, text, at, failed }) => {
      return { id, from: me, date: Math.floor(at / 1000), text, state: failed ? "failed" : "sending" };
    });
  }
}

function remembered<T extends object>(from: T, make: (from: T) => Entry): Entry {
  const entry = known.get(from) ?? make(from);
  known.set(from, entry);
  return entry;
}
