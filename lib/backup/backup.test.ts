import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { passingRedis } from "../../scripts/redis.mjs";
import { whenReady } from "../redis/client";
import { type Connection, connectAsOperator } from "../redis/operator";
import { seed } from "../redis/seed";
import { BadBackup } from "./check";
import { type ExportOptions, exportLines } from "./export";
import { importLines } from "./import";
import { linesOf } from "./lines";
import { inWords } from "./tally";

let redis: Connection;
let empty: Connection;
let other: Awaited<ReturnType<typeof passingRedis>>;
const folder = mkdtempSync(join(tmpdir(), "banter-backup-"));
const file = join(folder, "backup.ndjson");

beforeAll(async () => {
  await whenReady();
  other = await passingRedis();
  redis = await connectAsOperator({ REDIS_URL: process.env.REDIS_URL as string, REDIS_TLS_VERIFY: true });
  empty = await connectAsOperator({ REDIS_URL: other.url, REDIS_TLS_VERIFY: true });
});
afterAll(async () => {
  for (const connection of [redis, empty]) connection?.disconnect();
  await other?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await Promise.all([redis.flushall(), empty.flushall()]);
  await fill();
});

/** A Banter that has seen everything: demo data, our own keys, siblings, poison, and what does not last. */
async function fill() {
  await seed(async () => "$2b$10$hash");
  await redis.set("room:5:name", "Größe 🎈\u2028line");
  await redis.set("total_rooms", "5");
  await redis.sadd("open_rooms", "5");
  await redis.hset("{room:5}:info", { kind: "open", by: "1", at: "1795489071" });
  await redis.sadd("{room:5}:members", "1", "2");
  await redis.sadd("user:1:rooms", "5");
  await redis.hset("{user:1}:read", { "0": "1795515044.2912951", "5!": "1" });
  await redis.set("{user:1}:last", "5");
  const many = Array.from({ length: 2_500 }, (_, index) => [
    (1_795_489_071 + index * 0.123457).toFixed(6),
    JSON.stringify({ from: "1", date: 1_795_489_071, message: `number ${index}`, roomId: "5", id: randomUUID() }),
  ]);
  await redis.zadd("room:5", ...many.flat());
  await redis.zadd("room:0", "+inf", "not JSON", "-inf", Buffer.from([0xff, 0x00, 0xfe]), "9e15", "null", 5, "\n\r");
  await redis.hset("{user:1}:sessions", "s", "{}");
  await redis.expire("{user:1}:sessions", 1_000);
  await redis.set("banter:rate:sign-in:127.0.0.1", "3");
  await redis.set("banter:seeding", "x");
  await redis.sadd("online_users", "1");
  await redis.set("somebody:else", "their own");
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}

const ALL: ExportOptions = { passwords: true, sessions: false };
const exported = (from: Connection, options = ALL) => all(exportLines(from, options));
const content = async (from: Connection, options = ALL) => {
  const keys = (await exported(from, options)).slice(1, -1).map((line) => JSON.parse(line).key as string);
  const dumps = [...new Set(keys)].map(async (key) => [key, (await describeKey(from, key)) as unknown] as const);
  return Object.fromEntries(await Promise.all(dumps));
};
/** What a backup says, whatever the order in which Redis told it. */
const entries = (texts: string[]) =>
  texts
    .slice(1, -1)
    .map((text) => JSON.parse(text))
    .flatMap(({ key, value, fields, members }) =>
      [value ?? fields ?? members].flat().map((one) => JSON.stringify([key, one])),
    )
    .sort();

/** The value in one form, whatever the order in which this Redis keeps it. */
async function describeKey(from: Connection, key: string) {
  const type = await from.type(key);
  if (type === "zset") return from.zrange(key, "0", "-1", "WITHSCORES");
  if (type === "set") return (await from.smembers(key)).sort();
  return type === "hash" ? from.hgetall(key) : from.get(key);
}
const lines = (texts: string[]) =>
  async function* () {
    yield* texts.map((text) => text.trimEnd());
  };
const bring = (texts: string[], to = empty, dryRun = false) => importLines(to, lines(texts), { dryRun });
const isBad = (words: RegExp) => (error: Error) => error instanceof BadBackup && words.test(error.message);

test("what was exported and imported is the same, to the last bit of a score and of a poisonous member", async () => {
  const before = await exported(redis);
  const tally = await bring(before);
  expect(await content(empty)).toEqual(await content(redis));
  expect(await empty.dump("room:0:name")).toEqual(await redis.dump("room:0:name"));
  expect(entries(await exported(empty))).toEqual(entries(before));
  expect(tally).toMatchObject({ people: 4, rooms: 2, messages: 2_500 + 4 + 5 + 12, there: 0 });
  expect(await empty.zscore("room:0", Buffer.from([0xff, 0x00, 0xfe]))).toBe("-inf");
});

test("a small key has the very bytes that it had", async () => {
  await bring(await exported(redis));
  for (const key of ["user:1", "{room:5}:info", "{user:1}:read", "total_users", "1:2", "room:1:2", "username:Pablo"])
    expect([key, await empty.dumpBuffer(key)]).toEqual([key, await redis.dumpBuffer(key)]);
});

test("what lasts for a moment only, and what is somebody else's, is left out", async () => {
  const text = (await exported(redis)).join("");
  for (const key of ["online_users", "banter:rate", "banter:seeding", "somebody:else", ":sessions"])
    expect(text).not.toContain(key);
});

