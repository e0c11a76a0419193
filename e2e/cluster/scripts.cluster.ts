import { randomUUID } from "node:crypto";
import { Cluster, Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { channels, keys } from "../../lib/redis/keys";
import { scripts } from "../../lib/redis/scripts";

const nodes = inject("ports").map((port) => ({ host: "127.0.0.1", port }));
const cluster = new Cluster(nodes, { scripts, shardedSubscribers: true, redisOptions: { protocol: 2 } });

/** Ids of rooms and people, enough for every node to hold some. */
const IDS = Array.from({ length: 30 }, (_, index) => String(index + 1));

beforeAll(async () => {
  await cluster.cluster("INFO"); // then the nodes are known
  await Promise.all(cluster.nodes("master").map((node) => node.flushall()));
});
afterAll(() => cluster.disconnect());

const append = (id: string, roomId: string, text: string) =>
  cluster.appendMessage(
    keys.room(roomId),
    keys.roomBlocks(roomId),
    id,
    '{"from":"5","date":',
    `,"message":"${text}","roomId":"${roomId}","id":"${id}"}`,
    "",
    10,
    channels.messages,
    '{"serverId":"x","type":"message",',
    "",
    channels.room(roomId),
  );

/** Each script as lib/ calls it, for a room or a person of this id, and what it answers there. */
const calls: Record<keyof typeof scripts, (id: string) => [asked: Promise<unknown>, reply: unknown]> = {
  appendMessage: (id) => [
    append(randomUUID(), id, "hi"),
    ["stored", expect.any(String), expect.stringContaining(`"roomId":"${id}"`), ""],
  ],
  claimName: (id) => [cluster.claimName(keys.username(`name ${id}`), keys.user(id)), 1],
  openDirect: (id) => [cluster.openDirect(keys.roomInfo(`${id}:99`), keys.roomMembers(`${id}:99`), id, "99", id, 1), 1],
  createRoom: (id) => [cluster.createRoom(keys.roomInfo(id), keys.roomMembers(id), "open", "5", 1, "5", "6"), 1],
  joinRoom: (id) => [cluster.joinRoom(keys.roomInfo(id), keys.roomMembers(id), "open", "7"), 1],
  moveRead: (id) => [cluster.moveRead(keys.reads(id), "0", "17"), 1],
  raiseCounter: () => [cluster.raiseCounter(keys.totalRooms, "7"), expect.any(Number)],
  trimRoom: (id) => [cluster.trimRoom(keys.room(id), 100, 10), [0, expect.any(Number)]],
  noteSeen: (id) => [cluster.noteSeen(keys.sessions(id), keys.sessionsSeen(id), randomUUID(), 1, 60), 0],
  changePassword: (id) => [
    cluster.changePassword(
      keys.user(id),
      keys.sessions(id),
      keys.sessionsSeen(id),
      "old",
      "new",
      randomUUID(),
      "{}",
      1,
      60,
      channels.banter,
      id,
      "",
    ),
    1,
  ],
  deleteAccount: (id) => [
    cluster.deleteAccount(
      keys.user(id),
      keys.sessions(id),
      keys.sessionsSeen(id),
      keys.reads(id),
      keys.lastRoom(id),
      keys.blocks(id),
      "new",
      "Deleted account",
      "*",
      1,
      channels.banter,
      id,
      "",
    ),
    1,
  ],
  changePresence: (id) => [
    cluster.changePresence(
      keys.onlineUsers,
      keys.instances,
      keys.onlineBy("server"),
      "server",
      30_000,
      keys.onlineBy(""),
      "arrive",
      id,
    ),
    [[id], []],
  ],
  tellRoom: (id) => [cluster.tellRoom(channels.room(id), "hi"), expect.any(Number)],
  holdLease: () => [cluster.holdLease(keys.bridge, "server", 5_000), 1],
  leaveLease: () => [cluster.leaveLease(keys.bridge, "server"), 1],
};

test("the keys of these rooms and people lie on all three nodes", async () => {
  for (const spell of [keys.room, keys.user, keys.roomInfo]) {
    const slots = await Promise.all(IDS.map((id) => cluster.cluster("KEYSLOT", spell(id))));
    expect(new Set(slots.map((slot) => Math.floor(Number(slot) / 5_462)))).toEqual(new Set([0, 1, 2]));
  }
});

/** Scripts whose key is the same for everybody. */
const ONE_KEY: string[] = ["raiseCounter", "holdLease", "leaveLease"] satisfies (keyof typeof scripts)[];

describe("a script touches one slot, wherever that is:", () => {
  beforeAll(() => Promise.all(IDS.map((id) => cluster.hset(keys.user(id), "password", "old"))));

  test.each(Object.keys(calls) as (keyof typeof calls)[])("%s", async (name) => {
    for (const id of IDS) {
      const [asked, reply] = calls[name](id);
      expect(await asked).toEqual(reply);
      if (ONE_KEY.includes(name)) return;
    }
  });
});

test("what is told to a room is heard by who follows it, once, from whichever node; the family hears all", async () => {
  const [family, heard] = [[] as string[], [] as string[]];
  const sibling = new Redis(nodes[0]?.port as number, "127.0.0.1", { protocol: 2 });
  sibling.on("message", (_channel, raw) => family.push(JSON.parse(raw).data.message));
  await sibling.subscribe(channels.messages);
  cluster.on("smessage", (_channel: string, raw: string) => heard.push(JSON.parse(raw).data.message));
  const rooms = IDS.map((id) => `10${id}`);
  await Promise.all(rooms.map((roomId) => cluster.ssubscribe(channels.room(roomId))));
  for (const roomId of rooms) await append(randomUUID(), roomId, `in ${roomId}`);
  await append(randomUUID(), "2000", "in a room that is not followed");
  const said = rooms.map((roomId) => `in ${roomId}`).sort();
  await expect.poll(() => heard.toSorted()).toEqual(said);
  await expect.poll(() => family).toContain("in a room that is not followed");
  expect(family.filter((text) => text !== "in a room that is not followed").sort()).toEqual(said);
  expect(heard).toHaveLength(rooms.length);
  sibling.disconnect();
});
