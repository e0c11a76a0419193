import { Refused } from "./errors";
import { directOf, type RoomId, type User, type UserId } from "./events";
import { BLOCKS_MAX } from "./limits";
import { commands } from "./redis/client";
import { run } from "./redis/history";
import { keys } from "./redis/keys";
import { relay } from "./redis/relay";
import * as users from "./users";

/**
 * Blocks a person: from when this returns, nothing that they write is stored in the direct room of the two. What counts is
 * the room's own list, so it is first: it is looked at in the step that stores. My tabs hear of it. Throws `invalid`,
 * `not_found`. HMGET, SCARD, SADD twice, PUBLISH
 */
export async function add(me: UserId, userId: UserId): Promise<void> {
  if (userId === me) throw new Refused("invalid", "Nobody can block themselves.");
  const [exists, count] = await Promise.all([users.hasAccount(userId), commands().scard(keys.blocks(me))]);
  if (!exists) throw new Refused("not_found", "This person does not exist.");
  if (count >= BLOCKS_MAX) throw new Refused("invalid", `At most ${BLOCKS_MAX} people can be blocked.`);
  await commands().sadd(keys.roomBlocks(directOf(me, userId)), me);
  await commands().sadd(keys.blocks(me), userId);
  await relay().publish({ type: "blocked", userId: me, otherId: userId, blocked: true });
}

/** Unblocks a person. Whom I have not blocked is fine. SREM twice, PUBLISH */
export async function remove(me: UserId, userId: UserId): Promise<void> {
  await commands().srem(keys.roomBlocks(directOf(me, userId)), me);
  await commands().srem(keys.blocks(me), userId);
  await relay().publish({ type: "blocked", userId: me, otherId: userId, blocked: false });
}

/** Whom I have blocked, by name; deleted accounts are left out. SMEMBERS, and `users.byIds` */
export async function list(me: UserId): Promise<User[]> {
  const blocked = await users.byIds([...(await ids(me))]);
  return blocked.filter(({ deleted }) => !deleted).sort((a, b) => a.username.localeCompare(b.username));
}

/** The ids of whom I have blocked. SMEMBERS */
export const ids = async (me: UserId): Promise<Set<UserId>> => new Set(await commands().smembers(keys.blocks(me)));

/** Who of the two of a direct room takes no messages in it. SMEMBERS */
export const inRoom = (roomId: RoomId): Promise<UserId[]> => commands().smembers(keys.roomBlocks(roomId));

/** Why I cannot write in a direct room that these have closed. Of the other's reasons no more is told than that it is so. */
export async function refusal(me: UserId, roomId: RoomId, closedBy: UserId[]): Promise<Refused> {
  const otherId = roomId.split(":").find((id) => id !== me) ?? "";
  const [other] = await users.byIds([otherId]);
  const name = other?.username ?? "this person";
  if (other?.deleted) return new Refused("forbidden", "This account was deleted. Nobody reads here any more.");
  if (closedBy.includes(me)) return new Refused("forbidden", `You have blocked ${name}. Unblock them to write.`);
  return new Refused("forbidden", `You cannot write to ${name}.`);
}

/** A room that one is put into is a way to be written to. Throws `forbidden` where one of the guests has blocked me. SISMEMBER each */
export async function refuseInvitation(me: UserId, guests: UserId[]): Promise<void> {
  const batch = commands().pipeline();
  for (const guest of guests) batch.sismember(keys.blocks(guest), me);
  const blocked = await run(batch);
  const refusing = guests.find((_, index) => blocked[index] === 1);
  if (refusing === undefined) return;
  const name = (await users.names([refusing])).get(refusing) ?? "this person";
  throw new Refused("forbidden", `You cannot add ${name} to a room.`);
}
