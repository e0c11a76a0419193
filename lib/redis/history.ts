import { type Cursor, isForeign, type LiveMessage, type RoomId } from "../events";
import { LATE_MAX_MEMBERS, LATE_SECONDS, LATEST_SCORE, PAGE_SIZE } from "../limits";
import { commands } from "./client";
import { keys } from "./keys";
import { parseMember } from "./members";
import { isWrongType } from "./wrong-type";

/** A run of messages, oldest first. `more`: there are further ones on the side it was read towards. */
export interface Run {
  messages: LiveMessage[];
  more: boolean;
}

/** The newest messages before `cursor`, or of all; at least `limit` where there are so many. ZREVRANGEBYSCORE */
export async function before(roomId: RoomId, cursor: Cursor | null, limit: number): Promise<Run> {
  const max = cursor === null ? END : `(${cursor}`;
  const read = await entriesOf(
    commands().zrevrangebyscore(keys.room(roomId), max, 0, "WITHSCORES", "LIMIT", 0, limit + 1),
  );
  return finish(read.reverse(), {
    roomId,
    limit,
    previous: null,
    cut: (entries) => entries.splice(0, entries.length - limit),
    readOn: (edge) => before(roomId, edge, limit),
  });
}

/** The oldest messages after `cursor`; at least `limit` where there are so many. ZRANGEBYSCORE */
export async function after(roomId: RoomId, cursor: Cursor, limit: number): Promise<Run> {
  return from(roomId, `(${cursor}`, limit, cursor);
}

/** The oldest messages of `roomId` from a time on (unix seconds). ZRANGEBYSCORE, ZREVRANGEBYSCORE */
export async function fromTime(roomId: RoomId, seconds: number | Cursor, limit: number): Promise<Run> {
  const [previous] = await entriesOf(
    commands().zrevrangebyscore(keys.room(roomId), `(${seconds}`, 0, "WITHSCORES", "LIMIT", 0, 1),
  );
  return from(roomId, String(seconds), limit, previous?.cursor ?? null);
}

/** The cursor of the newest message at or before `max`. ZREVRANGEBYSCORE */
export async function lastCursor(roomId: RoomId, max: string = END): Promise<Cursor | null> {
  const [last] = await entriesOf(commands().zrevrangebyscore(keys.room(roomId), max, 0, "WITHSCORES", "LIMIT", 0, 1));
  return last?.cursor ?? null;
}

/** Is there anything after `cursor`? ZCOUNT */
export const hasAfter = async (roomId: RoomId, cursor: Cursor) =>
  (await commands().zcount(keys.room(roomId), `(${cursor}`, END)) > 0;

/** Is there anything before `cursor`? ZCOUNT */
export const hasBefore = async (roomId: RoomId, cursor: Cursor) =>
  (await commands().zcount(keys.room(roomId), 0, `(${cursor}`)) > 0;

export interface End {
  newest: LiveMessage | null;
  /** How many members are after the mark, poison at the end of the room not counted. */
  unread: number;
}

/**
 * The newest message of each room, and how many are after its mark: in one round trip, and in one more for all rooms
 * at whose end poison stands. ZREVRANGEBYSCORE, ZCOUNT each
 */
export async function ends(marks: { roomId: RoomId; cursor: Cursor | null }[]): Promise<End[]> {
  const batch = commands().pipeline();
  for (const { roomId, cursor } of marks) {
    batch.zrevrangebyscore(keys.room(roomId), END, 0, "WITHSCORES", "LIMIT", 0, 1);
    batch.zcount(keys.room(roomId), afterMark(cursor), END);
  }
  const replies = await run(batch);
  return Promise.all(
    marks.map(async ({ roomId, cursor }, index) => {
      const entries = pairs((replies[2 * index] ?? []) as string[]);
      const unread = Number(replies[2 * index + 1] ?? 0);
      const [newest] = chain(roomId, entries, null);
      if (newest || entries.length === 0) return { newest: newest ?? null, unread };
      return beforePoison(roomId, cursor, unread);
    }),
  );
}

/** The end of a room at which poison stands: what is behind the last message counts for nobody, else it would for ever. */
async function beforePoison(roomId: RoomId, mark: Cursor | null, counted: number): Promise<End> {
  const entries = await entriesOf(
    commands().zrevrangebyscore(keys.room(roomId), END, 0, "WITHSCORES", "LIMIT", 0, PAGE_SIZE),
  );
  const behind = entries.findIndex(({ raw, cursor }) => parseMember(roomId, raw, cursor));
  if (behind >= 0) {
    const [newest] = chain(roomId, entries.slice(behind, behind + 1), null);
    return { newest: newest ?? null, unread: Math.max(0, counted - behind) };
  }
  const newest = (await before(roomId, null, PAGE_SIZE)).messages.at(-1) ?? null;
  const unread = newest ? await commands().zcount(keys.room(roomId), afterMark(mark), newest.cursor) : 0;
  return { newest, unread };
}

