import * as blocks from "./blocks";
import { wholeRedisSeconds } from "./clock";
import { notFound, Refused } from "./errors";
import {
  CURSOR,
  type Cursor,
  directOf,
  GENERAL,
  type OpenRoom,
  type Room,
  type RoomId,
  type RoomKind,
  type UserId,
} from "./events";
import { INVITE_MAX } from "./limits";
import * as memberships from "./memberships";
import { plain } from "./messages";
import { cleanRoomName } from "./names";
import * as reads from "./reads";
import { commands } from "./redis/client";
import { type End, ends, run } from "./redis/history";
import { keys } from "./redis/keys";
import { relay } from "./redis/relay";
import * as users from "./users";

/** Which rooms a person is in, and how far they have read. */
interface Whereabouts {
  roomIds: RoomId[];
  marks: Record<string, string>;
}

/** The rooms of a person, the most recent first. Two round trips, whatever their number; one more where poison ends a room. SMEMBERS, HGETALL, GET, HGET, ZREVRANGEBYSCORE, ZCOUNT */
export async function list(me: UserId, where?: Whereabouts): Promise<Room[]> {
  const { roomIds, marks } = where ?? (await whereIAm(me));
  const rooms = await describe(me, roomIds, marks);
  return rooms.sort((a, b) => Number(b.lastMessage?.cursor ?? 0) - Number(a.lastMessage?.cursor ?? 0));
}

/** The first of the two round trips of a list, for who begins it earlier. SMEMBERS, HGETALL */
export async function whereIAm(me: UserId): Promise<Whereabouts> {
  const [roomIds, marks] = await Promise.all([memberships.list(me), commands().hgetall(keys.reads(me))]);
  return { roomIds, marks };
}

/** A room that I am in, with its members. Throws `not_found`. As `list`, and `memberships.members` */
export async function find(me: UserId, roomId: RoomId): Promise<Room> {
  const fields = [roomId, reads.byHand(roomId)];
  const [, marks] = await Promise.all([memberships.find(me, roomId), commands().hmget(keys.reads(me), ...fields)]);
  const [[room], memberIds] = await Promise.all([
    describe(me, [roomId], Object.fromEntries(fields.map((field, index) => [field, marks[index] ?? undefined]))),
    memberships.members(roomId),
  ]);
  if (!room) throw notFound(); // a sibling's id in my set, of a room without a name
  return { ...room, members: await users.byIds(memberIds) };
}

