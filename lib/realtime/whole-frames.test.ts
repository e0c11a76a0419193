import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket as Line } from "node:net";
import { Server, type Socket as ServerSocket } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
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
afterEach(() => {
  io.disconnectSockets(true);
});
afterAll(() => {
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
  },
);

test("is one write to each who hears it", async () => {
  const people = [await line(), await line()];
  const writes = people.map(({ theirs }) => vi.spyOn(theirs, "write"));
  const heard = people.map(({ socket }) => heardBy(socket));
  io.emit("room.left", { roomId: "7" });
  await Promise.all(heard);
  expect(writes.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

// Around each of the lengths from which a frame has another head: RFC 6455, 5.2.
test.each([125, 126, 65_535, 65_536])("what one alone is told arrives in a frame of %i bytes", async (bytes) => {
  const { socket, ours, theirs } = await line();
  const payload = (roomId: string) => `42["room.left",${JSON.stringify({ roomId })}]`;
  const roomId = `é${"x".repeat(bytes - Buffer.byteLength(payload("é")))}`;
  expect(Buffer.byteLength(payload(roomId))).toBe(bytes);
  const write = vi.spyOn(theirs, "write");
  const heard = [heardBy(socket), heardBy(socket)];
  ours.emit("room.left", { roomId });
  ours.emit("room.left", { roomId });
  expect(await Promise.all(heard)).toEqual([{ roomId }, { roomId }]);
  expect(write).toHaveBeenCalledTimes(2);
});

test("an acknowledgement goes out with what is told in the same turn, before it", async () => {
  const { socket, ours, theirs } = await line();
  const order: string[] = [];
  const writes = vi.spyOn(theirs as Line & Required<Pick<Line, "_writev">>, "_writev");
  ours.once("message.send" as never, (_message: unknown, acknowledge: (done: string) => void) => {
    acknowledge("done");
    io.emit("room.left", { roomId: "7" });
  });
  socket.once("room.left", () => order.push("told"));
  socket.emit("message.send", {}, (done: string) => order.push(done));
  await expect.poll(() => order).toEqual(["done", "told"]);
  expect(writes.mock.calls.map(([chunks]) => chunks.length)).toEqual([2]);
});

test("an acknowledgement waits for nothing but the turn", async () => {
  const { socket, ours } = await line();
  ours.on("message.send" as never, (_message: unknown, acknowledge: (done: string) => void) => acknowledge("done"));
  for (let i = 0; i < 3; i++) expect(await socket.timeout(2_000).emitWithAck("message.send", {})).toBe("done");
});

test("nothing overtakes what Engine.IO has not sent yet", async () => {
  const { socket, ours } = await line();
  const heard: string[] = [];
  socket.on("room.left", ({ roomId }) => heard.push(roomId));
  for (const roomId of ["1", "2"]) ours.conn.send(`2["room.left",{"roomId":"${roomId}"}]`);
  io.emit("room.left", { roomId: "3" });
  await expect.poll(() => heard).toEqual(["1", "2", "3"]);
});

test("for who does not read, all waits where it is counted, and comes in order", async () => {
  const { socket, ours, theirs } = await line();
  const conn = ours.conn as unknown as { writeBuffer: unknown[] };
  const read: number[] = [];
  socket.on("room.left", ({ roomId }) => read.push(Number.parseInt(roomId, 10)));
  const reader = (socket.io.engine.transport as unknown as { ws: { _socket: Line } }).ws._socket;
  reader.pause();
  let told = 0;
  const tell = (to: Pick<Io, "emit">) => to.emit("room.left", { roomId: `${told++} ${"x".repeat(64 * 1024)}` });
  while (told < 500 && conn.writeBuffer.length < 10) tell(told % 2 ? (ours as unknown as Io) : io);
  expect(conn.writeBuffer).toHaveLength(10);
  expect(theirs.writableLength).toBeLessThan(2 * 128 * 1024);
  reader.resume();
  while (conn.writeBuffer.length > 0) {
    tell(io); // behind what waits
    await new Promise(setImmediate);
  }
  tell(io);
  await expect.poll(() => read.length).toBe(told);
  expect(read).toEqual([...read.keys()]);
});

test("what is said to somebody who is gone, or being sent away, harms nobody", async () => {
  const [gone, away, stays] = [await line(), await line(), await line()];
  const left = ["close", "disconnect"].map((event, index) =>
    once((index ? away.socket : gone.theirs) as unknown as NodeJS.EventEmitter, event),
  );
  const farewell = heardBy(away.socket);
  gone.theirs.destroy();
  away.ours.emit("room.left", { roomId: "last" });
  away.ours.disconnect(true);
  const heard = heardBy(stays.socket);
  io.emit("room.left", { roomId: "7" });
  expect(await heard).toEqual({ roomId: "7" });
  expect(await farewell).toEqual({ roomId: "last" });
  await Promise.all(left);
});

/** A person, with what the server has of them: the socket, and the line that it writes to. */
async function line() {
  const upgraded = once(server, "upgrade");
  const connected = once(io as unknown as NodeJS.EventEmitter, "connection");
  const socket = await person("websocket");
  const [[, theirs], [ours]] = (await Promise.all([upgraded, connected])) as [[unknown, Line], [ServerSocket]];
  return { socket, ours, theirs };
}
