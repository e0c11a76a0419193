import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { address, commands, whenReady } from "./client";
import { keys } from "./keys";

const redis = process.env.REDIS_URL as string;
process.env.REDIS_URL = join(dirname(redis), "not-yet.sock");

const closed = () => new Promise((resolve) => commands().once("close", resolve));

test("waiting for Redis outlasts the attempts that fail", async () => {
  const waiting = whenReady();
  await closed();
  await closed();
  symlinkSync(redis, process.env.REDIS_URL as string);
  await waiting;
  expect(await commands().ping()).toBe("PONG");
});

test.each([
  ["/run/redis.sock", { path: "/run/redis.sock" }],
  ["unix:///run/redis.sock", { path: "/run/redis.sock" }],
  ["redis://localhost", { host: "localhost", port: 6379, db: 0 }],
  [
    "redis://mary:p%40ss@192.0.2.1:7000/3",
    { host: "192.0.2.1", port: 7000, db: 3, username: "mary", password: "p@ss" },
  ],
  ["redis://h:secret@example.org:1", { host: "example.org", port: 1, db: 0, password: "secret" }],
  ["redis://[2001:db8::1]:6380", { host: "2001:db8::1", port: 6380, db: 0 }],
])("%s is understood", (url, options) => {
  expect(JSON.parse(JSON.stringify(address(url, true)))).toEqual(options);
});

test("an encrypted connection checks the certificate unless it is told not to", () => {
  expect(address("rediss://example.org", true).tls).toEqual({ rejectUnauthorized: true });
  expect(address("rediss://example.org", false).tls).toEqual({ rejectUnauthorized: false });
  expect(address("redis://example.org", true).tls).toBeUndefined();
});

test("a command fails at once while Redis is away, and works again when it is back", async () => {
  await whenReady();
  const reconnecting = closed();
  commands().disconnect(true);
  await expect(commands().get(keys.totalUsers)).rejects.toThrow();
  await reconnecting;
  await whenReady();
  expect(await commands().get(keys.totalUsers)).toBeNull();
});

test("a command whose answer was lost fails at once, and is not sent again", async () => {
  await whenReady();
  const other = commands().duplicate();
  await new Promise((resolve) => other.once("ready", resolve));
  const id = await commands().client("ID");
  const began = performance.now();
  const failing = expect(commands().blpop("a list that stays empty", 0)).rejects.toThrow();
  await expect.poll(() => other.call("CLIENT", "LIST")).toContain("cmd=blpop");
  await other.call("CLIENT", "KILL", "ID", id);
  await failing;
  expect(performance.now() - began).toBeLessThan(2_000); // else it was given up for its age
  await whenReady();
  expect(await other.call("CLIENT", "LIST")).not.toContain("cmd=blpop");
  other.disconnect();
});

test("cursors are texts exactly as Redis prints them", async () => {
  await whenReady();
  await commands().zadd(keys.room("0"), "1795488661.555077", "x");
  const [, cursor] = await commands().zrange(keys.room("0"), "0", "-1", "WITHSCORES");
  expect(cursor).toBe("1795488661.5550771"); // 17 digits, not the shortest text of that number
  expect(await commands().zscore(keys.room("0"), "x")).toBe(cursor);
  expect(await commands().zcount(keys.room("0"), cursor as string, cursor as string)).toBe(1);
});
