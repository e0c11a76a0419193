import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket as Connection } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { socketAddress, Wire } from "./wire";

const PING_MS = 300;
const http = createServer();
const io = new Server(http, { pingInterval: PING_MS, pingTimeout: PING_MS });
const connections = new Set<Connection>();
let refusal: (Error & { data?: unknown }) | null = null;
let address: string;
let wire: Wire;
let told: [event: string, payload: unknown][];

io.use((_socket, next) => next(refusal ?? undefined));
io.on("connection", (socket) => {
  socket.on("message", (payload, answer) => answer({ ok: true, data: payload }));
});
http.on("connection", (connection) => {
  connections.add(connection);
  connection.once("close", () => connections.delete(connection));
});

beforeEach(async () => {
  if (!http.listening) await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  address = socketAddress(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  refusal = null;
  wire = begun();
});
afterEach(() => void wire.removeAllListeners().disconnect());
afterAll(() => io.close());

/** At the least pause between two attempts: there is no chance in it. */
function begun(open = () => new WebSocket(address) as unknown as globalThis.WebSocket, chance = 0): Wire {
  const made = new Wire({ open, auth: { userId: "7" }, random: () => chance });
  told = [];
  for (const event of ["connect", "disconnect", "connect_error", "messages", "presence"] as const)
    made.on(event, ((payload: unknown) => told.push([event, payload])) as never);
  return made;
}

const events = () => told.map(([event]) => event);
const until = (event: string, times = 1) =>
  vi.waitFor(() => expect(events().filter((one) => one === event)).toHaveLength(times), { timeout: 5_000 });

/** The other end of it. */
async function connected(): Promise<Socket> {
  const coming = once(io, "connection") as Promise<[Socket]>;
  wire.connect();
  const [[socket]] = await Promise.all([coming, until("connect")]);
  return socket;
}

test("it says who it is, hears what the server says, and its questions are answered", async () => {
  const socket = await connected();
  expect(socket.handshake.auth).toEqual({ userId: "7" });
  socket.emit("messages", [{ message: 'a "b" ]' }]);
  socket.emit("presence", { online: [] });
  await until("presence");
  expect(told.slice(1)).toEqual([
    ["messages", [{ message: 'a "b" ]' }]],
    ["presence", { online: [] }],
  ]);
  const answers = await Promise.all(["a", "b"].map((id) => wire.ask("message", { id })));
  expect(answers.map((answer) => answer.ok && answer.data)).toEqual([{ id: "a" }, { id: "b" }]);
});

test("it answers pings, and says that I type", async () => {
  const socket = await connected();
  const typing = once(socket, "typing");
  wire.mention("5");
  expect(await typing).toEqual([{ roomId: "5" }]);
  for (let ping = 0; ping < 3; ping++) await once(socket.conn, "heartbeat");
  expect(socket.connected).toBe(true);
});

describe("it comes back", () => {
  test("when the connection is cut, and what was asked is rejected", async () => {
    const socket = await connected();
    socket.removeAllListeners("message");
    const asked = wire.ask("message", {});
    const heard = once(socket, "message");
    await heard;
    for (const connection of connections) connection.destroy();
    await expect(asked).rejects.toThrow("not now");
    expect([wire.connected, wire.active]).toEqual([false, true]);
    await expect(wire.ask("message", {})).rejects.toThrow("not now");
    await until("connect", 2);
    expect(events()).toEqual(["connect", "disconnect", "connect"]);
  });

  test("when the server closes it as one that ends", async () => {
    const socket = await connected();
    socket.conn.close();
    await until("connect", 2);
  });

  test("when it is dropped, at once for who asks", async () => {
    await connected();
    wire.drop();
    expect([wire.connected, events()]).toEqual([false, ["connect", "disconnect"]]);
    await until("connect", 2);
  });

  test("when nothing is heard for longer than the server promised", async () => {
    const socket = await connected();
    socket.conn.removeAllListeners();
    socket.conn.transport.removeAllListeners();
    clearTimeout((socket.conn as unknown as { pingIntervalTimer: NodeJS.Timeout }).pingIntervalTimer);
    await until("disconnect");
    expect(told.at(1)).toEqual(["disconnect", "ping timeout"]);
    await until("connect", 2);
  });

  test("when there was no server at first", async () => {
    const there = address;
    address = "ws://127.0.0.1:1";
    wire.connect();
    await until("connect_error");
    expect(wire.active).toBe(true);
    address = there;
    await until("connect");
  });
});

describe("it does not come back by itself", () => {
  test("when it was refused; it tells why", async () => {
    refusal = Object.assign(new Error("No."), { data: { code: "unauthenticated" } });
    wire.connect();
    await until("connect_error");
    expect(told[0]?.[1]).toMatchObject({ message: "No.", data: { code: "unauthenticated" } });
    expect(wire.active).toBe(false);
    refusal = null;
    wire.connect();
    await until("connect");
  });

  test("when the server hangs up", async () => {
    const socket = await connected();
    socket.disconnect();
    await until("disconnect");
    expect([told.at(-1)?.[1], wire.active]).toEqual(["io server disconnect", false]);
  });

  test("when it has hung up itself, which the server hears", async () => {
    const socket = await connected();
    const left = once(socket, "disconnect");
    wire.disconnect();
    expect(await left).toEqual(["client namespace disconnect", undefined]);
    expect([events(), wire.active]).toEqual([["connect", "disconnect"], false]);
  });
});

describe("with a clock of the test", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const links: { close: () => void; onmessage?: (packet: { data: string }) => void }[] = [];

  function silent() {
    links.length = 0;
    const link = () => ({ send: () => undefined, close: () => undefined, bufferedAmount: 0 });
    wire = begun(() => links[links.push(link()) - 1] as unknown as globalThis.WebSocket, 0.5);
    wire.connect();
  }

  test("an attempt that leads nowhere is given up after 8 s, and the pauses grow, up to a limit", async () => {
    silent();
    wire.delayMax = 3_000;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(told.map(([, error]) => (error as Error).message)).toEqual(["timeout"]);
    for (const pause of [1_000, 2_000, 3_000, 3_000]) {
      const before = links.length;
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(links).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(links).toHaveLength(before + 1);
      await vi.advanceTimersByTimeAsync(8_000);
    }
  });

  test("a question without an answer is rejected after 8 s; the connection stays", async () => {
    silent();
    links[0]?.onmessage?.({ data: '0{"pingInterval":20000,"pingTimeout":15000}' });
    links[0]?.onmessage?.({ data: '40{"sid":"x"}' });
    const asked = expect(wire.ask("message", {})).rejects.toThrow("not now");
    await vi.advanceTimersByTimeAsync(8_000);
    await asked;
    expect(wire.connected).toBe(true);
  });

  test("a machine that has slept asks nothing of a connection that is dead", async () => {
    silent();
    links[0]?.onmessage?.({ data: '0{"pingInterval":20000,"pingTimeout":15000}' });
    links[0]?.onmessage?.({ data: '40{"sid":"x"}' });
    vi.setSystemTime(Date.now() + 3_600_000);
    await expect(wire.ask("message", {})).rejects.toThrow("not now");
    expect(events()).toEqual(["connect", "disconnect"]);
  });
});
