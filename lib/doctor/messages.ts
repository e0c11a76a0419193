import { ROOM_ID, type RoomId } from "../events";
import { idIn, keys } from "../redis/keys";
import { parseMember } from "../redis/members";
import type { Connection } from "../redis/operator";
import { elementPages, inPairs, keyPages } from "../redis/walk";
import { amount, type Examination, type Finding, ok, problem, some, warning } from "./finding";

const AHEAD_SECONDS = 5; // as append.lua: a score further in the future is not followed

/** What stands in rooms, read as the application reads it. */
export async function* examineMessages(
  redis: Connection,
  { limit, progress }: Pick<Examination, "limit" | "progress">,
): AsyncGenerator<Finding> {
  const { sizes, broken } = await readSizes(redis);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const now = Number((await redis.time())[0]);
  const poison = new Map<RoomId, number>();
  const ahead = new Map<RoomId, number>();
  let read = 0;
  for (const roomId of sizes.keys()) {
    if (read >= limit) break;
    for await (const page of elementPages(redis, keys.room(roomId), "zset")) {
      if (read >= limit) break;
      for (const [member, score] of inPairs(page)) {
        if (!parseMember(roomId, member.toString(), score.toString())) count(poison, roomId);
        else if (Number(score) > now + AHEAD_SECONDS) count(ahead, roomId);
      }
      read += page.length / 2;
      progress(`messages ${read.toLocaleString("en")} of ${total.toLocaleString("en")}`);
    }
  }
  const unread = read < total ? `, of which ${read.toLocaleString("en")} were read; --limit reads more` : "";
  yield ok("messages", `${amount(total, "message")}${unread}`);
  yield* report(poison, ahead);
  if (broken.length > 0)
    yield problem(
      "messages",
      `${some(broken)} is no sorted set: the room cannot be read.`,
      "Delete it, or restore it from an export.",
    );
}

function* report(poison: Map<RoomId, number>, ahead: Map<RoomId, number>): Generator<Finding> {
  if (poison.size > 0)
    yield warning(
      "messages",
      `What is not a message stands in ${some(inRooms(poison))}.`,
      "It is skipped everywhere. Somebody else writes to this Redis: see who.",
    );
  if (ahead.size > 0)
    yield warning(
      "messages",
      `Messages dated in the future stand in ${some(inRooms(ahead))}.`,
      "They stay below all that is said until then. Set the clock of the sibling's clients.",
    );
}

const inRooms = (counts: Map<RoomId, number>) => [...counts].map(([roomId, number]) => `room ${roomId} (${number})`);

const count = (counts: Map<RoomId, number>, roomId: RoomId) => counts.set(roomId, (counts.get(roomId) ?? 0) + 1);

async function readSizes(redis: Connection): Promise<{ sizes: Map<RoomId, number>; broken: string[] }> {
  const sizes = new Map<RoomId, number>();
  const broken: string[] = [];
  for await (const page of keyPages(redis, keys.room("*"))) {
    for (const key of page) {
      const roomId = idIn(keys.room, key.toString()) ?? "";
      if (!ROOM_ID.test(roomId)) continue;
      if ((await redis.type(key)) === "zset") sizes.set(roomId, await redis.zcard(key));
      else broken.push(keys.room(roomId));
    }
  }
  return { sizes, broken };
}
