import type { Cursor, LiveMessage, RoomId } from "../events";
import { LATEST_SCORE, PAGE_SIZE } from "../limits";
import { commands } from "./client";
import { keys } from "./keys";
import { parseMember } from "./members";

/** A run of messages, oldest first. `more`: there are further ones on the side it was read towards. */
export interface Run {
  messages: LiveMessage[];
  more: boolean;
}

/** The newest messages before `cursor`, or of all; at least `limit` where there are so many. ZREVRANGEBYSCORE */
export async function before(roomId: RoomId, cursor: Cursor | null, limit: number): Promise<Run> {
  const max = cursor === null ? END : `(${cursor}`;
  const read = await commands().zrevrangebyscore(keys.room(roomId), max, 0, "WITHSCORES", "LIMIT", 0, limit + 1);
  return finish(pairs(read).reverse(), {
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
  const [previous] = pairs(
    await commands().zrevrangebyscore(keys.room(roomId), `(${seconds}`, 0, "WITHSCORES", "LIMIT", 0, 1),
  );
  return from(roomId, String(seconds), limit, previous?.cursor ?? null);
}

/** The cursor of the newest message at or before `max`. ZREVRANGEBYSCORE */
export async function lastCursor(roomId: RoomId, max: string = END): Promise<Cursor | null> {
  const [, cursor] = await commands().zrevrangebyscore(keys.room(roomId), max, 0, "WITHSCORES", "LIMIT", 0, 1);
  return cursor ?? null;
}

/** Is there anything after `cursor`? ZCOUNT */
export const hasAfter = async (roomId: RoomId, cursor: Cursor) =>
  (await commands().zcount(keys.room(roomId), `(${cursor}`, END)) > 0;

/** Is there anything before `cursor`? ZCOUNT */
export const hasBefore = async (roomId: RoomId, cursor: Cursor) =>
  (await commands().zcount(keys.room(roomId), 0, `(${cursor}`)) > 0;

/** The clock that cursors come from, in unix seconds. TIME */
export async function now(): Promise<number> {
  const [seconds, microseconds] = await commands().time();
  return Number(seconds) + Number(microseconds) / 1e6;
}

/** The newest message of each room, in one round trip; where poison stands at its end, in some more. ZREVRANGEBYSCORE each */
export async function newest(roomIds: RoomId[]): Promise<(LiveMessage | null)[]> {
  const batch = commands().pipeline();
  for (const roomId of roomIds) batch.zrevrangebyscore(keys.room(roomId), END, 0, "WITHSCORES", "LIMIT", 0, 1);
  const replies = (await run(batch)) as string[][];
  return Promise.all(
    roomIds.map(async (roomId, index) => {
      const entries = pairs(replies[index] ?? []);
      const [message] = chain(roomId, entries, null);
      if (message || entries.length === 0) return message ?? null;
      return (await before(roomId, null, PAGE_SIZE)).messages.at(-1) ?? null;
    }),
  );
}

/** How many messages of each room are after its cursor, in one round trip. ZCOUNT each */
export async function countAfter(marks: { roomId: RoomId; cursor: Cursor | null }[]): Promise<number[]> {
  const batch = commands().pipeline();
  for (const { roomId, cursor } of marks) batch.zcount(keys.room(roomId), cursor === null ? 0 : `(${cursor}`, END);
  return (await run(batch)).map((count) => Number(count ?? 0));
}

/** A pipeline's replies; none where somebody has put something of another type. Throws the first other error among them. */
export async function run(batch: ReturnType<ReturnType<typeof commands>["pipeline"]>): Promise<unknown[]> {
  const replies = (await batch.exec()) ?? [];
  for (const [error] of replies) if (error && !error.message.startsWith("WRONGTYPE")) throw error;
  return replies.map(([error, reply]) => (error ? undefined : reply));
}

const END = `(${LATEST_SCORE}`; // a sibling may write +inf

interface Entry {
  raw: string;
  cursor: Cursor;
}

async function from(roomId: RoomId, min: string, limit: number, previous: Cursor | null): Promise<Run> {
  const read = await commands().zrangebyscore(keys.room(roomId), min, END, "WITHSCORES", "LIMIT", 0, limit + 1);
  return finish(pairs(read), {
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
  const tied = pairs(await commands().zrangebyscore(keys.room(roomId), cursor, cursor, "WITHSCORES"));
  const rest = entries.filter((entry) => entry.cursor !== cursor);
  return entries[0]?.cursor === cursor ? [...tied, ...rest] : [...rest, ...tied];
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
