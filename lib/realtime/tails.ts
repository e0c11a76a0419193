import { setTimeout as wait } from "node:timers/promises";
import { redisSeconds as now } from "../clock";
import type { Cursor, LiveMessage, RoomId } from "../events";
import { AHEAD_SECONDS, LATE_SECONDS } from "../limits";
import { warnSometimes } from "../log";
import type { Run } from "../messages";
import { metrics } from "../metrics";
import type { Relay } from "../redis/relay";

export interface History {
  fromTime(roomId: RoomId, from: number, limit: number): Promise<Run>;
  lastCursor(roomId: RoomId): Promise<Cursor | null>;
  cards(roomIds: RoomId[]): Promise<number[]>;
}

interface Tail {
  /** What was heard or read of late, by id, in the order in which it came. */
  known: Map<string, { score: number; delivered: boolean }>;
  /** When somebody began to listen: what was said later is news, however late it is read. */
  since: number;
  /** All from here on is known; what was before is not. Null: nothing could be read yet. */
  floor: number | null;
  reading: boolean;
  /** For what the bell rang and was not answered yet: seconds, or null for the end of the room. */
  rung: Set<Bell>;
  /** How many messages became known since it was opened. */
  count: number;
  /** How many members the room had beside them when it was last counted. Null: to be counted anew. */
  beside: number | null;
}

type Bell = number | null | typeof ALL;

interface Range {
  from: number;
  to: number;
}

/**
 * Follows the end of each room that somebody here listens to. The channel is only a bell: after a sibling's
 * message, or a time in which nothing was heard, the room is read from Redis, and what is new is delivered once.
 */