/** The open rooms that I am not in, by name. SMEMBERS twice, GET and SCARD each */
export async function directory(me: UserId): Promise<OpenRoom[]> {
  const [open, mine] = await Promise.all([commands().smembers(keys.openRooms), memberships.list(me)]);
  const others = open.filter((roomId) => !mine.includes(roomId));
  const named = await Promise.all(
    others.map(async (id) => ({
      id,
      name: await commands().get(keys.roomName(id)),
      memberCount: await commands().scard(keys.roomMembers(id)),
    })),
  );
  return named
    .flatMap(({ id, name, memberCount }) =>
      name === null ? [] : [{ ...EMPTY, id, kind: "open" as const, name, memberCount }],
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}

interface NewRoom {
  kind: "open" | "closed";
  name: string;
  memberIds?: UserId[];
}

/**
 * Creates a named room with me and others in it. Its name stands before anybody is a member, else siblings answer
 * 400 for all rooms of that person. Throws `invalid`. INCR, SET NX, one script, SADD each, PUBLISH
 */
export async function create(me: UserId, { kind, name, memberIds = [] }: NewRoom): Promise<Room> {
  const cleaned = cleanRoomName(name);
  if (memberIds.length > INVITE_MAX)
    throw new Refused("invalid", `At most ${INVITE_MAX} people can be invited at once.`);
  const people = await memberships.existing([me, ...memberIds]);
  await blocks.refuseInvitation(me, people);
  const id = await nextId(cleaned);
  await commands().createRoom(keys.roomInfo(id), keys.roomMembers(id), kind, me, wholeRedisSeconds(), ...people);
  if (kind === "open") await commands().sadd(keys.openRooms, id);
  await memberships.admit(id, people);
  return find(me, id);
}

/**
 * Opens the direct room with another person, or finds it. None is opened where one of the two takes no messages of the
 * other; one that is open stays readable. Throws `invalid`, `not_found`, `forbidden`. HMGET, SMEMBERS, one script, SADD twice, PUBLISH
 */
export async function openDirect(me: UserId, userId: UserId): Promise<{ room: Room; created: boolean }> {
  if (userId === me) throw new Refused("invalid", "A direct room needs somebody else.");
  const id = directOf(me, userId);
  const [exists, closedBy] = await Promise.all([users.hasAccount(userId), blocks.inRoom(id)]);
  if (!exists || closedBy.length > 0) {
    if (await memberships.isIn(me, id)) return { room: await find(me, id), created: false };
    throw exists ? await blocks.refusal(me, id, closedBy) : new Refused("not_found", "This person does not exist.");
  }
  const [a, b] = id.split(":") as [UserId, UserId];
  const opened = await commands().openDirect(keys.roomInfo(id), keys.roomMembers(id), a, b, me, wholeRedisSeconds());
  const added = await Promise.all([me, userId].map((person) => commands().sadd(keys.userRooms(person), id)));
  if (added.includes(1)) await relay().publish({ type: "joined", roomId: id, userIds: [me, userId] });
  return { room: await find(me, id), created: opened === 1 && added[0] === 1 };
}

/** Who created a named room, and so may remove others. HGET */
export const creator = (roomId: RoomId): Promise<UserId | null> => commands().hget(keys.roomInfo(roomId), "by");

const EMPTY = { unread: 0, readCursor: null, lastMessage: null };

async function nextId(name: string): Promise<RoomId> {
  const id = String(await commands().incr(keys.totalRooms));
  return (await commands().set(keys.roomName(id), name, "NX")) ? id : nextId(name);
}

async function describe(me: UserId, roomIds: RoomId[], marks: Record<string, string | undefined>): Promise<Room[]> {
  const mark = (roomId: RoomId) => (CURSOR.test(marks[roomId] ?? "") ? (marks[roomId] as Cursor) : null);
  const direct = roomIds.filter(memberships.isDirect);
  const [facts, latest, people, blocked] = await Promise.all([
    kindsAndNames(roomIds),
    ends(roomIds.map((roomId) => ({ roomId, cursor: mark(roomId) }))),
    users.byIds([...new Set(direct.flatMap((roomId) => roomId.split(":")))]),
    direct.length > 0 ? blocks.ids(me) : new Set<UserId>(),
  ]);
  return roomIds.flatMap((id, index) => {
    const { kind, name } = facts[index] as { kind: RoomKind; name: string | null };
    const members = kind === "direct" ? people.filter((person) => id.split(":").includes(person.id)) : undefined;
    const shown = members ? (members.find((person) => person.id !== me)?.username ?? "Somebody") : name;
    const { newest, unread } = latest[index] as End;
    const last = newest && plain(newest);
    if (shown === null) return [];
    const isBlocked = id.split(":").some((person) => blocked.has(person)) && kind === "direct";
    const isQuiet = isBlocked || (last?.from === me && !marks[reads.byHand(id)]);
    return {
      id,
      kind,
      name: shown,
      ...(members && { members }),
      ...(isBlocked && { blocked: true }),
      unread: isQuiet ? 0 : unread,
      readCursor: mark(id),
      lastMessage: last,
    };
  });
}

async function kindsAndNames(roomIds: RoomId[]): Promise<{ kind: RoomKind; name: string | null }[]> {
  const batch = commands().pipeline();
  for (const roomId of roomIds) batch.get(keys.roomName(roomId)).hget(keys.roomInfo(roomId), "kind");
  const replies = (await run(batch)) as (string | null)[];
  return roomIds.map((roomId, index) => ({
    kind: kindOf(roomId, replies[2 * index + 1] ?? null),
    name: replies[2 * index] ?? (roomId === GENERAL ? "General" : null),
  }));
}

/** A named room of somebody else's making has no kind here: then nobody is let in who is not in. */
function kindOf(roomId: RoomId, stored: string | null): RoomKind {
  if (memberships.isDirect(roomId)) return "direct";
  return roomId === GENERAL || stored === "open" ? "open" : "closed";
}
