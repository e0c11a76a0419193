/** Another server on the same Redis, by a clock of its own: late, careless, or malicious. */
import { parseMember } from "../../lib/redis/members";
import { seconds, siblings } from "../contract/siblings";
import type { Random } from "../random";
import type { World } from "./world";

const LATE_SECONDS = 60;

let said = 0;

/** Stores a message, perhaps behind what is shown already, and rings. */
export async function saySomething({ redis, rooms, people, recorder }: World, random: Random): Promise<void> {
  const sibling = random.pick(siblings);
  const [roomId, among] = random.pick([
    ["0", people.map(({ id }) => id)] as const,
    ...Object.entries(rooms.members),
  ]) as [string, string[]];
  const from = random.pick(among);
  const date = seconds() - random.below(LATE_SECONDS);
  const member = sibling.member({ from, roomId, message: `${sibling.name} sibling says ${++said}`, date });
  const message = parseMember(roomId, member, String(date));
  if (message) recorder.note({ type: "sibling", id: message.id, by: from, roomId });
  await redis.client.zadd(`room:${roomId}`, String(date), member);
  await redis.client.publish("MESSAGES", sibling.envelope(member));
}

/** What must not be read as anything, in the sorted sets and on all channels. */
export async function spreadPoison({ redis: { client }, rooms }: World, random: Random): Promise<void> {
  const roomId = random.pick(["0", rooms.direct, rooms.closed]);
  const now = seconds();
  const scores = [String(now), String(now - 30), "+inf", String(now + 86_400)];
  for (const member of random.shuffled(MEMBERS).slice(0, 4)) {
    await client.zadd(
      `room:${roomId}`,
      random.pick(scores),
      `${member.replace("ROOM", roomId)}${" ".repeat(random.below(9))}`,
    );
  }
  for (const line of random.shuffled(LINES).slice(0, 6)) {
    await client.publish(random.pick(["MESSAGES", "banter:events"]), line.replace("ROOM", roomId));
    await client.spublish(`{room:${roomId}}:live`, line.replace("ROOM", roomId)); // which RELAY=rooms listens to
  }
}

/** It takes people off who are here: it has counted only its own tabs. */
export async function takeOffline({ redis: { client }, people }: World, random: Random): Promise<void> {
  for (const { id, username } of random.shuffled(people).slice(0, 3)) {
    await client.srem("online_users", id);
    const data = { id, username, online: false };
    await client.publish("MESSAGES", JSON.stringify({ serverId: "192.0.2.2:4000", type: "user.disconnected", data }));
  }
}

const MEMBERS = [
  "not JSON",
  "null",
  "[1,2,3]",
  "42",
  '{"from":{"$gt":""},"message":"x","roomId":"ROOM","date":1}',
  '{"__proto__":{"from":"1"},"message":["x"]}',
  `{"from":"1","date":1,"message":"${"x".repeat(70_000)}","roomId":"ROOM"}`,
  '{"from":"0","date":1,"message":"nobody","roomId":"ROOM"}',
  '{"from":"1","date":1,"message":"elsewhere","roomId":"999"}',
];

const LINES = [
  "not JSON",
  "null",
  '{"type":"connect","data":{}}',
  '{"type":"disconnect","data":{"id":"1"}}',
  '{"serverId":"x","type":"message","data":{"from":"1","message":"forged","roomId":"ROOM","date":1}}',
  '{"serverId":"x","type":"message","cursor":"1","prev":null,"data":{"__proto__":{},"roomId":"ROOM"}}',
  '{"type":"message","data":null}',
  '{"type":"show.room","data":{"id":"__proto__"}}',
  '{"type":"session.ended","userId":{"a":1}}',
  '{"type":"joined","roomId":"ROOM","userIds":[[]]}',
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
];
