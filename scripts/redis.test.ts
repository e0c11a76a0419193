import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepRedis, passingRedis } from "./redis.mjs";
import { redisSetting } from "./redis-program.mjs";
import { ask } from "./redis-talk.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "banter-kept-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pidOf = async (url: string) =>
  Number((await ask(url, "INFO", "server")).find((line) => line.startsWith("process_id:"))?.split(":")[1]);

test("a private Redis listens on its own socket and on no port", async () => {
  const redis = await keepRedis(folder);
  expect(await ask(redis.url, "CONFIG", "GET", "port")).toContain("0");
  await redis.stop();
  expect(existsSync(redis.url)).toBe(false);
});

test("what is kept survives a stop", async () => {
  const first = await keepRedis(folder);
  await ask(first.url, "SET", "greeting", "hello");
  await first.stop();
  const second = await keepRedis(folder);
  expect(await ask(second.url, "GET", "greeting")).toContain("hello");
  await second.stop();
});

test("what is kept survives a kill, at most the last second is lost", async () => {
  const first = await keepRedis(folder);
  await ask(first.url, "SET", "greeting", "hello");
  process.kill(await pidOf(first.url), "SIGKILL");
  while (await ask(first.url, "PING").catch(() => undefined));
  const second = await keepRedis(folder);
  expect(second.found).toBe(false);
  expect(await ask(second.url, "GET", "greeting")).toContain("hello");
  await second.stop();
});

test("one that a killed command left running is taken over, not started twice", async () => {
  const left = await keepRedis(folder);
  const taken = await keepRedis(folder);
  expect(taken.found).toBe(true);
  expect(await pidOf(taken.url)).toBe(await pidOf(left.url));
  await taken.stop();
  await expect(ask(left.url, "PING")).rejects.toThrow();
});

test("of two commands in one folder, the last one stops it", async () => {
  const redis = await keepRedis(folder);
  const other = connect(redis.url);
  await new Promise((resolve) => other.once("connect", resolve));
  await redis.stop();
  expect(await ask(redis.url, "PING")).toContain("+PONG");
  other.destroy();
  await redis.stop();
  await expect(ask(redis.url, "PING")).rejects.toThrow();
});

test("a path too long for a socket is no obstacle", async () => {
  const redis = await keepRedis(join(folder, "a-very-long-name-".repeat(8)));
  expect(redis.url.length).toBeLessThan(100);
  expect(await ask(redis.url, "PING")).toContain("+PONG");
  await redis.stop();
});

test("Redis for tests keeps nothing and leaves nothing behind", async () => {
  const redis = await passingRedis(folder);
  expect(await ask(redis.url, "CONFIG", "GET", "appendonly")).toContain("no");
  expect(readFileSync(join(dirname(redis.url), "redis.log"), "utf8")).toContain("ready to accept");
  await redis.stop();
  expect(existsSync(dirname(redis.url))).toBe(false);
});

test("the first setting that names a Redis counts", () => {
  expect(redisSetting({})).toBeUndefined();
  expect(redisSetting({ REDIS_URL: "" })).toBeUndefined();
  expect(redisSetting({ REDISCLOUD_URL: "redis://b", REDIS_ENDPOINT_URL: "c" })).toBe("REDISCLOUD_URL");
});
