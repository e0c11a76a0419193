import * as blocks from "./blocks";
import { notFound, Refused } from "./errors";
import { GENERAL, ROOM_ID, type RoomId, type UserId } from "./events";
import { commands } from "./redis/client";
import { lastCursor, run } from "./redis/history";
import { keys } from "./redis/keys";
import { relay } from "./redis/relay";
import * as users from "./users";

/** Proof that a person is in a room: whoever holds one may read and write there. */
export interface Membership {
  userId: UserId;
  roomId: RoomId;
}

/** The only door to a room: not found is not allowed. `user:{id}:rooms` is the truth. Throws `not_found`. SISMEMBER */
export async function find(userId: UserId, roomId: RoomId): Promise<Membership> {
  if (!mayBeIn(userId, roomId)) throw notFound();
  if (roomId === GENERAL || (await commands().sismember(keys.userRooms(userId), roomId))) return { userId, roomId };
  throw notFound();
}

/** The rooms of a person, General among them. SMEMBERS */
export async function list(userId: UserId): Promise<RoomId[]> {
  const rooms = await commands().smembers(keys.userRooms(userId));
  return [...new Set([GENERAL, ...rooms.filter((roomId) => mayBeIn(userId, roomId))])];
}

/** Who is in a room; in General: everybody. SMEMBERS, SISMEMBER each */
export async function members(roomId: RoomId): Promise<UserId[]> {
  if (roomId === GENERAL) return (await users.list({})).map(({ id }) => id);
  if (isDirect(roomId)) return roomId.split(":");
  const listed = await commands().smembers(keys.roomMembers(roomId));
  const truth = await Promise.all(listed.map((id) => commands().sismember(keys.userRooms(id), roomId)));
  return listed.filter((_, index) => truth[index] === 1);
}

/** Enters an open room. Being in it already is fine. Throws `not_found`. SISMEMBER, one script, `admit` */
export async function join(userId: UserId, roomId: RoomId): Promise<void> {
  if (await isIn(userId, roomId)) return;
  if (!ROOM_ID.test(roomId) || isDirect(roomId)) throw notFound();
  const entered = await commands().joinRoom(keys.roomInfo(roomId), keys.roomMembers(roomId), "open", userId);
  if (!entered) throw notFound();
  await admit(roomId, [userId]);
}

/** Brings people into a room that I am in. Throws `not_found`, `forbidden`, `invalid`. HMGET and SISMEMBER each, one script, `admit` */
export async function invite(me: UserId, roomId: RoomId, userIds: UserId[]): Promise<void> {
  await find(me, roomId);
  refuseUnnamed(roomId, "Nobody can be added to this room.");
  const guests = await existing(userIds);
  await blocks.refuseInvitation(me, guests);
  const entered = await commands().joinRoom(keys.roomInfo(roomId), keys.roomMembers(roomId), "any", ...guests);
  if (!entered) throw notFound();
  await admit(roomId, guests);
}

/**
 * Takes a person out of a named room: myself, or anybody if I created it. Delivery stops at once, everywhere.
 * Throws `not_found`, `forbidden`. SISMEMBER three times, HGET, SREM twice, PUBLISH
 */
export async function remove(me: UserId, roomId: RoomId, userId: UserId): Promise<void> {
  await find(me, roomId);
  refuseUnnamed(roomId, "This room cannot be left.");
  const [, creator] = await Promise.all([find(userId, roomId), commands().hget(keys.roomInfo(roomId), "by")]);
  if (userId !== me && creator !== me)
    throw new Refused("forbidden", "Only who created a room can remove others from it.");
  await run(
    relay().publishIn(commands().multi().srem(keys.userRooms(userId), roomId), { type: "left", roomId, userId }),
  );
  await takeOffList(roomId, userId);
}

/**
 * Makes people members, of a room whose own list has them already, and tells every instance. What was said before
 * is not unread to them. ZREVRANGEBYSCORE, one script and SADD each, SADD, PUBLISH
 */
export async function admit(roomId: RoomId, userIds: UserId[]): Promise<void> {
  const newest = await lastCursor(roomId);
  const added = await Promise.all(
    userIds.map(async (id) => {
      if (newest) await commands().moveRead(keys.reads(id), roomId, newest);
      return commands().sadd(keys.userRooms(id), roomId);
    }),
  );
  const joined = userIds.filter((_, index) => added[index] === 1);
  if (joined.length === 0) return;
  const listed = commands().sadd(keys.roomMembers(roomId), ...joined); // again: they may have been taken off meanwhile
  await Promise.all([listed, relay().publish({ type: "joined", roomId, userIds: joined })]);
}

/** These people, each once. Throws `invalid` where one has no account. HMGET each */
export async function existing(userIds: UserId[]): Promise<UserId[]> {
  const unique = [...new Set(userIds)];
  const found = (await users.byIds(unique)).filter(({ deleted }) => !deleted);
  if (found.length < unique.length) throw new Refused("invalid", "One of these people does not exist.");
  return unique;
}

export const isDirect = (roomId: RoomId) => roomId.includes(":");

/** Could this person be in this room at all? A direct room names its two people, the smaller id first. */
function mayBeIn(userId: UserId, roomId: RoomId): boolean {
  if (!ROOM_ID.test(roomId)) return false;
  const [a, b] = roomId.split(":");
  return b === undefined || (Number(a) < Number(b) && (a === userId || b === userId));
}

export async function isIn(userId: UserId, roomId: RoomId): Promise<boolean> {
  return find(userId, roomId).then(
    () => true,
    (error) => {
      if (error instanceof Refused) return false;
      throw error;
    },
  );
}

/**
 * No step changes both sets, which are in different slots, and nobody may read a room unseen. So whoever is in is
 * written on its list once more, and whoever was let in again while they were taken off is put back.
 */
async function takeOffList(roomId: RoomId, userId: UserId): Promise<void> {
  await commands().srem(keys.roomMembers(roomId), userId);
  const isBack = await commands().sismember(keys.userRooms(userId), roomId);
  if (isBack) await commands().sadd(keys.roomMembers(roomId), userId);
}

function refuseUnnamed(roomId: RoomId, message: string): void {
  if (roomId === GENERAL || isDirect(roomId)) throw new Refused("forbidden", message);
}
