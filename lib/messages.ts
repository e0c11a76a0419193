import * as blocks from "./blocks";
import { redisSeconds } from "./clock";
import { counted } from "./counted-append";
import { Refused } from "./errors";
import {
  type Cursor,
  type LiveMessage,
  type Message,
  type Page,
  type RoomId,
  type SyncAnswer,
  safely,
  type UserId,
} from "./events";
import {
  AHEAD_SECONDS,
  DEDUPE_NEWEST,
  MESSAGE_MAX_BYTES,
  MESSAGE_MAX_CHARS,
  PAGE_SIZE,
  SYNC_MAX_MESSAGES,
} from "./limits";
import type { Membership } from "./memberships";
import * as memberships from "./memberships";
import { serverId } from "./process";
import * as rates from "./rates";
import { commands } from "./redis/client";
import * as history from "./redis/history";
import { channels, keys } from "./redis/keys";
import { parseMember } from "./redis/members";
import { relay } from "./redis/relay";
import * as retention from "./retention";
import * as users from "./users";

export { after, counts, fromTime, lastCursor, lateBefore, type Run } from "./redis/history";

export interface Outgoing {
  me: UserId;
  roomId: RoomId;
  /** A UUID of the author's choice. The same id again is the same message. */
  id: string;
  message: string;
  /** The last cursor the author held when writing it. */
  after?: Cursor | null;
}

/** Appends a message, if I am in the room. Throws `not_found`, and as `appendAs`. SISMEMBER, and `appendAs` */
export async function append({ me, roomId, ...outgoing }: Outgoing): Promise<{ message: Message; stored: boolean }> {
  return appendAs(await memberships.find(me, roomId), outgoing);
}

/**
 * Appends a message for who has shown to be in the room: stored once, in order, announced in the same step.
 * `stored` is false for an id that is there already. Throws `invalid`, `too_large`, `rate_limited`,
 * `forbidden` where one of the two of a direct room takes no messages. One script
 */
export const appendAs = (membership: Membership, outgoing: Omit<Outgoing, "me" | "roomId">) =>
  counted(store(membership, outgoing));

async function store(
  { userId, roomId }: Membership,
  { id, message, after }: Omit<Outgoing, "me" | "roomId">,
): Promise<{ message: Message; stored: boolean }> {
  const text = cleanText(message);
  await rates.message(userId);
  const head = `{"from":${JSON.stringify(userId)},"date":`;
  const tail = `,"message":${JSON.stringify(text)},"roomId":${JSON.stringify(roomId)},"id":${JSON.stringify(id)}}`;
  const { envelope, channel } = relay().announcement(roomId);
  const first = memberships.isDirect(roomId) && !after ? await showRoom(roomId) : ""; // a cursor: it has a message
  let from = after ? safely(after) : "";
  for (;;) {
    const reply = await commands().appendMessage(
      keys.room(roomId),
      keys.roomBlocks(roomId),
      id,
      head,
      tail,
      from,
      DEDUPE_NEWEST,
      channels.messages,
      envelope,
      first,
      channel,
    );
    if (reply[0] === "refused") throw await blocks.refusal(userId, roomId, reply.slice(1));
    if (reply[0] === "more") from = reply[1];
    else {
      const [outcome, cursor, member] = reply;
      if (outcome === "known") return { message: parseMember(roomId, member, cursor) as Message, stored: false };
      retention.grew(roomId);
      const date = Math.floor(Number(cursor)); // as the script writes it
      return { message: { id, roomId, from: userId, date, message: text, cursor }, stored: true };
    }
  }
}

export interface Where {
  before?: Cursor;
  after?: Cursor;
  limit?: number;
}

