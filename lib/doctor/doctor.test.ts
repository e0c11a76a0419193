import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { whenReady } from "../redis/client";
import { type Connection, connectAsOperator } from "../redis/operator";
import { seed } from "../redis/seed";
import { examine } from "./doctor";
import type { Examination, Finding } from "./finding";

let redis: Connection;
beforeAll(async () => {
  await whenReady();
  redis = await connectAsOperator({ REDIS_URL: process.env.REDIS_URL as string, REDIS_TLS_VERIFY: true });
});
afterAll(() => redis.disconnect());
beforeEach(async () => {
  await redis.flushall();
  await redis.config(
    "SET",
    "maxmemory",
    "0",
    "maxmemory-policy",
    "noeviction",
    "appendonly",
    "no",
    "maxclients",
    "10000",
  );
  await seed(async () => "$2b$10$hash");
});

async function findings(options: Partial<Examination> = {}): Promise<Finding[]> {
  const found: Finding[] = [];
  const progress = () => undefined;
  for await (const finding of examine(redis, { limit: 1_000_000, repair: false, progress, ...options }))
    found.push(finding);
  return found;
}
const about = async (subject: string, options?: Partial<Examination>) =>
  (await findings(options)).filter((finding) => finding.about === subject);
const bad = async (options?: Partial<Examination>) => (await findings(options)).filter(({ level }) => level !== "ok");

test("what Banter has written itself is in order", async () => {
  await redis.config("SET", "appendonly", "yes");
  expect(await bad()).toEqual([]);
  const texts = (await findings()).map(({ text }) => text);
  expect(texts).toContain("4 people");
  expect(texts).toContain("1 named room, 6 direct rooms");
  expect(texts).toContain("17 messages");
});

test("so is an account that its owner has deleted", async () => {
  await redis.config("SET", "appendonly", "yes");
  const rooms = ["1:3", "2:3", "3:4"];
  for (const roomId of rooms) {
    await redis.hset(`{room:${roomId}}:info`, { kind: "direct", by: "3", at: "1795489071" });
    await redis.sadd(`{room:${roomId}}:members`, ...roomId.split(":"));
    await redis.sadd(`{room:${roomId}}:blocks`, "3");
  }
  await redis.hset("user:3", { username: "Deleted account", password: "$2b$10$hash", deleted: "1795489071" });
  await redis.del("user:3:rooms");
  expect(await bad()).toEqual([]);
});

test("to look changes nothing", async () => {
  await redis.sadd("open_rooms", "77");
  const [before, writes] = [await redis.dbsize(), await redis.info("persistence")];
  const changes = (info: string) => /rdb_changes_since_last_save:(\d+)/.exec(info)?.[1];
  await findings();
  expect(await redis.dbsize()).toBe(before);
  expect(changes(await redis.info("persistence"))).toBe(changes(writes));
});

test("nothing kept is a warning; an append-only file is none", async () => {
  expect(await about("persistence")).toMatchObject([
    { level: "warning", text: expect.stringMatching(/Nothing is kept/) },
  ]);
  await redis.config("SET", "appendonly", "yes");
  expect(await about("persistence")).toMatchObject([{ level: "ok" }]);
});

test("a policy that takes rooms away is a problem, and memory that is nearly full a warning", async () => {
  const used = Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);
  await redis.config("SET", "maxmemory", String(used * 10));
  expect(await about("memory")).toMatchObject([{ level: "ok" }]);
  await redis.config("SET", "maxmemory-policy", "allkeys-lru");
  expect(await about("memory")).toMatchObject([{ level: "problem", text: expect.stringContaining("allkeys-lru") }]);
  await redis.config("SET", "maxmemory-policy", "noeviction", "maxmemory", String(Math.round(used * 1.1)));
  expect(await about("memory")).toMatchObject([{ level: "warning" }]);
});

test("too few connections for a deploy are a warning", async () => {
  await redis.zadd("{online_users}:inst", Date.now() + 30_000, "one", Date.now() + 30_000, "two");
  const clients = Number(/connected_clients:(\d+)/.exec(await redis.info("clients"))?.[1]);
  await redis.config("SET", "maxclients", String(clients + 4));
  expect(await about("connections")).toMatchObject([{ level: "warning", text: expect.stringContaining("needs 9") }]);
});

test("who listens is counted, by whose channel", async () => {
  const [banter, sibling] = [redis.duplicate(), redis.duplicate()];
  await banter.connect().then(() => banter.subscribe("MESSAGES", "banter:events"));
  await sibling.connect().then(() => sibling.subscribe("MESSAGES"));
  expect(await about("connections")).toMatchObject([
    { text: expect.stringContaining("1 instance of Banter, 1 sibling server") },
  ]);
  for (const listener of [banter, sibling]) listener.disconnect();
});

test("where one instance listens to the siblings for all, it is not taken for one of them", async () => {
  const [bridge, other, sibling] = [redis.duplicate(), redis.duplicate(), redis.duplicate()];
  await bridge.connect().then(() => bridge.subscribe("MESSAGES", "banter:events"));
  await other.connect().then(() => other.subscribe("banter:events"));
  await sibling.connect().then(() => sibling.subscribe("MESSAGES"));
  await redis.set("banter:bridge", "one", "EX", 60);
  expect(await about("connections")).toMatchObject([
    { text: expect.stringContaining("2 instances of Banter, 1 sibling server") },
  ]);
  for (const listener of [bridge, other, sibling]) listener.disconnect();
});