test("sessions come if they are asked for, and end when they would have ended", async () => {
  await bring(await exported(redis, { passwords: true, sessions: true }));
  expect(await empty.hgetall("{user:1}:sessions")).toEqual({ s: "{}" });
  const [left, original] = [await empty.pttl("{user:1}:sessions"), await redis.pttl("{user:1}:sessions")];
  expect(Math.abs(left - original)).toBeLessThan(5_000);
});

test("no hash of a password comes without being wanted", async () => {
  const text = (await exported(redis, { passwords: false, sessions: false })).join("");
  expect(text).not.toContain("$2b$10$");
  expect(text).toContain("Pablo");
});

test("a second import changes nothing, and says so", async () => {
  const backup = await exported(redis);
  await bring(backup);
  const before = await content(empty);
  const again = await bring(backup);
  expect(inWords(again)).toBe("nothing");
  expect(again.there).toBeGreaterThan(2_500);
  expect(await content(empty)).toEqual(before);
});

test("an import adds what is missing, and leaves what has changed since as it is", async () => {
  const backup = await exported(redis);
  await redis.hset("user:1", "password", "a newer one");
  await redis.zadd("room:5", "1795999999", "a newer message");
  await redis.zpopmin("room:5", 10);
  await redis.set("total_users", "9");
  await redis.set("{user:1}:last", "0");
  expect(await bring(backup, redis)).toMatchObject({ people: 0, rooms: 0, messages: 10, other: 0 });
  expect(await redis.hget("user:1", "password")).toBe("a newer one");
  expect(await redis.zscore("room:5", "a newer message")).toBe("1795999999");
  expect([await redis.get("total_users"), await redis.get("{user:1}:last")]).toEqual(["9", "0"]);
});

test("what npm says before the first line is no part of it", async () => {
  const said = ["", "> banter@0.1.0 export", "> exec node scripts/export.mjs -", ""];
  expect(await bring([...said, ...(await exported(redis))])).toMatchObject({ people: 4 });
});

test("a counter is raised, so that no id is given twice", async () => {
  await empty.set("total_users", "2");
  await bring(await exported(redis));
  expect(await empty.get("total_users")).toBe("4");
  await redis.set("total_users", "poison");
  await bring(await exported(redis));
  expect(await empty.get("total_users")).toBe("4");
});

test("a dry run says the same and changes nothing", async () => {
  const backup = await exported(redis);
  const said = await bring(backup, empty, true);
  expect(await empty.dbsize()).toBe(0);
  expect(said).toEqual(await bring(backup));
  expect(inWords(await bring(backup, empty, true))).toBe("nothing");
});

describe("nothing is written where the database is another Banter's:", () => {
  test.each([
    ["another person by the same id", ["hset", "user:1", "username", "Zoe"], /Person 1 is Zoe here, and Pablo there/],
    ["a name that is somebody else's", ["set", "username:Joe", "user:77"], /The name Joe belongs to user:77 here/],
    ["another room by the same id", ["set", "room:5:name", "Other"], /Room 5 is named Other here/],
    [
      "a room of the same name and another origin",
      ["hset", "{room:5}:info", "at", "1"],
      /Room 5 was created by another/,
    ],
    ["a key of another type", ["set", "room:5", "text"], /room:5 is a string here, and a zset there/],
  ] as const)("%s", async (_what, [command, ...args], words) => {
    await empty.call(command, ...args);
    await expect(bring(await exported(redis))).rejects.toSatisfy(isBad(words));
    expect(await empty.dbsize()).toBe(1);
  });

  test("but a bare id in a name is the same as a whole key", async () => {
    await empty.set("username:Joe", "2");
    await bring(await exported(redis));
    expect(await empty.get("username:Joe")).toBe("2");
  });
});

describe("nothing is written of a backup that is", () => {
  const spoilt: [string, (backup: string[]) => string[], RegExp][] = [
    ["empty", () => [], /empty/],
    ["cut off between two lines", (backup) => backup.slice(0, -1), /cut off/],
    ["cut off within a line", (backup) => [...backup.slice(0, 9), backup[9]?.slice(0, 20) as string], /Line 10/],
    ["without a line in its middle", (backup) => backup.toSpliced(7, 1), /lines were written/],
    [
      "of a later version",
      ([head = "", ...rest]) => [head.replace('"version":1', '"version":2'), ...rest],
      /version 2/,
    ],
    ["something else", () => ['{"hello":1}'], /not an export/],
    ["longer than its end", (backup) => [...backup, backup.at(-1) as string], /after the end/],
    [
      "about keys of others",
      (backup) => backup.toSpliced(3, 1, '{"key":"online_users","type":"set","members":["1"]}'),
      /not Banter's/,
    ],
  ];
  test.each(spoilt)("%s", async (_what, spoil, words) => {
    await expect(bring(spoil(await exported(redis)))).rejects.toSatisfy(isBad(words));
    expect(await empty.dbsize()).toBe(0);
  });
});

test("a file is read line by line, whatever stands in a line", async () => {
  const texts = ["one", `two\u2028\r${"x".repeat(200_000)}`, "", "größe 🎈"];
  writeFileSync(file, texts.join("\n"));
  expect(await all(linesOf(file))).toEqual(texts);
  writeFileSync(file, `${texts.join("\n")}\n`);
  expect(await all(linesOf(file))).toEqual(texts);
});

test("a list where a room should be is left out with a word", async () => {
  await redis.rpush("room:9", "a");
  const skipped: string[] = [];
  for await (const line of exportLines(redis, { ...ALL, skipped: (key, type) => skipped.push(`${key} ${type}`) }))
    expect(line).not.toContain('"room:9"');
  expect(skipped).toEqual(["room:9 list"]);
});