export function createTails(
  history: History,
  deliver: (message: LiveMessage) => void,
  relay: Pick<Relay, "follow" | "unfollow">,
) {
  const tails = new Map<RoomId, Tail>();

  /** Somebody listens now: what stands in the room already is history to them, unless they hear it yet. */
  function open(roomId: RoomId): void {
    if (tails.has(roomId)) return;
    const tail: Tail = {
      known: new Map(),
      since: now(),
      floor: null,
      reading: false,
      rung: new Set(),
      count: 0,
      beside: null,
    };
    tails.set(roomId, tail);
    relay.follow(roomId);
    work(roomId, tail, () => readHistory(roomId, tail));
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
    strike(roomId, tail, date === null ? null : Math.floor(date));
  }

  /** From here on nothing of it is missed. What came since it was opened may have been read as history. */
  function followed(roomId: RoomId): void {
    const tail = tails.get(roomId);
    if (!tail) return;
    for (let second = Math.floor(tail.since); second <= now(); second++) tail.rung.add(second);
    strike(roomId, tail, null);
  }

  function strike(roomId: RoomId, tail: Tail, bell: Bell): void {
    tail.rung.add(bell);
    if (!tail.reading) answer(roomId, tail);
  }

  /**
   * Counts what stands in each room, and reads those again, as far back as all is known, where it is not what it was
   * beside the messages heard since: whatever else was missed is found so. What is on its way now is counted once more.
   */
  async function sweep(): Promise<void> {
    let odd = await oddOf([...tails.keys()]);
    for (let again = 0; again < 2 && odd.length > 0; again++) {
      await wait(COUNTED_AGAIN_AFTER_MS);
      odd = await oddOf(odd);
    }
    for (const roomId of odd) {
      const tail = tails.get(roomId);
      if (!tail) continue;
      tail.beside = null;
      metrics().catchUps.inc({ cause: "sweep" });
      strike(roomId, tail, ALL);
    }
  }

  async function oddOf(roomIds: RoomId[]): Promise<RoomId[]> {
    const counted = await history.cards(roomIds);
    return roomIds.filter((roomId, index) => {
      const tail = tails.get(roomId);
      if (!tail || tail.reading) return false;
      const beside = (counted[index] as number) - tail.count;
      tail.beside ??= beside;
      return tail.beside !== beside;
    });
  }

  /** However often the bell rang during a reading, the end is read once more. */
  function answer(roomId: RoomId, tail: Tail): void {
    const rung = tail.rung;
    tail.rung = new Set();
    work(roomId, tail, async () => {
      if (tail.floor === null) await readHistory(roomId, tail);
      await catchUp(roomId, tail, rung);
    });
  }

  async function readHistory(roomId: RoomId, tail: Tail): Promise<void> {
    const [last, [card]] = await Promise.all([history.lastCursor(roomId), history.cards([roomId])]);
    const newest = Number(last);
    const from = Math.min(newest, now()) - LATE_SECONDS;
    const past = Math.min(tail.since, newest);
    for await (const message of read(roomId, { from, to: Number.POSITIVE_INFINITY })) {
      const score = Number(message.cursor);
      if (score <= past || score > now() + AHEAD_SECONDS) remember(tail, message, false);
      else if (!tail.known.get(message.id)?.delivered) tell(tail, message);
    }
    tail.floor = Math.max(tail.floor ?? from, from);
    tail.beside = Number(card) - tail.count;
  }

  /** A sibling stores before it rings: what was taken for history in between is news in the second it rings for. */
  async function catchUp(roomId: RoomId, tail: Tail, rung: Set<Bell>): Promise<void> {
    for (const range of rangesOf(tail, rung)) {
      for await (const message of read(roomId, range)) {
        const known = tail.known.get(message.id);
        if (known && (known.delivered || !rung.has(Math.floor(known.score)))) continue;
        tell(tail, message);
      }
    }
  }

  function tell(tail: Tail, message: LiveMessage): void {
    metrics().catchUpMessages.inc();
    remember(tail, message, true);
    deliver(message);
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

  function work(roomId: RoomId, tail: Tail, reading: () => Promise<void>): void {
    tail.reading = true;
    reading()
      .catch((error: Error) => {
        warnSometimes("a room could not be read", { reason: error.message }); // the next "live" rings again
      })
      .then(() => {
        tail.reading = false;
        if (tail.rung.size > 0 && tails.get(roomId) === tail) answer(roomId, tail);
      });
  }

  return {
    open,
    heard,
    ring,
    followed,
    sweep,
    /** Nobody listens any more. */
    close(roomId: RoomId): void {
      tails.delete(roomId);
      relay.unfollow(roomId);
    },
    ringAll: () => {
      for (const roomId of tails.keys()) ring(roomId, null);
    },
  };
}

export type Tails = ReturnType<typeof createTails>;

const ALL = "all"; // from where on everything is known
const COUNTED_AGAIN_AFTER_MS = 500;
const AT_ONCE = 200;
const KNOWN_MAX = 5_000; // more than a busy room says in the overlap

function remember(tail: Tail, { id, cursor }: LiveMessage, delivered: boolean): void {
  if (!tail.known.has(id)) tail.count++;
  if (delivered || !tail.known.has(id)) tail.known.set(id, { score: Number(cursor), delivered });
  if (tail.known.size <= KNOWN_MAX) return;
  for (const [oldest, { score }] of tail.known) {
    tail.known.delete(oldest);
    tail.floor = Math.max(tail.floor ?? 0, score + 1e-6); // after it, else it would be read again as news
    return;
  }
}

/**
 * What is to be read: the end of the room, and a message dated long ago in its own second only, since between there
 * and the floor all would seem new.
 */
function rangesOf(tail: Tail, rung: Set<Bell>): Range[] {
  const floor = tail.floor ?? 0;
  const seconds = [...rung].filter((bell) => typeof bell === "number");
  const from = rung.has(ALL) ? floor : Math.max(floor, Math.min(newestOf(tail) - LATE_SECONDS, ...seconds));
  const early = seconds.filter((second) => second < floor).map((second) => ({ from: second, to: second + 1 }));
  return [...early, { from, to: Number.POSITIVE_INFINITY }];
}

/** Not later than now: one clock that is ahead does not hide what others say. */
function newestOf(tail: Tail): number {
  let newest = 0;
  for (const { score } of tail.known.values()) newest = Math.max(newest, score);
  return Math.min(newest, now());
}
