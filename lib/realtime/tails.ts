import type { Cursor, LiveMessage, RoomId } from "../events";
import { warnSometimes } from "../log";
import type { Run } from "../messages";

export interface History {
  fromTime(roomId: RoomId, from: number, limit: number): Promise<Run>;
  lastCursor(roomId: RoomId): Promise<Cursor | null>;
}

interface Tail {
  /** What was heard or read of late, by id, in the order in which it came. */
  known: Map<string, { score: number; delivered: boolean }>;
  /** All from here on is known; what was before is not. */
  floor: number;
  reading: Promise<void> | null;
  /** What to read when the reading under way is done. */
  next: Range[];
}

interface Range {
  from: number;
  to: number;
}

/**
 * Follows the end of each room that somebody here listens to. The channel is only a bell: after a sibling's
 * message, or a time in which nothing was heard, the room is read from Redis, and what is new is delivered once.
 */
export function createTails(history: History, deliver: (message: LiveMessage) => void) {
  const tails = new Map<RoomId, Tail>();

  /** Somebody listens now: what stands in the room already is history to them, unless they hear it yet. */
  function open(roomId: RoomId): void {
    if (tails.has(roomId)) return;
    const tail: Tail = { known: new Map(), floor: 0, reading: null, next: [] };
    tails.set(roomId, tail);
    start(roomId, tail, async () => {
      tail.floor = Number(await history.lastCursor(roomId)) - OVERLAP_SECONDS;
      for await (const message of read(roomId, { from: tail.floor, to: Number.POSITIVE_INFINITY }))
        remember(tail, message, false);
    });
  }

  /** A message of ours, from the channel. True if it is to be delivered: somebody listens, and it was not yet. */
  function heard(message: LiveMessage): boolean {
    const tail = tails.get(message.roomId);
    if (!tail || tail.known.get(message.id)?.delivered) return false;
    remember(tail, message, true);
    return true;
  }

  /** Something may have come into the room, at `date` (unix seconds) or after what is known. */
  function ring(roomId: RoomId, date: number | null): void {
    const tail = tails.get(roomId);
    if (!tail) return;
    const recent = { from: Math.max(tail.floor, newestOf(tail) - OVERLAP_SECONDS), to: Number.POSITIVE_INFINITY };
    const range = date === null ? recent : reaching(tail, recent, Math.floor(date));
    if (tail.reading) queue(tail, range);
    else start(roomId, tail, () => catchUp(roomId, tail, range));
  }

  async function catchUp(roomId: RoomId, tail: Tail, range: Range): Promise<void> {
    for await (const message of read(roomId, range)) {
      if (tail.known.has(message.id)) continue;
      remember(tail, message, true);
      deliver(message);
    }
  }

  async function* read(roomId: RoomId, { from, to }: Range): AsyncGenerator<LiveMessage> {
    let min = Math.max(0, from);
    for (;;) {
      const { messages, more } = await history.fromTime(roomId, min, AT_ONCE);
      yield* messages.filter(({ cursor }) => Number(cursor) < to);
      const last = Number(messages.at(-1)?.cursor);
      if (!more || !(last > min) || last >= to) return;
      min = last;
    }
  }

  function start(roomId: RoomId, tail: Tail, work: () => Promise<void>): void {
    tail.reading = work()
      .catch((error: Error) => {
        warnSometimes("a room could not be read", { reason: error.message }); // the next "live" rings again
      })
      .then(() => {
        tail.reading = null;
        const range = tail.next.shift();
        if (range && tails.get(roomId) === tail) start(roomId, tail, () => catchUp(roomId, tail, range));
      });
  }

  return {
    open,
    heard,
    ring,
    close: (roomId: RoomId) => tails.delete(roomId),
    ringAll: () => {
      for (const roomId of tails.keys()) ring(roomId, null);
    },
  };
}

export type Tails = ReturnType<typeof createTails>;

const OVERLAP_SECONDS = 120; // a sibling stamps with its client's clock, which may be late
const AT_ONCE = 200;
const KNOWN_MAX = 5_000; // more than a busy room says in the overlap

function remember(tail: Tail, { id, cursor }: LiveMessage, delivered: boolean): void {
  if (delivered || !tail.known.has(id)) tail.known.set(id, { score: Number(cursor), delivered });
  if (tail.known.size <= KNOWN_MAX) return;
  for (const [oldest, { score }] of tail.known) {
    tail.known.delete(oldest);
    tail.floor = Math.max(tail.floor, score);
    return;
  }
}

/** A message dated long ago is looked for in its own second: between there and the floor all would seem new. */
function reaching(tail: Tail, recent: Range, date: number): Range {
  if (date >= recent.from) return recent;
  return date >= tail.floor ? { from: date, to: Number.POSITIVE_INFINITY } : { from: date, to: date + 1 };
}

/** However often the bell rings during a reading, the end is read once more. */
function queue(tail: Tail, range: Range): void {
  const same = tail.next.find(({ to }) => to === range.to);
  if (same) same.from = Math.min(same.from, range.from);
  else tail.next.push(range);
}

function newestOf(tail: Tail): number {
  let newest = 0;
  for (const { score } of tail.known.values()) newest = Math.max(newest, score);
  return newest;
}
