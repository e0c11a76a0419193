import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeSocket } from "./fake-socket";
import { Connection } from "./socket";
import { inMemory } from "./storage";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function setUp(connects = true) {
  const socket = new FakeSocket();
  if (!connects) socket.connect = () => socket;
  const load = vi.fn(async () => socket.asSocket);
  const onEnded = vi.fn();
  const connection = new Connection({ me: "1", load, onEnded });
  const listen = vi.fn();
  await connection.start(listen);
  return { socket, connection, load, onEnded, listen, state: () => connection.state.get() };
}

test("a connection is made, lost and found again", async () => {
  const { socket, state } = await setUp();
  expect(state()).toBe("online");
  socket.lose();
  expect(state()).toBe("offline");
  socket.connect();
  expect(state()).toBe("online");
});

test("a library that cannot be loaded is loaded again", async () => {
  const { connection, load, state } = await setUp();
  connection.stop();
  load.mockRejectedValueOnce(new Error("no network"));
  await connection.start(() => undefined);
  expect(state()).toBe("connecting");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state()).toBe("online");
});

test("stopped and started while it loads, it connects once", async () => {
  const sockets = [new FakeSocket(), new FakeSocket()];
  const load = vi.fn(async () => (sockets[load.mock.calls.length - 1] as FakeSocket).asSocket);
  const connection = new Connection({ me: "1", load, onEnded: () => undefined });
  const first = connection.start(() => undefined);
  connection.stop();
  await Promise.all([first, connection.start(() => undefined)]);
  expect(sockets.map(({ connected }) => connected)).toEqual([false, true]);
});

describe("where no WebSocket gets through", () => {
  async function blocked(storage = inMemory()) {
    const socket = new FakeSocket();
    socket.connect = () => socket;
    const ears = new Map<string, (payload?: unknown) => void>();
    const stream = {
      isOpen: false,
      on: (event: string, ear: () => void) => ears.set(event, ear),
      open: vi.fn(async () => {
        stream.isOpen = true;
        ears.get("connect")?.();
      }),
      close: vi.fn(() => {
        stream.isOpen = false;
      }),
      ask: vi.fn(async () => ({ ok: true, data: null })),
    };
    const onEnded = vi.fn();
    const loadStream = vi.fn(async () => stream as never);
    const connection = new Connection({ me: "1", load: async () => socket.asSocket, loadStream, onEnded, storage });
    const listen = vi.fn();
    await connection.start(listen);
    const fail = async () => {
      socket.hear("connect_error", new Error("websocket error"));
      await vi.advanceTimersByTimeAsync(0);
    };
    return {
      socket,
      stream,
      ears,
      connection,
      listen,
      loadStream,
      onEnded,
      storage,
      fail,
      state: () => connection.state.get(),
    };
  }

  test("a stream stands in after two attempts, and what is asked goes through it", async () => {
    const { fail, socket, stream, connection, loadStream, listen, state } = await blocked();
    await fail();
    expect(loadStream).not.toHaveBeenCalled();
    expect(state()).toBe("offline");
    await fail();
    expect(state()).toBe("online");
    expect(listen).toHaveBeenLastCalledWith(stream);
    await connection.ask("read", { roomId: "0", cursor: "1" });
    expect(stream.ask).toHaveBeenCalledWith("read", { roomId: "0", cursor: "1" });
    expect(socket.delayMax).toBe(120_000);
    await fail(); // a probe that fails changes nothing
    expect(state()).toBe("online");
  });

  test("the socket takes over when it gets through", async () => {
    const { fail, socket, stream, connection, state } = await blocked();
    for (let attempt = 0; attempt < 2; attempt++) await fail();
    socket.connected = true;
    socket.hear("connect");
    expect(stream.close).toHaveBeenCalled();
    expect([state(), connection.isByStream, socket.delayMax]).toEqual(["online", false, 10_000]);
  });

  test("the next page does not wait for attempts that fail, until a socket got through", async () => {
    const { fail, storage } = await blocked();
    for (let attempt = 0; attempt < 2; attempt++) await fail();
    const next = await blocked(storage);
    await vi.advanceTimersByTimeAsync(0);
    expect(next.state()).toBe("online");
    next.socket.connected = true;
    next.socket.hear("connect");
    const last = await blocked(storage);
    await vi.advanceTimersByTimeAsync(0);
    expect(last.state()).toBe("connecting");
  });

  test("a stream that is lost is opened again", async () => {
    const { fail, stream, ears, state } = await blocked();
    for (let attempt = 0; attempt < 2; attempt++) await fail();
    stream.isOpen = false;
    ears.get("disconnect")?.();
    expect(state()).toBe("offline");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state()).toBe("online");
    expect(stream.open).toHaveBeenCalledTimes(2);
  });

  test("a session that the stream says is over leads away", async () => {
    const { fail, ears, onEnded, state } = await blocked();
    for (let attempt = 0; attempt < 2; attempt++) await fail();
    ears.get("session.ended")?.();
    expect(onEnded).toHaveBeenCalledOnce();
    expect(state()).toBe("idle");
  });

  test("a server that answers, and refuses, gets through: no stream is tried", async () => {
    const { socket, loadStream } = await blocked();
    for (let attempt = 0; attempt < 5; attempt++) {
      socket.hear("connect_error", Object.assign(new Error(), { data: { code: "unavailable", message: "" } }));
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(loadStream).not.toHaveBeenCalled();
  });
});

