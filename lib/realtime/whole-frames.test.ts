import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket as Line } from "node:net";
import { Server } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Io } from "./audience";
import { sendWholeFrames } from "./whole-frames";

const server = createServer();
const io = new Server(server) as unknown as Io;
sendWholeFrames(io);
let url: string;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  io.disconnectSockets(true);
  server.close();
});

async function person(transport: "websocket" | "polling"): Promise<Socket> {
  const socket = connect(url, { transports: [transport], forceNew: true, reconnection: false });
  await once(socket as unknown as NodeJS.EventEmitter, "connect");
  return socket;
}

const heardBy = (socket: Socket) => new Promise((resolve) => socket.once("room.left", resolve));

test.each(["7", "🐎 ä".repeat(30), "é".repeat(40_000), "x".repeat(70_000)])(
  "what all are told arrives as it was, by either transport: %.12s…",
  async (roomId) => {
    const people = [await person("websocket"), await person("polling"), await person("websocket")];
    const heard = people.map(heardBy);
    io.emit("room.left", { roomId });
    expect(await Promise.all(heard)).toEqual([{ roomId }, { roomId }, { roomId }]);
    for (const socket of people) socket.disconnect();
  },
);

test("is one write to each who hears it", async () => {
  const lines: Line[] = [];
  server.on("upgrade", (_request, line: Line) => lines.push(line));
  const people = [await person("websocket"), await person("websocket")];
  const writes = lines.map((line) => vi.spyOn(line, "write"));
  const heard = people.map(heardBy);
  io.emit("room.left", { roomId: "7" });
  await Promise.all(heard);
  expect(writes.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});
