/** Many who ask for a place in the same moment. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { SOCKETS_PER_SESSION_MAX } from "../limits";
import { commands, whenReady } from "../redis/client";
import { keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

process.env.RATE_LIMITS = "off"; // that of handshakes

const server = createServer();
const realtime = createRealtime(server);
server.on("request", (request, response) => {
  if (request.url?.startsWith("/api/stream")) void realtime.stream(request, response);
});
const leaving: (() => void)[] = [];
let host: string;
let headers: { cookie: string };

beforeAll(async () => {
  await whenReady();
  realtime.start();
  await once(server.listen(0, "127.0.0.1"), "listening");
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await vi.waitUntil(() => relay().isLive());
});

beforeEach(async () => {
  await commands().flushall();
  await commands().hset(keys.user("1"), { username: "ann" });
  headers = { cookie: `banter=${encodeURIComponent(await sessions.start("1", "test"))}` };
});

afterEach(() => {
  for (const leave of leaving.splice(0)) leave();
});

afterAll(async () => {
  await realtime.close(0);
  await realtime.leave();
  server.closeAllConnections();
  server.close();
});

/** A line that has not said yet who it is. `heard`: what it was told, in Socket.IO's own words. */
async function line(): Promise<{ socket: WebSocket; heard: string[] }> {
  const socket = new WebSocket(`ws://${host}/socket.io/?EIO=4&transport=websocket`, { headers });
  leaving.push(() => socket.terminate());
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  await vi.waitUntil(() => heard.some((text) => text.startsWith("0{")));
  return { socket, heard };
}

const isLetIn = (text: string) => text.startsWith("40{");
const isTurnedAway = (text: string) => text.startsWith("44{") && text.includes('"rate_limited"');

test("of the lines of one session so many are let in, also in one moment", async () => {
  const lines = await Promise.all(Array.from({ length: SOCKETS_PER_SESSION_MAX + 10 }, line));
  for (const { socket } of lines) socket.send("40");
  const told = (is: (text: string) => boolean) => lines.filter(({ heard }) => heard.some(is)).length;
  await vi.waitUntil(() => told(isLetIn) + told(isTurnedAway) === lines.length, 5_000);
  expect(told(isLetIn)).toBe(SOCKETS_PER_SESSION_MAX);
});

test("and so many streams", async () => {
  const answers = await Promise.all(
    Array.from({ length: SOCKETS_PER_SESSION_MAX + 10 }, async () => {
      const left = new AbortController();
      leaving.push(() => left.abort());
      return (await fetch(`http://${host}/api/stream`, { headers, signal: left.signal })).status;
    }),
  );
  expect(answers.filter((status) => status === 200)).toHaveLength(SOCKETS_PER_SESSION_MAX);
  expect(answers.filter((status) => status === 429)).toHaveLength(10);
});

test("one line enters once, however often it asks", async () => {
  const { socket, heard } = await line();
  for (let asked = 0; asked < 100; asked++) socket.send("40");
  await vi.waitUntil(() => heard.length >= 101 || socket.readyState === WebSocket.CLOSED, 5_000);
  expect(heard.filter(isLetIn).length).toBeLessThanOrEqual(1);
});

test("a line that was turned away may ask again", async () => {
  const { socket, heard } = await line();
  socket.send('40{"userId":"2"}'); // left open by somebody else
  await vi.waitUntil(() => heard.some((text) => text.startsWith("44")));
  socket.send('40{"userId":"1"}');
  await vi.waitUntil(() => heard.some(isLetIn));
});
