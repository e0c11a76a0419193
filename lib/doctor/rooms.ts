import { GENERAL, ROOM_ID, type RoomId, USER_ID, type UserId } from "../events";
import { idIn, keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { keyPages } from "../redis/walk";
import { amount, type Examination, type Finding, ok, problem, some, warning } from "./finding";
import type { People } from "./people";
import { ask } from "./read";

/** Rooms, who is in them, and whether all lists of that agree. */
export async function* examineRooms(
  redis: Connection,
  people: People,
  { repair, progress }: Pick<Examination, "repair" | "progress">,
): AsyncGenerator<Finding> {
  progress("rooms");
  const memberships = await readMemberships(redis);
  const named = await readNames(redis);
  const direct = [...memberships.keys()].filter((id) => id.includes(":"));
  yield ok("rooms", `${amount(named.size, "named room")}, ${amount(direct.length, "direct room")}`);
  yield* examineIds(memberships, named);
  yield* examineLists(redis, { memberships, people, repair });
  yield* examineDirectory(redis, named, repair);
}

type Memberships = Map<RoomId, Set<UserId>>;

async function readMemberships(redis: Connection): Promise<Memberships> {
  const memberships: Memberships = new Map();
  for await (const page of keyPages(redis, keys.userRooms("*"))) {
    const ids = page.map((key) => idIn(keys.userRooms, key.toString()) ?? "").filter((id) => USER_ID.test(id));
    const sets = await ask(redis, (batch) => {
      for (const id of ids) batch.smembers(keys.userRooms(id));
    });
    for (const [index, id] of ids.entries()) {
      for (const roomId of (sets[index] ?? []) as RoomId[]) {
        memberships.set(roomId, (memberships.get(roomId) ?? new Set()).add(id));
      }
    }
  }
  return memberships;
}

async function readNames(redis: Connection): Promise<Set<RoomId>> {
  const named = new Set<RoomId>();
  for await (const page of keyPages(redis, keys.roomName("*"))) {
    for (const key of page) named.add(idIn(keys.roomName, key.toString()) ?? "");
  }
  return named;
}

/** A sibling answers with an error for all rooms of a person if one of them is not to be understood. */
function* examineIds(memberships: Memberships, named: Set<RoomId>): Generator<Finding> {
  const bad = [...memberships].filter(([id]) => !named.has(id) && !isDirect(id) && id !== GENERAL);
  const [first] = bad;
  if (first)
    yield problem(
      "rooms",
      `${some(bad.map(([id, members]) => `${JSON.stringify(id)} (of ${some([...members], 3)})`))} ${bad.length === 1 ? "is a room" : "are rooms"} without a name: siblings show those people no room at all.`,
      `Take it off by redis-cli SREM ${keys.userRooms([...first[1]][0] ?? "")} ${JSON.stringify(first[0])}, or name it by SET ${keys.roomName("ID")}.`,
    );
}

const isDirect = (roomId: RoomId) => {
  const [a, b] = roomId.split(":");
  return ROOM_ID.test(roomId) && b !== undefined && Number(a) < Number(b);
};

interface Lists {
  memberships: Memberships;
  people: People;
  repair: boolean;
}

/** The rooms of a person are the truth; the list of a room is ours, and follows. */
async function* examineLists(redis: Connection, { memberships, people, repair }: Lists): AsyncGenerator<Finding> {
  const wrong: { roomId: RoomId; userId: UserId; isIn: boolean }[] = [];
  for (const roomId of await ownRooms(redis)) {
    const listed = await redis.smembers(keys.roomMembers(roomId));
    const truth = memberships.get(roomId) ?? new Set();
    for (const userId of listed) if (!truth.has(userId)) wrong.push({ roomId, userId, isIn: false });
    for (const userId of truth)
      if (!listed.includes(userId) && people.has(userId)) wrong.push({ roomId, userId, isIn: true });
  }
  const differences = await stillDiffer(redis, wrong);
  if (differences.length === 0) return;
  const text = `Lists of members that differ from the rooms of people: ${some(differences.map(({ roomId, userId, isIn }) => `room ${roomId} ${isIn ? "lacks" : "has"} ${userId}`))}.`;
  if (!repair) {
    yield warning("members", text, "npm run doctor -- --repair puts them right.");
    return;
  }
  await ask(redis, (batch) => {
    for (const { roomId, userId, isIn } of differences) batch[isIn ? "sadd" : "srem"](keys.roomMembers(roomId), userId);
  });
  yield ok("members", `${text} Put right.`);
}

/** Rooms that Banter has made; those of siblings have no list. */
async function ownRooms(redis: Connection): Promise<RoomId[]> {
  const rooms = new Set<RoomId>();
  for await (const page of keyPages(redis, keys.roomInfo("*"))) {
    for (const key of page) rooms.add(idIn(keys.roomInfo, key.toString()) ?? "");
  }
  return [...rooms].filter((id) => ROOM_ID.test(id) && !id.includes(":"));
}

/** Somebody may have joined or left while this was read. */
async function stillDiffer<T extends { roomId: RoomId; userId: UserId; isIn: boolean }>(
  redis: Connection,
  differences: T[],
): Promise<T[]> {
  const replies = await ask(redis, (batch) => {
    for (const { roomId, userId } of differences)
      batch.sismember(keys.userRooms(userId), roomId).sismember(keys.roomMembers(roomId), userId);
  });
  return differences.filter(({ isIn }, index) => {
    return replies[2 * index] === Number(isIn) && replies[2 * index + 1] === Number(!isIn);
  });
}

async function* examineDirectory(redis: Connection, named: Set<RoomId>, repair: boolean): AsyncGenerator<Finding> {
  const lost = (await redis.smembers(keys.openRooms)).filter((id) => !named.has(id));
  if (lost.length === 0) return;
  const text = `The directory lists rooms that have no name: ${some(lost)}.`;
  if (!repair) {
    yield warning("directory", text, "npm run doctor -- --repair takes them off.");
    return;
  }
  await redis.srem(keys.openRooms, ...lost);
  yield ok("directory", `${text} Taken off.`);
}
