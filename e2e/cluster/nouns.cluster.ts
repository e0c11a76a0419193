import { randomUUID } from "node:crypto";
import { Cluster, type Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { SessionInfo } from "../../lib/sessions";

const nodes = inject("ports").map((port) => ({ host: "127.0.0.1", port }));
process.env.REDIS_URL = `redis://127.0.0.1:${nodes[0]?.port}`;
process.env.SESSION_SECRET = "a secret for tests that has more than 32 characters";
process.env.LOG_LEVEL = "silent";
process.env.RATE_LIMITS = "off";
process.env.RELAY = "rooms";

const { oncePerProcess } = await import("../../lib/process");
const { scripts } = await import("../../lib/redis/scripts");
const cluster = new Cluster(nodes, { scripts, redisOptions: { protocol: 2 } });
oncePerProcess("redis.commands", () => cluster as unknown as Redis); // what lib/ finds where it would open a connection

const { keys } = await import("../../lib/redis/keys");
const memberships = await import("../../lib/memberships");
const messages = await import("../../lib/messages");
const presence = await import("../../lib/presence");
const reads = await import("../../lib/reads");
const rooms = await import("../../lib/rooms");
const sessions = await import("../../lib/sessions");
const users = await import("../../lib/users");

const PEOPLE = Array.from({ length: 12 }, (_, index) => String(index + 1));
const ROOMS = Array.from({ length: 12 }, (_, index) => String(index + 101));

beforeAll(async () => {
  await cluster.cluster("INFO"); // then the nodes are known
  await Promise.all(cluster.nodes("master").map((node) => node.flushall()));
  for (const id of PEOPLE) {
    await cluster.hset(keys.user(id), { username: `p${id}` });
    await cluster.set(keys.username(`p${id}`), `user:${id}`);
    for (const room of ROOMS) await cluster.sadd(keys.userRooms(id), room);
  }
  await cluster.set(keys.totalUsers, PEOPLE.length);
});
afterAll(() => cluster.disconnect());

const say = (me: string, roomId: string) => messages.append({ me, roomId, id: randomUUID(), message: "hi" });

describe("on a cluster, for people and rooms on every node,", () => {
  test("messages are stored, recognised, and read", async () => {
    for (const [index, roomId] of ROOMS.entries()) {
      const me = PEOPLE[index] as string;
      const { message } = await say(me, roomId);
      const again = await messages.append({ me, roomId, id: message.id, message: "hi" });
      expect(again).toMatchObject({ stored: false, message: { cursor: message.cursor } });
      expect((await messages.page(me, roomId, {})).messages).toEqual([message]);
      expect(await messages.since({ userId: me, roomId } as never, "1")).toMatchObject({
        messages: [{ id: message.id }],
      });
    }
  });

  test("sessions begin, are found, and end", async () => {
    for (const id of PEOPLE) {
      await sessions.start(id, "test");
      const [session] = (await sessions.list(id)) as [SessionInfo];
      expect(await sessions.verify(id, session.id)).toMatchObject({ id });
      await sessions.end(id, session.id);
      expect(await sessions.verify(id, session.id)).toBeNull();
    }
  });

  test("people come and go, are put into rooms and leave them", async () => {
    await presence.arrive(PEOPLE);
    expect(await presence.areOnline(PEOPLE)).toEqual(new Set(PEOPLE));
    for (const [index, roomId] of ROOMS.entries()) {
      const me = PEOPLE[index] as string;
      await memberships.admit(roomId, [me]);
      await memberships.remove(me, roomId, me);
      expect(await memberships.isIn(me, roomId)).toBe(false);
    }
    await presence.bye();
  });

  test("read marks move", async () => {
    for (const me of PEOPLE) await reads.remember(me, ROOMS[0] as string);
    for (const me of PEOPLE) expect(await reads.last(me)).toBe(ROOMS[0]);
  });
});

/** What has to change before `lib/redis/client.ts` can open a cluster: one pipeline for keys of many slots. */
describe("what asks for many slots in one pipeline, which a cluster refuses:", () => {
  test.each([
    ["the names of people", () => users.names(PEOPLE)],
    ["the counts of rooms", () => messages.countUpTo(ROOMS, 4_000_000_000)],
    ["the list of my rooms", () => rooms.list("1")],
  ])("%s", async (_what, ask) => {
    await expect(ask()).rejects.toThrow("same slots");
  });
});
