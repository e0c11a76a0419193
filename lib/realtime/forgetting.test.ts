import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { io, type ManagerOptions, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { commands, whenReady } from "../redis/client";
import { keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

const server = createServer();
const realtime = createRealtime(server);
const sockets: (Socket | WebSocket)[] = [];
let requests: WeakRef<IncomingMessage>[] = [];
let url: string;
let cookie: string;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

for (const event of ["request", "upgrade"])
  server.prependListener(event, (request: IncomingMessage) => requests.push(new WeakRef(request)));

beforeAll(async () => {
  await whenReady();
  await commands().flushall();
  await commands().hset(keys.user("1"), { username: "ann" });
  await commands().set(keys.username("ann"), "user:1");
  await commands().set(keys.totalUsers, 1);
  realtime.start();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cookie = `banter=${encodeURIComponent(await sessions.start("1", "test"))}`;
  await vi.waitUntil(() => relay().isLive());
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  requests = [];
});

afterAll(async () => {
  await realtime.close(0);
  await realtime.leave();
  server.closeAllConnections();
  server.close();
});

/** Connected, and by a WebSocket. */
async function connect(options: Partial<ManagerOptions>): Promise<Socket> {
  const socket = io(url, { forceNew: true, extraHeaders: { cookie }, ...options });
  sockets.push(socket);
  await once(socket as unknown as NodeJS.EventEmitter, "connect");
  await vi.waitUntil(() => socket.io.engine.transport.name === "websocket");
  return socket;
}

const areForgotten = () => {
  collectGarbage();
  return requests.every((request) => request.deref() === undefined);
};

test("of an open WebSocket no request is kept, and so no cookie", async () => {
  const socket = await connect({ transports: ["websocket"] });
  expect(requests).toHaveLength(1);
  await vi.waitFor(() => expect(areForgotten()).toBe(true), 5_000);
  expect(socket.connected).toBe(true);
});

test("nor of one that began by polling", async () => {
  const socket = await connect({ transports: ["polling", "websocket"] });
  expect(requests.length).toBeGreaterThan(2);
  await vi.waitFor(() => expect(areForgotten()).toBe(true), 5_000);
  expect(socket.connected).toBe(true);
});

test("nobody enters again by the line that they have left", async () => {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie },
  });
  sockets.push(socket);
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  await vi.waitUntil(() => heard.some((text) => text.startsWith("0{")));
  socket.send("40");
  await vi.waitUntil(() => heard.some((text) => text.startsWith("40{")));
  const entered = () => heard.filter((text) => text.startsWith("40{")).length;
  const closed = once(socket, "close");
  socket.send("41");
  socket.send("40");
  await closed;
  expect(entered()).toBe(1);
});