describe("found, and said what to do about it:", () => {
  const cases: [string, (string | number | Buffer)[][], string, string, RegExp][] = [
    [
      "a name that leads to nobody",
      [["set", "username:Ghost", "user:99"]],
      "problem",
      "names",
      /username:Ghost leads to nobody/,
    ],
    [
      "a name that leads to somebody else",
      [["set", "username:Pablo", "user:2"]],
      "warning",
      "names",
      /Pablo leads to Joe/,
    ],
    [
      "names that look alike",
      [
        ["hset", "user:5", "username", "ＰＡＢＬＯ"],
        ["set", "username:ＰＡＢＬＯ", "user:5"],
        ["set", "total_users", 5],
      ],
      "warning",
      "names",
      /Pablo = ＰＡＢＬＯ|ＰＡＢＬＯ = Pablo/,
    ],
    [
      "a person without a name",
      [
        ["hset", "user:5", "password", "x"],
        ["set", "total_users", 5],
      ],
      "problem",
      "people",
      /No username in user:5/,
    ],
    [
      "a counter that is behind",
      [["set", "total_users", 3]],
      "problem",
      "ids",
      /total_users is 3, but there is a person 4/,
    ],
    ["a counter that is gone", [["del", "total_users"]], "problem", "ids", /total_users is absent/],
    [
      "a room without a name",
      [["sadd", "user:2:rooms", "12"]],
      "problem",
      "rooms",
      /"12" \(of 2\) is a room without a name/,
    ],
    ["an id that is none", [["sadd", "user:2:rooms", "2:1", "x y"]], "problem", "rooms", /are rooms without a name/],
    [
      "somebody online who does not exist",
      [["sadd", "online_users", "99", "Pablo"]],
      "problem",
      "presence",
      /"99"|"Pablo"/,
    ],
    [
      "what is not a message",
      [["zadd", "room:0", 5, "not JSON", 6, Buffer.from([0xff])]],
      "warning",
      "messages",
      /not a message stands in room 0 \(2\)/,
    ],
    [
      "a message of the future",
      [["zadd", "room:1:2", 4_000_000_000, '{"from":"1","message":"hi","roomId":"1:2"}']],
      "warning",
      "messages",
      /future stand in room 1:2 \(1\)/,
    ],
    ["a room that is something else", [["set", "room:77", "text"]], "problem", "messages", /room:77 is no sorted set/],
  ];
  test.each(cases)("%s", async (_what, commands, level, subject, text) => {
    await redis.config("SET", "appendonly", "yes");
    expect(await bad()).toEqual([]);
    for (const [command, ...args] of commands) await redis.call(String(command), ...args);
    expect(await bad()).toMatchObject([
      { level, about: subject, text: expect.stringMatching(text), todo: expect.stringMatching(/./) },
    ]);
  });
});

describe("put right, if wanted, is what belongs to Banter alone:", () => {
  beforeEach(async () => {
    await redis.config("SET", "appendonly", "yes");
    await redis.hset("{room:8}:info", { kind: "open", by: "1", at: "1" });
    await redis.set("room:8:name", "Eight");
    await redis.sadd("{room:8}:members", "1", "2");
    for (const id of ["1", "2"]) await redis.sadd(`user:${id}:rooms`, "8");
    expect(await bad()).toEqual([]);
  });

  test("a list of members that differs from the rooms of people, in both ways", async () => {
    await redis.sadd("{room:8}:members", "3");
    await redis.sadd("user:4:rooms", "8");
    expect(await bad()).toMatchObject([
      {
        level: "warning",
        about: "members",
        text: expect.stringMatching(/room 8 has 3.*room 8 lacks 4|room 8 lacks 4.*room 8 has 3/),
      },
    ]);
    expect(await bad({ repair: true })).toEqual([]);
    expect((await redis.smembers("{room:8}:members")).sort()).toEqual(["1", "2", "4"]);
    expect(await redis.smembers("user:3:rooms")).not.toContain("8");
    expect(await bad()).toEqual([]);
  });

  test("a directory that lists what is not there", async () => {
    await redis.sadd("open_rooms", "8", "77");
    expect(await bad()).toMatchObject([{ about: "directory", text: expect.stringContaining("77") }]);
    expect(await bad({ repair: true })).toEqual([]);
    expect(await redis.smembers("open_rooms")).toEqual(["8"]);
  });

  test("what an instance without a lease has left", async () => {
    await redis.sadd("{online_users}:by:gone", "1");
    await redis.sadd("{online_users}:by:here", "2");
    await redis.zadd("{online_users}:inst", Date.now() + 30_000, "here");
    expect(await bad()).toMatchObject([{ level: "warning", about: "presence", text: expect.stringContaining("gone") }]);
    expect(await bad({ repair: true })).toEqual([]);
    expect(await redis.keys("{online_users}:by:*")).toEqual(["{online_users}:by:here"]);
  });

  test("nothing of the siblings'", async () => {
    await redis.set("username:Ghost", "user:99");
    await redis.sadd("user:2:rooms", "12");
    await redis.sadd("online_users", "99");
    expect(await bad({ repair: true })).toEqual(await bad());
    expect([await redis.exists("username:Ghost"), await redis.sismember("online_users", "99")]).toEqual([1, 1]);
  });
});

test("no more messages are read than were asked for, and that is said", async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => [
    index + 1,
    `{"from":"1","message":"m${index}","roomId":"9"}`,
  ]);
  await redis.zadd("room:9", ...many.flat());
  const [found] = await about("messages", { limit: 1_000 });
  expect(found?.text).toMatch(/^5,017 messages, of which 1,\d\d\d were read/);
});
