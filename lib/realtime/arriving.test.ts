/** What ends while somebody connects: Redis has answered for them, and they do not listen yet. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { holdingLine } from "../../scripts/holding-line";
import { commands, subscriber, whenReady } from "../redis/client";
import { channels, keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

const operator = new Redis(process.env.REDIS_URL as string);
const line = await holdingLine(process.env.REDIS_URL as string);
process.env.REDIS_URL = line.url;

const server = createServer();
const realtime = createRealtime(server);
const READ = keys.userRooms("5");
let socket: Socket | undefined;
let heard: string[];
let url: string;

beforeAll(async () => {
  await whenReady();
  realtime.start();
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await vi.waitUntil(() => relay().isLive());
});

beforeEach(async () => {
  await commands().flushall();
  await commands().hset(keys.user("5"), "username", "ann");
  await commands().sadd(keys.userRooms("5"), "7");
  heard = [];
});

afterEach(() => void socket?.disconnect());

afterAll(async () => {
  await realtime.close(0);
  server.close();
  await realtime.leave();
  for (const redis of [commands(), subscriber(), operator]) redis.disconnect();
  await line.end();
});

/** Begins to connect, and does not get further than to what Redis has answered. Returns the session. */
async function arriving(): Promise<string> {
  const sealed = await sessions.start("5", "test");
  const [{ id }] = (await sessions.list("5")) as [sessions.SessionInfo];
  line.hold(READ);
  socket = io(url, { transports: ["websocket"], forceNew: true, extraHeaders: { cookie: `banter=${sealed}` } });
  socket.onAny((event: string) => heard.push(event));
  await vi.waitUntil(() => line.isHolding());
  return id;
}

/** The other connections go on: what is told is heard before anybody arrives. */
async function told(event: object): Promise<void> {
  await operator.publish(channels.banter, JSON.stringify(event));
  await relay().hearAll();
}

const event = (name: string) => once(socket as unknown as NodeJS.EventEmitter, name);

test("a session that ends meanwhile is shown out", async () => {
  const sessionId = await arriving();
  await operator.hdel(keys.sessions("5"), sessionId);
  await told({ type: "session.ended", userId: "5", sessionId });
  const closed = event("disconnect");
  line.release();
  expect((await closed)[0]).toBe("io server disconnect");
  expect(heard.at(-1)).toBe("session.ended");
});

test("who is removed from a room meanwhile is out of it", async () => {
  await arriving();
  await operator.srem(keys.userRooms("5"), "7");
  await told({ type: "left", roomId: "7", userId: "5" });
  line.release();
  await expect.poll(() => heard).toContain("room.left");
});

test("who is removed meanwhile, while nothing is heard, is out of the room, too", async () => {
  await arriving();
  await operator.srem(keys.userRooms("5"), "7");
  await operator.call("CLIENT", "KILL", "TYPE", "pubsub");
  await vi.waitUntil(() => !relay().isLive());
  await vi.waitUntil(() => relay().isLive()); // all who were here then have been looked at again
  await relay().hearAll();
  line.release();
  await expect.poll(() => heard, { timeout: 5_000 }).toContain("room.left");
});

test("of whom nothing was heard, Redis is not asked again", async () => {
  const again = async () => {
    socket?.disconnect();
    await arriving();
    await told({ type: "left", roomId: "7", userId: "6" });
    const [connected, before] = [event("connect"), line.asked(READ)];
    line.release();
    await connected;
    await commands().ping(); // on its way behind what was asked before
    return line.asked(READ) - before;
  };
  await expect.poll(again).toBe(0); // not at once, where this process was held up and may not have heard all
});
