import type { Cursor, RoomId, UserId } from "./events";
import * as memberships from "./memberships";
import { commands } from "./redis/client";
import { lastCursor } from "./redis/history";
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

/** The room a person was in last. GET */
export const last = (me: UserId): Promise<RoomId | null> => commands().get(keys.lastRoom(me));

/** Remembers the room a person is in. SET */
export async function remember(me: UserId, roomId: RoomId): Promise<void> {
  await commands().set(keys.lastRoom(me), roomId);
}
