/** What becomes of what people ask while Redis, or the line to it, is at fault: the table in docs/faults.md. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { faultyRedis } from "../scripts/faulty-redis";
import { tcpProxy } from "../scripts/tcp-proxy";
import { redisSeconds } from "./clock";
import type { ErrorBody } from "./errors";
import { log } from "./log";
import * as messages from "./messages";
import { oncePerProcess } from "./process";
import { readiness } from "./readiness";
import { commands, subscriber, whenReady } from "./redis/client";
import { keys } from "./redis/keys";
import { sharedLimiter } from "./redis/limiter";
import { type RelayEvent, relay } from "./redis/relay";
import * as sessions from "./sessions";
import { told } from "./told";

process.env.RATE_LIMITS = "off";

const redis = await faultyRedis([], inject("redisFolder"));
const other = await faultyRedis([], inject("redisFolder"));
const line = await tcpProxy(redis.socket);
process.env.REDIS_URL = line.url;

const ROOM = "0";
const heard: RelayEvent[] = [];
const says = (id: string = randomUUID()) => messages.appendAs({ userId: "1", roomId: ROOM }, { id, message: "hello" });
const stored = () => commands().zcard(keys.room(ROOM));

/** What a person is told who says something now. */
const refusal = (asking: Promise<unknown> = says()): Promise<ErrorBody | null> => asking.then(() => null, told);

/** Asks until it works again. */
const works = () => expect.poll(() => refusal(), { timeout: 30_000 }).toBeNull();

beforeAll(async () => {
  await whenReady();
  relay().subscribe((event) => heard.push(event));
  await vi.waitUntil(() => relay().isLive());
});
beforeEach(async () => {
  await vi.waitUntil(
    () =>
      commands()
        .flushall()
        .catch(() => null),
    { timeout: 15_000 },
  );
  await vi.waitUntil(() => relay().isLive(), { timeout: 15_000 });
});
afterEach(() => line.set("pass"));
afterAll(async () => {
  for (const connection of [commands(), subscriber()]) connection.disconnect();
  await Promise.all([line.end(), redis.end(), other.end()]);
});

describe("what Redis refuses is told in its own words, and works again by itself when Redis does", () => {
  const config = (name: string, value: string) => () => redis.ask("CONFIG", "SET", name, value);

  test.each([
    ["full", "Storage is full.", config("maxmemory", "1"), config("maxmemory", "0")],
    [
      "without a replica",
      "can only be read",
      config("min-replicas-to-write", "1"),
      config("min-replicas-to-write", "0"),
    ],
    [
      "a replica without its master",
      "can only be read",
      async () => {
        await redis.ask("CONFIG", "SET", "replica-serve-stale-data", "no");
        await redis.ask("REPLICAOF", "127.0.0.1", "1");
      },
      () => redis.ask("REPLICAOF", "NO", "ONE"),
    ],
  ])("%s", async (_what, words, breaks, mends) => {
    await breaks();
    const body = await refusal();
    expect(body).toMatchObject({ code: "unavailable", retryAfter: 2 });
    expect(body?.message).toContain(words);
    await mends();
    await works();
  });

  test("full: what is there can be read, and who is online stays", async () => {
    await says();
    await commands().sadd(keys.onlineUsers, "1");
    await redis.ask("CONFIG", "SET", "maxmemory", "1");
    expect((await messages.since({ userId: "1", roomId: ROOM }, null)).messages).toHaveLength(1);
    expect(await refusal(sessions.start("1", "test"))).toMatchObject({ message: expect.stringContaining("is full") });
    expect(await commands().smembers(keys.onlineUsers)).toEqual(["1"]);
    const limiter = sharedLimiter("full", 2, 60);
    await limiter.consume("ann");
    await limiter.consume("ann");
    await expect(limiter.consume("ann")).rejects.toMatchObject({ remainingPoints: 0 }); // counted all the same
    await redis.ask("CONFIG", "SET", "maxmemory", "0");
  });

  test("a disk that is full", async () => {
    await other.kill();
    await other.start(["--save", "3600 1"]);
    rmSync(other.dir, { recursive: true });
    await other.ask("SET", "x", "y");
    await other.ask("BGSAVE");
    await expect.poll(async () => (await other.ask("SET", "x", "y")).join()).toContain("MISCONF");
    const [answer = ""] = await other.ask("SET", "x", "y");
    expect(told(Object.assign(new Error(answer.slice(1)), { name: "ReplyError" })).message).toContain("its disk");
  });
});

test("after a failover the connection is opened anew, and leads to the new master", async () => {
  const next = await faultyRedis([], inject("redisFolder"));
  const before = line.opened();
  await redis.ask("CONFIG", "SET", "replica-serve-stale-data", "yes");
  await redis.ask("REPLICAOF", "127.0.0.1", "1");
  line.point(next.socket);
  expect((await refusal())?.message).toContain("can only be read");
  await works();
  expect(line.opened()).toBeGreaterThan(before);
  expect((await next.ask("ZCARD", keys.room(ROOM)))[0]).toBe(":1");
  line.point(redis.socket);
  await redis.ask("REPLICAOF", "NO", "ONE");
  line.reset();
  await works();
  await next.end();
}, 40_000);

