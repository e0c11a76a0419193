import { type Cursor, type LiveMessage, safely } from "../events";

/** What was said in a room without a gap: every message of ours after `from`, up to `to`, by id and in its order. */
export interface Span {
  from: Cursor;
  to: Cursor;
  cursors: Map<string, Cursor>;
}

const SPAN_MAX = 5_000; // messages: more than are said while one is on its way
const SPAN_SECONDS = 120; // longer than one is on its way; a later one is searched for from where its author held

/** The span with one more message; where there is a gap before it, a new one. */
export function extend(span: Span | null, { id, cursor, prev }: LiveMessage): Span {
  if (!span || span.to !== prev) return { from: prev ?? "0", to: cursor, cursors: new Map([[id, cursor]]) };
  span.to = cursor;
  span.cursors.set(id, cursor);
  const old = Number(cursor) - SPAN_SECONDS;
  for (const [oldest, end] of span.cursors) {
    if (span.cursors.size <= SPAN_MAX && Number(end) >= old) break;
    span.cursors.delete(oldest);
    span.from = end;
  }
  return span;
}

/**
 * From where on Redis has to search for a repeat of a message, whose author held `after`: what is known to be no repeat
 * need not be searched. Under load that is a thousand messages for each new one.
 */
export function searchFrom<C extends Cursor | null | undefined>(span: Span | null, id: string, after: C): C | Cursor {
  if (!span || !after || span.cursors.has(id)) return after;
  return Number(span.from) <= Number(safely(after)) && Number(after) < Number(span.to) ? span.to : after;
}