test("who is refused comes back by chance, and not before they may", async () => {
  const socket = new FakeSocket();
  const waits: number[] = [];
  const wait = (_: () => void, ms: number) => waits.push(ms);
  const chances = [0, 0.5, 0.5];
  const random = () => chances.shift() ?? 0;
  const connection = new Connection({ me: "1", load: async () => socket.asSocket, onEnded: vi.fn(), wait, random });
  await connection.start(() => undefined);
  socket.active = false;
  const refuse = (retryAfter?: number) =>
    socket.hear(
      "connect_error",
      Object.assign(new Error(), { data: { code: "unavailable", message: "", retryAfter } }),
    );
  refuse();
  refuse();
  refuse(30);
  expect(waits).toEqual([1_500, 3_000, 31_500]);
});

describe("a session that is over leads away", () => {
  test("when the server says so", async () => {
    const { socket, onEnded } = await setUp();
    socket.hear("session.ended");
    expect(onEnded).toHaveBeenCalledOnce();
  });

  test("when it refuses the handshake for it, and for no other reason", async () => {
    const { socket, onEnded, state } = await setUp(false);
    socket.hear("connect_error", Object.assign(new Error(), { data: { code: "unavailable" } }));
    expect(onEnded).not.toHaveBeenCalled();
    expect(state()).toBe("offline");
    socket.hear("connect_error", Object.assign(new Error(), { data: { code: "unauthenticated" } }));
    expect(onEnded).toHaveBeenCalledOnce();
  });
});

test("after a refusal, or when the server hangs up, it comes back by itself", async () => {
  const { socket, state } = await setUp();
  socket.lose("io server disconnect");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state()).toBe("online");
  socket.active = false;
  socket.lose();
  socket.hear("connect_error", new Error("refused"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state()).toBe("online");
});

test("stopped, it does not come back", async () => {
  const { socket, connection, state } = await setUp();
  socket.lose("io server disconnect");
  connection.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state()).toBe("idle");
});

test("without a connection a question is refused at once, and what does not matter is not said", async () => {
  const { socket, connection } = await setUp();
  connection.mention("0");
  socket.lose();
  connection.mention("0");
  await expect(connection.ask("read", { roomId: "0", cursor: "1" })).rejects.toThrow("not now");
  expect(socket.asked).toEqual([]);
  expect(socket.mentioned).toEqual(["0"]);
});

test("when the browser says that the network is gone, the connection is; when it is back, it is made at once", async () => {
  const { socket, connection, state } = await setUp();
  connection.drop();
  expect(state()).toBe("offline");
  connection.hurry();
  expect(socket.connected).toBe(true);
  expect(state()).toBe("online");
});