test("while Redis reads its data, nobody waits; and it is there when that is done", async () => {
  for (let i = 0; i < 400; i++) await commands().set(`key ${i}`, "x".repeat(100));
  await redis.ask("SAVE");
  await redis.kill();
  await redis.start(["--key-load-delay", "5000", "--loading-process-events-interval-bytes", "1024"], (answer) =>
    answer.startsWith("-LOADING"),
  );
  const [answer = ""] = await redis.ask("GET", "key 1");
  expect(told(Object.assign(new Error(answer.slice(1)), { name: "ReplyError" })).message).toContain("is starting");
  const began = performance.now();
  expect(await refusal()).toMatchObject({ code: "unavailable" });
  expect(performance.now() - began).toBeLessThan(1_500);
  await works();
  expect(await commands().get("key 1")).toBe("x".repeat(100));
}, 40_000);

test("scripts that Redis has forgotten are sent again", async () => {
  await says();
  await redis.ask("SCRIPT", "FLUSH");
  await says();
  expect(await stored()).toBe(2);
});

test("a message whose answer was lost is stored once, and its repeat is answered with it", async () => {
  const id = randomUUID();
  line.set("dropreply");
  const losing = refusal(says(id));
  await expect.poll(async () => (await redis.ask("ZCARD", keys.room(ROOM)))[0]).toBe(":1");
  line.reset();
  expect(await losing).toMatchObject({ code: "unavailable" });
  line.set("pass");
  await whenReady();
  expect((await says(id)).stored).toBe(false);
  expect(await stored()).toBe(1);
});

test("a line that is slow is only slow", async () => {
  line.set("delay");
  await says();
  expect(await stored()).toBe(1);
});

test("when all connections are taken, the log says what it may be", async () => {
  const warn = vi.spyOn(log, "warn");
  oncePerProcess("log.said", () => new Map<string, unknown>()).clear();
  await redis.ask("CONFIG", "SET", "maxclients", "1");
  const last = new Redis(redis.socket, { lazyConnect: true, retryStrategy: () => null });
  last.on("error", () => undefined);
  line.reset();
  await last.connect().catch(() => undefined);
  await expect
    .poll(() => warn.mock.calls.map(([details]) => JSON.stringify(details)).join(), { timeout: 20_000 })
    .toContain("maxclients");
  expect(await refusal()).toMatchObject({ code: "unavailable" });
  last.disconnect();
  const widened = () => redis.ask("CONFIG", "SET", "maxclients", "1000").catch(() => [""]); // until a place is free
  await vi.waitUntil(async () => (await widened())[0] === "+OK", { timeout: 15_000 });
  warn.mockRestore();
  await works();
}, 40_000);

describe("the clock", () => {
  test.each([-600, 600])("of an instance may be wrong by %i seconds, and decides nothing", async (seconds) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1_000 });
    const [now] = await commands().time();
    expect(Math.abs(redisSeconds() - Number(now))).toBeLessThan(5);
    await commands().hset(keys.user("1"), { username: "Ann" });
    await sessions.start("1", "test");
    const [session] = await sessions.list("1");
    expect(Math.abs((session?.since ?? 0) - Number(now))).toBeLessThan(5);
    const { message } = await says();
    expect(Math.abs(message.date - Number(now))).toBeLessThan(5);
    vi.useRealTimers();
  });

  test("of Redis may jump back: what is said then still comes last", async () => {
    const [now] = await commands().time();
    const ahead = String(Number(now) + 4);
    await commands().zadd(keys.room(ROOM), ahead, `{"roomId":"0","message":"before","from":2,"date":${ahead}}`);
    const cursors = [(await says()).message.cursor, (await says()).message.cursor].map(Number);
    expect(cursors[0]).toBeGreaterThan(Number(ahead));
    expect(cursors[1]).toBeGreaterThan(cursors[0] as number);
  });
});

test("while Redis hangs, five wait in vain, the others not at all, and nothing else is held up", async () => {
  redis.freeze();
  expect((await readiness()).checks.redis).toMatchObject({ ok: false });
  const waiting = await Promise.all(Array.from({ length: 5 }, () => refusal()));
  expect(waiting.map((body) => body?.message)).toEqual(
    Array(5).fill("Storage is too slow right now. Please try again."),
  );
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const began = performance.now();
  const bodies = await Promise.all(Array.from({ length: 500 }, () => refusal()));
  expect(performance.now() - began).toBeLessThan(1_500); // and not the 3 s of a command
  expect(bodies.every((body) => body?.code === "unavailable")).toBe(true);
  expect((await readiness()).checks.redis?.ms).toBeLessThan(2_000);
  expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  delay.disable();
  redis.thaw();
  await works();
}, 40_000);

test("connections that say nothing any more are opened anew within half a minute, and what was missed is told", async () => {
  const began = performance.now();
  const opened = line.opened();
  const lives = heard.filter(({ type }) => type === "live").length;
  line.set("blackhole");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([commands().status, subscriber().status]).toEqual(["ready", "ready"]); // nobody has noticed
  await expect
    .poll(() => commands().status === "ready" || subscriber().status === "ready", { timeout: 30_000 })
    .toBe(false);
  expect(performance.now() - began).toBeLessThan(30_000);
  line.set("pass");
  await works();
  await expect.poll(() => heard.filter(({ type }) => type === "live").length, { timeout: 15_000 }).toBe(lives + 1);
  expect(line.opened()).toBeGreaterThanOrEqual(opened + 2);
}, 60_000);
