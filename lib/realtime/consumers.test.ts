import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket as Line } from "node:net";
import { Server } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Io } from "./audience";
import { watchConsumers } from "./consumers";

const server = createServer();
const io = new Server(server) as unknown as Io;
const stop = watchConsumers(io);
let url: string;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  stop();
  io.disconnectSockets(true);
  server.close();
});

async function person(): Promise<Socket> {
  const socket = connect(url, { transports: ["websocket"], forceNew: true, reconnection: false });
  await once(socket as unknown as NodeJS.EventEmitter, "connect");
  return socket;
}

/** As a phone does that has gone to sleep with its connection open. */
const stopReading = ({ io: { engine } }: Socket) =>
  (engine.transport as unknown as { ws: { _socket: Line } }).ws._socket.pause();

test("one long answer is no reason to cut who reads slowly", async () => {
  const slow = await person();
  stopReading(slow);
  io.emit("room.left", { roomId: "x".repeat(8 * 1024 * 1024) });
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // two looks
  expect(io.of("/").sockets.size).toBe(1);
  slow.disconnect();
  await expect.poll(() => io.of("/").sockets.size).toBe(0);
});

test("who does not read is cut at a megabyte, and nobody else", async () => {
  const [slow, quick] = [await person(), await person()];
  let read = 0;
  quick.on("room.left", () => read++);
  stopReading(slow);
  const large = "x".repeat(64 * 1024);
  let told = 0;
  await expect
    .poll(
      () => {
        for (let i = 0; i < 5; i++, told++) io.emit("room.left", { roomId: large });
        return io.of("/").sockets.size;
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe(1);
  await expect.poll(() => read, { timeout: 20_000 }).toBe(told);
  expect(quick.connected).toBe(true);
  slow.disconnect();
  quick.disconnect();
}, 60_000);
