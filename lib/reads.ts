import type { Cursor, RoomId, UserId } from "./events";
import * as memberships from "./memberships";
import { commands } from "./redis/client";
import { ends, lastCursor } from "./redis/history";
import { keys } from "./redis/keys";
import { relay } from "./redis/relay";

/**
 * Moves my read mark of a room to the last message at or before `cursor`; never backwards. My other tabs hear of
 * it, on every instance; `origin` names the one that knows. Throws `not_found`. SISMEMBER, ZREVRANGEBYSCORE, one script, PUBLISH
 */
export async function move(me: UserId, roomId: RoomId, cursor: Cursor, origin = ""): Promise<void> {
  await memberships.find(me, roomId);
  const existing = await lastCursor(roomId, cursor);
  if (existing === null) return;
  const moved = await commands().moveRead(keys.reads(me), roomId, existing);
  if (moved) await relay().publish({ type: "read", roomId, userId: me, cursor: existing, origin });
}

/**
 * Marks a room as unread from `cursor` on: the one way in which a mark moves backwards. My tabs hear of it, on every
 * instance. Throws `not_found`. SISMEMBER, ZREVRANGEBYSCORE, HSET, `ends`, PUBLISH
 */
export async function markUnread(me: UserId, roomId: RoomId, cursor: Cursor): Promise<void> {
  await memberships.find(me, roomId);
  const mark = (await lastCursor(roomId, `(${cursor}`)) ?? BEFORE_ALL;
  await commands().hset(keys.reads(me), { [roomId]: mark, [byHand(roomId)]: 1 });
  const [end] = await ends([{ roomId, cursor: mark }]);
  const unread = end?.unread ?? 0;
  await relay().publish({ type: "unread", roomId, userId: me, cursor: mark, unread });
}

/** The field beside a mark that says that it was set by hand: then my own last word is no sign that I have read. */
export const byHand = (roomId: RoomId) => `${roomId}!`;

const BEFORE_ALL: Cursor = "0";

/** The room a person was in last. GET */
export const last = (me: UserId): Promise<RoomId | null> => commands().get(keys.lastRoom(me));

/** Remembers the room a person is in. SET */
export async function remember(me: UserId, roomId: RoomId): Promise<void> {
  await commands().set(keys.lastRoom(me), roomId);
}
