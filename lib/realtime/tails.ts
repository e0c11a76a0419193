import { setTimeout as wait } from "node:timers/promises";
import { redisSeconds as now } from "../clock";
import { type Cursor, identityOf, type LiveMessage, type RoomId } from "../events";
import { AHEAD_SECONDS, LATE_SECONDS } from "../limits";
import { warnSometimes } from "../log";
import type { Run } from "../messages";
import { metrics } from "../metrics";
import type { Relay } from "../redis/relay";
import { extend, type Span, searchFrom } from "./span";

export interface History {
  fromTime(roomId: RoomId, from: number, limit: number): Promise<Run>;
  lastCursor(roomId: RoomId): Promise<Cursor | null>;
  counts(ranges: { roomId: RoomId; from: number; to: number }[]): Promise<number[]>;
}

interface Tail {
  /** What was heard or read of late, by identity, in the order in which it came. */
  known: Map<string, { score: number; delivered: boolean }>;
  /** When somebody began to listen: what was said later is news, however late it is read. */
  since: number;
  /** All from here on is known; what was before is not. Null: nothing could be read yet. */
  floor: number | null;
  reading: boolean;
  /** For what the bell rang and was not answered yet: seconds, or null for the end of the room. */
  rung: Set<Bell>;
  /** How many members the room had, from the floor on, beside what was known, when it was last read. Null: not yet. */
  beside: number | null;
  /** What was heard on the channel without a gap. */
  span: Span | null;
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
  let readings = 0;

  /** Somebody listens now: what stands in the room already is history to them, unless they hear it yet. */
  function open(roomId: RoomId): void {
    if (tails.has(roomId)) return;
    const tail: Tail = {
      known: new Map(),
      since: now(),
      floor: null,
      reading: false,
      rung: new Set(),
      beside: null,
      span: null,
    };
    tails.set(roomId, tail);
    relay.follow(roomId);
    answer(roomId, tail);
  }