const afterMark = (cursor: Cursor | null) => (cursor === null ? "0" : `(${cursor}`);

/**
 * What may have been stored at or up to two minutes before `cursor` after it was read. That is what siblings say, whose
 * clocks may be late; and all, where the cursor is of a sibling whose clock may be ahead.
 * Among the newest 1,000 members there; oldest first. ZREVRANGEBYSCORE, sometimes twice
 */
export async function lateBefore(roomId: RoomId, cursor: Cursor): Promise<LiveMessage[]> {
  const min = String(Math.max(0, Number(cursor) - LATE_SECONDS));
  const key = keys.room(roomId);
  const read = await entriesOf(
    commands().zrevrangebyscore(key, cursor, min, "WITHSCORES", "LIMIT", 0, LATE_MAX_MEMBERS),
  );
  const isAll = isForeign(cursor);
  const late: LiveMessage[] = [];
  let prev: Cursor | null = null;
  for (const { raw, cursor: at } of read.reverse()) {
    const message = parseMember(roomId, raw, at);
    if (!message) continue;
    if (isAll || !raw.includes(message.id))
      late.push({ ...message, prev: prev ?? (await lastCursor(roomId, `(${at}`)) });
    prev = at;
  }
  return late;
}

/** How many members each room has from one time to another (unix seconds), in one round trip. ZCOUNT each */
export async function counts(ranges: { roomId: RoomId; from: number; to: number }[]): Promise<number[]> {
  const batch = commands().pipeline();
  for (const { roomId, from, to } of ranges) batch.zcount(keys.room(roomId), from, to);
  return (await run(batch)).map(Number);
}

/** A pipeline's replies; none where somebody has put something of another type. Throws the first other error among them. */
export async function run(batch: ReturnType<ReturnType<typeof commands>["pipeline"]>): Promise<unknown[]> {
  const replies = (await batch.exec()) ?? [];
  for (const [error] of replies) if (error && !isWrongType(error)) throw error;
  return replies.map(([error, reply]) => (error ? undefined : reply));
}

const END = `(${LATEST_SCORE}`; // a sibling may write +inf

interface Entry {
  raw: string;
  cursor: Cursor;
}

async function from(roomId: RoomId, min: string, limit: number, previous: Cursor | null): Promise<Run> {
  const read = commands().zrangebyscore(keys.room(roomId), min, END, "WITHSCORES", "LIMIT", 0, limit + 1);
  return finish(await entriesOf(read), {
    roomId,
    limit,
    previous,
    cut: (entries) => entries.splice(limit),
    readOn: (edge) => from(roomId, `(${edge}`, limit, previous),
  });
}

interface Reading {
  roomId: RoomId;
  limit: number;
  previous: Cursor | null;
  cut(entries: Entry[]): Entry[];
  readOn(edge: Cursor): Promise<Run>;
}

/**
 * Cuts what was read beyond the limit, but never between equal cursors (siblings write whole seconds): a page
 * starts or ends where the next one can go on. For the same reason a page of nothing but poison is read past.
 */
async function finish(entries: Entry[], { roomId, limit, previous, cut, readOn }: Reading): Promise<Run> {
  if (entries.length <= limit) return { messages: chain(roomId, entries, previous), more: false };
  const [first] = entries;
  const [beyond] = cut(entries) as [Entry];
  const atStart = first === beyond;
  const edge = (atStart ? entries[0] : entries.at(-1)) as Entry;
  const messages =
    edge.cursor === beyond.cursor
      ? chain(roomId, await withTied(roomId, entries, edge), previous)
      : chain(roomId, entries, atStart ? beyond.cursor : previous);
  return messages.length > 0 ? { messages, more: true } : readOn(edge.cursor);
}

/** The entries, with all that have the cursor of their edge. */
async function withTied(roomId: RoomId, entries: Entry[], { cursor }: Entry): Promise<Entry[]> {
  const tied = await entriesOf(commands().zrangebyscore(keys.room(roomId), cursor, cursor, "WITHSCORES"));
  const rest = entries.filter((entry) => entry.cursor !== cursor);
  return entries[0]?.cursor === cursor ? [...tied, ...rest] : [...rest, ...tied];
}

/** What was read; nothing where somebody has put something of another type under the name of a room. */
async function entriesOf(reading: Promise<string[]>): Promise<Entry[]> {
  try {
    return pairs(await reading);
  } catch (error) {
    if (isWrongType(error as Error)) return [];
    throw error;
  }
}

function pairs(flat: string[]): Entry[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => ({
    raw: flat[2 * i] as string,
    cursor: flat[2 * i + 1] as string,
  }));
}

function chain(roomId: RoomId, entries: Entry[], previous: Cursor | null): LiveMessage[] {
  let prev = previous;
  return entries.flatMap(({ raw, cursor }) => {
    const message = parseMember(roomId, raw, cursor);
    if (!message) return [];
    const live = { ...message, prev };
    prev = cursor;
    return live;
  });
}