/** A page of a room that I am in: before a cursor, after one, or the newest. Throws `not_found`. SISMEMBER, ZRANGEBYSCORE, ZCOUNT */
export async function page(me: UserId, roomId: RoomId, { before, after, limit = PAGE_SIZE }: Where): Promise<Page> {
  await memberships.find(me, roomId);
  if (after === undefined) {
    const { messages, more } = await history.before(roomId, before ?? null, limit);
    const last = messages.at(-1)?.cursor;
    const newer = before !== undefined && last && (await history.hasAfter(roomId, last));
    return {
      messages: messages.map(plain),
      older: more ? (messages[0]?.cursor ?? null) : null,
      newer: newer ? last : null,
    };
  }
  const { messages, more } = await history.after(roomId, after, limit);
  const first = messages[0]?.cursor;
  const older = first && (await history.hasBefore(roomId, first));
  return {
    messages: messages.map(plain),
    older: older ? first : null,
    newer: more ? (messages.at(-1)?.cursor ?? null) : null,
  };
}

/** A message in its surroundings: half a page before it, it, half a page after. Throws `not_found`. SISMEMBER, ZRANGEBYSCORE twice */
export async function around(me: UserId, roomId: RoomId, cursor: Cursor): Promise<Page> {
  await memberships.find(me, roomId);
  const half = Math.floor(PAGE_SIZE / 2);
  const [earlier, later] = await Promise.all([
    history.before(roomId, cursor, half),
    history.fromTime(roomId, cursor, half + 1),
  ]);
  const messages = [...earlier.messages, ...later.messages].map(plain);
  return {
    messages,
    older: earlier.more ? (messages[0]?.cursor ?? null) : null,
    newer: later.more ? (messages.at(-1)?.cursor ?? null) : null,
  };
}

interface Since {
  /** Also what was stored behind the cursor, of a clock that is not Redis'; it may be held already. */
  late?: boolean | undefined;
}

/**
 * What came after `cursor`, or the newest page (`reset`) where that is too much or not to be told.
 * ZREVRANGEBYSCORE, ZRANGEBYSCORE; `late`: `lateBefore`
 */
export async function since(
  { roomId }: Membership,
  cursor: Cursor | null,
  { late = false }: Since = {},
): Promise<SyncAnswer["rooms"][RoomId]> {
  if (cursor !== null && !isAhead(cursor)) {
    const [last, behind, { messages, more }] = await Promise.all([
      history.lastCursor(roomId),
      late ? history.lateBefore(roomId, cursor) : [],
      history.after(roomId, cursor, SYNC_MAX_MESSAGES),
    ]);
    const lost = Number(cursor) > Number(last ?? 0); // Redis has lost what the client holds
    if (!more && !lost) return { messages: [...behind, ...messages], reset: false };
  }
  const { messages, more } = await history.before(roomId, null, PAGE_SIZE);
  return { messages, reset: cursor !== null || more };
}

/** Is it of a sibling whose clock is ahead? Then what is said now stands before it. */
export const isAhead = (cursor: Cursor): boolean => Number(cursor) > redisSeconds() + AHEAD_SECONDS;

/** A text as it is stored: well-formed Unicode, `\n` for every line end, no control characters. Throws `invalid`, `too_large`. */
export function cleanText(given: string): string {
  if (given.length > 2 * MESSAGE_MAX_BYTES) throw tooLarge();
  const text = given
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .replace(/^\n+/, "")
    .trimEnd(); // /\s+$/ takes seconds on a text of spaces
  if (!/[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u.test(text))
    throw new Refused("invalid", "A message needs some text.");
  if ([...text].length > MESSAGE_MAX_CHARS || Buffer.byteLength(text) > MESSAGE_MAX_BYTES) throw tooLarge();
  return text;
}

const tooLarge = () => new Refused("too_large", `A message has at most ${MESSAGE_MAX_CHARS} characters.`);

/** The siblings show a direct room to its people when they hear this. */
async function showRoom(roomId: RoomId): Promise<string> {
  const [a, b] = roomId.split(":") as [UserId, UserId];
  const named = await users.names([a, b]);
  const data = { id: roomId, names: [[named.get(a) ?? ""], [named.get(b) ?? ""]] };
  return JSON.stringify({ serverId: serverId(), type: "show.room", data });
}

/** A message without what only a live one carries. */
export function plain({ prev: _, ...message }: LiveMessage): Message {
  return message;
}