  /** A message of ours, from the channel. True if it is to be delivered: somebody listens, and it was not yet. */
  function heard(message: LiveMessage): boolean {
    const tail = tails.get(message.roomId);
    if (tail) tail.span = extend(tail.span, message);
    if (!tail || tail.known.get(identityOf(message))?.delivered) return false;
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
   * beside the messages heard since: whatever else was missed is found so. What may still be on its way is not counted;
   * where that takes longer, it is counted once more.
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
      metrics().catchUps.inc({ cause: "sweep" });
      strike(roomId, tail, ALL);
    }
  }

  async function oddOf(roomIds: RoomId[]): Promise<RoomId[]> {
    const to = now() - SETTLED_AFTER_SECONDS;
    const ranges = roomIds.flatMap((roomId) => {
      const from = tails.get(roomId)?.floor ?? null;
      return from === null ? [] : [{ roomId, from, to }];
    });
    const counted = await history.counts(ranges);
    const odd = ranges.filter((range, index) => {
      const tail = tails.get(range.roomId);
      return tail && !tail.reading && tail.beside !== besideOf(tail, Number(counted[index]), range);
    });
    return odd.map(({ roomId }) => roomId);
  }

  /** What was missed is told when all of it has been read: a reading that fails is begun again. */
  function answer(roomId: RoomId, tail: Tail): void {
    const rung = tail.rung;
    tail.rung = new Set();
    const isMissing = rung.size > 0; // what is read when somebody begins to listen is history
    tail.reading = true;
    if (isMissing) readings++;
    readAll().then(
      () => done(),
      async (error: Error) => {
        warnSometimes("a room could not be read", { reason: error.message });
        for (const bell of rung) tail.rung.add(bell);
        await wait(READ_AGAIN_AFTER_MS, undefined, { ref: false });
        done();
      },
    );

    async function readAll(): Promise<void> {
      if (tail.floor === null) await readHistory(roomId, tail);
      if (rung.has(ALL)) await counting(roomId, tail, tail.floor ?? 0, () => catchUp(roomId, tail, rung));
      else if (rung.size > 0) await catchUp(roomId, tail, rung);
    }

    /** However often the bell rang meanwhile, the end is read once more. */
    function done(): void {
      tail.reading = false;
      if (isMissing) readings--;
      if ((tail.rung.size > 0 || tail.floor === null) && tails.get(roomId) === tail) answer(roomId, tail);
    }
  }

  /** Reads all from `from` on, so that what is counted then and not known is what nobody can read. */
  async function counting(roomId: RoomId, tail: Tail, from: number, reading: () => Promise<void>): Promise<void> {
    const range = { from, to: now() - SETTLED_AFTER_SECONDS };
    const [[counted]] = await Promise.all([history.counts([{ roomId, ...range }]), reading()]);
    tail.beside = besideOf(tail, Number(counted), range);
  }

  async function readHistory(roomId: RoomId, tail: Tail): Promise<void> {
    const newest = Number(await history.lastCursor(roomId));
    const from = Math.max(0, Math.min(newest, now()) - LATE_SECONDS);
    const past = Math.min(tail.since, newest);
    await counting(roomId, tail, from, async () => {
      for await (const message of read(roomId, { from, to: Number.POSITIVE_INFINITY })) {
        const score = Number(message.cursor);
        if (score <= past || score > now() + AHEAD_SECONDS) remember(tail, message, false);
        else if (!tail.known.get(identityOf(message))?.delivered) tell(tail, message);
      }
    });
    tail.floor = Math.max(tail.floor ?? from, from);
  }

  /** A sibling stores before it rings: what was taken for history in between is news in the second it rings for. */
  async function catchUp(roomId: RoomId, tail: Tail, rung: Set<Bell>): Promise<void> {
    for (const range of rangesOf(tail, rung)) {
      for await (const message of read(roomId, range)) {
        const known = tail.known.get(identityOf(message));
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
    /** Is each room read as far as the bell has rung? Until then an older message may come after a newer one of another room. */
    areRead: () => readings === 0,
    /** Something may have been missed, everywhere. */
    ringAll: () => {
      for (const [roomId, tail] of tails) {
        tail.span = null;
        ring(roomId, null);
      }
    },
    /** From where on a repeat of this message is to be searched, while all that is said here is heard. */
    searchFrom: (roomId: RoomId, id: string, after: Cursor | null | undefined) =>
      searchFrom(tails.get(roomId)?.span ?? null, id, after),
  };
}

export type Tails = ReturnType<typeof createTails>;

const ALL = "all"; // from where on everything is known
const COUNTED_AGAIN_AFTER_MS = 500;
const SETTLED_AFTER_SECONDS = 2; // what was stored earlier has been heard, unless it was missed
const READ_AGAIN_AFTER_MS = 1_000;
const AT_ONCE = 200;
const KNOWN_SECONDS = 300; // more than twice as far behind as a sibling may write
const KNOWN_MIN = 100; // of a quiet room, so that it is swept further back
const KNOWN_MAX = 5_000; // more than a busy room says in the overlap
const KNOWN_WHILE_READING_MAX = 50_000; // 30 MB of a room that cannot be read for a minute, and is very busy
const PASSED_OVER_MAX = 2; // for one message that comes: more from the future come in turn

function remember(tail: Tail, message: LiveMessage, delivered: boolean): void {
  const identity = identityOf(message);
  if (delivered || !tail.known.has(identity)) tail.known.set(identity, { score: Number(message.cursor), delivered });
  if (tail.known.size > KNOWN_MIN) forget(tail);
}

/** Forgets what came first, beyond what is kept. All that was said in the room up to then is before the floor. */
function forget(tail: Tail): void {
  // what is forgotten while it is being read would be taken for news
  const isReading = tail.reading || tail.rung.size > 0;
  const most = isReading ? KNOWN_WHILE_READING_MAX : KNOWN_MAX;
  const latest = now() + AHEAD_SECONDS;
  const old = isReading ? 0 : now() - KNOWN_SECONDS;
  let passedOver = 0;
  for (const [oldest, known] of tail.known) {
    const isFuture = known.score > latest;
    const isKept = tail.known.size <= most && known.score >= old;
    if (tail.known.size <= KNOWN_MIN || (isKept && !isFuture)) return;
    if (isFuture && isKept && passedOver === PASSED_OVER_MAX) return;
    tail.known.delete(oldest);
    // a floor in the future would hide what is said from now on
    if (isFuture && passedOver++ < PASSED_OVER_MAX) tail.known.set(oldest, known);
    else tail.floor = Math.max(tail.floor ?? 0, known.score + 1e-6); // after it, else it would be read again as news
  }
}

/** Of the members counted in a range, those that are not messages known here. */
function besideOf(tail: Tail, counted: number, { from, to }: Range): number {
  let known = 0;
  for (const { score } of tail.known.values()) if (score >= from && score <= to) known++;
  return counted - known;
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
