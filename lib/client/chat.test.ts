import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveMessage, Room } from "../events";
import { Chat } from "./chat";
import { FakeSocket } from "./fake-socket";
import { inMemory } from "./storage";
import { Timeline } from "./timeline";

const message = (cursor: number, rest: Partial<LiveMessage> = {}): LiveMessage => {
  const text = { id: `m${cursor}`, message: `text ${cursor}`, cursor: String(cursor), prev: String(cursor - 1) };
  return { roomId: "0", from: "2", date: cursor, ...text, ...rest };
};
const room = (id: string): Room => {
  return { id, kind: "open", name: id, unread: 0, readCursor: "1", lastMessage: message(1, { roomId: id }) };
};
type Answers = Record<string, (payload: never) => unknown>;

/** A chat in General, whose messages are 1, and in room 5. */
function setUp(answers: Answers = {}) {
  const sync = () => ({ ok: true, data: { rooms: { "0": { messages: [], reset: false }, "5": EMPTY } } });
  const all: Answers = { sync, read: () => ({ ok: true, data: null }), ...answers };
  const socket = new FakeSocket((event, payload) => all[event]?.(payload as never));
  const api = {
    getRooms: vi.fn(async () => [room("0"), room("5")]),
    getOnline: vi.fn(async () => [{ id: "2", username: "Joe", online: true }]),
    getPeople: vi.fn(async (ids: string[]) => ids.map((id) => ({ id, username: `P${id}`, online: true }))),
    getPage: vi.fn(),
    putUnread: vi.fn(async () => undefined),
    postMessage: vi.fn(),
  };
  const outside = {
    storage: inMemory(),
    load: async () => socket.asSocket,
    isVisible: () => true,
    isOnline: () => true,
  };
  const onEnded = vi.fn();
  const me = { id: "1", username: "Mary", online: true };
  const chat = new Chat(me, [room("0"), room("5")], { ...outside, api, onEnded } as never);
  const timeline = new Timeline("0", { messages: [message(1)], older: null, newer: null });
  chat.open(timeline);
  const shown = () => timeline.state.get().messages.map(({ id }) => id);
  return { chat, timeline, socket, api, all, shown };
}
const EMPTY = { messages: [], reset: false };
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function started(answers?: Answers) {
  const parts = setUp(answers);
  parts.chat.start();
  await settled();
  return parts;
}

describe("catching up", () => {
  test("after connecting it asks for what it does not hold, and shows it", async () => {
    const news = {
      "0": { messages: [message(2)], reset: false },
      "5": { messages: [message(2, { roomId: "5" })], reset: false },
    };
    const { socket, shown, chat } = await started({ sync: () => ({ ok: true, data: { rooms: news } }) });
    expect(socket.of("sync")).toEqual([{ rooms: { "0": "1", "5": "1" }, late: true }]);
    expect(shown()).toEqual(["m1", "m2"]);
    expect(chat.rooms.find("5")?.unread).toBe(1);
  });

  test("rooms and people are asked for, since something may have happened before it was connected", async () => {
    const { api, chat } = setUp();
    api.getRooms.mockResolvedValue([room("0"), room("5"), room("7")]);
    chat.start();
    await settled();
    expect(chat.rooms.find("7")).toBeDefined();
    expect(chat.people.state.get()["2"]?.online).toBe(true);
  });

  test("a gap too long begins the history again", async () => {
    const reset = { "0": { messages: [message(80), message(81)], reset: true }, "5": EMPTY };
    const { shown } = await started({ sync: () => ({ ok: true, data: { rooms: reset } }) });
    expect(shown()).toEqual(["m80", "m81"]);
  });

  test("it asks until it is answered", async () => {
    const { socket, all } = await started({ sync: () => ({ ok: false, error: { code: "unavailable", message: "" } }) });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket.of("sync").length).toBeGreaterThan(1);
    all.sync = () => ({ ok: true, data: { rooms: { "0": EMPTY, "5": EMPTY } } });
    await vi.advanceTimersByTimeAsync(40_000);
    const asked = socket.of("sync").length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(socket.of("sync")).toHaveLength(asked);
  });

  test("a room that is no longer mine is missing from the answer, and gone", async () => {
    const { chat, api } = setUp({ sync: () => ({ ok: true, data: { rooms: { "0": EMPTY } } }) });
    api.getRooms.mockResolvedValue([room("0")]);
    chat.start();
    await settled();
    expect(chat.rooms.find("5")).toBeUndefined();
    expect(chat.rooms.left.get().has("5")).toBe(true);
  });

  test("a hole in the open room is asked for, once", async () => {
    const { socket, shown, all } = await started();
    all.sync = () => ({ ok: true, data: { rooms: { "0": { messages: [message(2), message(3)], reset: false } } } });
    socket.hear("messages", [message(4)]);
    await settled();
    expect(socket.of("sync").at(-1)).toEqual({ rooms: { "0": "1" }, late: true });
    expect(shown()).toEqual(["m1", "m2", "m3", "m4"]);
  });

  test("a hole that nobody can fill is not asked for for ever", async () => {
    const { socket, all } = await started();
    all.sync = () => ({ ok: true, data: { rooms: { "0": { messages: [message(4)], reset: false } } } });
    socket.hear("messages", [message(4)]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.of("sync")).toHaveLength(2);
  });
});

describe("sending", () => {
  const acknowledge = ({ id, message: text }: { id: string; message: string }) => {
    return { ok: true, data: { id, roomId: "0", from: "1", date: 2, message: text, cursor: "2" } };
  };

  test("a message is on its way, then stored, in one place", async () => {
    const { chat, socket, shown } = await started({ message: acknowledge });
    chat.send("0", "\n hello \n");
    const [pending] = chat.outbox.state.get();
    expect(pending).toMatchObject({ text: " hello", after: "1" });
    await settled();
    expect(chat.outbox.state.get()).toEqual([]);
    expect(shown()).toEqual(["m1", pending?.id]);
    socket.hear("messages", [message(2, { id: pending?.id as string, from: "1", prev: "1" })]);
    await settled();
    expect(shown()).toEqual(["m1", pending?.id]);
    expect(socket.of("sync")).toHaveLength(1);
  });

  test("ten seconds without a socket, it goes by HTTP", async () => {
    const { chat, socket, api, shown } = await started();
    api.postMessage.mockImplementation(async (_room, outgoing) => acknowledge(outgoing));
    socket.lose();
    chat.send("0", "hello");
    await vi.advanceTimersByTimeAsync(9_000);
    expect(api.postMessage).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(api.postMessage).toHaveBeenCalledTimes(1);
    expect(shown()).toHaveLength(2);
  });
});

test("others' messages are announced when the room is open, mine and history are not", async () => {
  const { chat, socket } = await started();
  socket.hear("messages", [message(2, { from: "1" })]);
  socket.hear("messages", [message(9, { roomId: "5" })]);
  expect(chat.announced.get().text).toBe("");
  chat.people.learn([{ id: "2", username: "Joe", online: true }]);
  socket.hear("messages", [message(3)]);
  expect(chat.announced.get().text).toBe("Joe: text 3");
});

test("the same words twice are said twice, a burst is counted", async () => {
  const { chat, socket } = await started();
  chat.people.learn([{ id: "2", username: "Joe", online: true }]);
  socket.hear("messages", [message(2), message(3)]);
  expect(chat.announced.get()).toEqual({ turn: 1, text: "Joe: text 2\nJoe: text 3" });
  socket.hear(
    "messages",
    [4, 5, 6, 7].map((cursor) => message(cursor)),
  );
  expect(chat.announced.get()).toEqual({ turn: 2, text: "4 new messages" });
});

test("a room that another tab of mine marks as unread stays so while it is on the screen", async () => {
  const { chat, socket, timeline } = await started();
  chat.reader.watch(timeline);
  await settled();
  socket.hear("unread", { roomId: "0", cursor: "0", unread: 1 });
  socket.hear("messages", [message(2)]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(chat.rooms.find("0")?.unread).toBe(2);
  expect(chat.divided.get()).toEqual({ roomId: "0", after: "0" });
});

test("a message of somebody we do not know asks for their name, one of an unknown room for the rooms", async () => {
  const { chat, socket, api } = await started();
  api.getRooms.mockResolvedValue([room("0"), room("5"), room("1:9")]);
  socket.hear("messages", [message(2, { from: "9" })]);
  socket.hear("messages", [message(1, { roomId: "1:9", from: "9", prev: null })]);
  await settled();
  expect(chat.people.state.get()["9"]?.username).toBe("P9");
  expect(chat.rooms.find("1:9")).toBeDefined();
});

test("what the server tells about rooms, marks, presence and typing is taken in", async () => {
  const { chat, socket } = await started();
  socket.hear("room", room("7"));
  expect(chat.rooms.find("7")).toBeDefined();
  socket.hear("room.left", { roomId: "7" });
  expect(chat.rooms.left.get().has("7")).toBe(true);
  socket.hear("presence", { online: [{ id: "2", username: "Joe", online: true }], offline: [] });
  expect(chat.people.state.get()["2"]?.online).toBe(true);
  socket.hear("typing", { roomId: "0", userId: "1" });
  socket.hear("typing", { roomId: "0", userId: "2" });
  expect(chat.typists.state.get().get("0")).toEqual(["2"]);
  socket.hear("messages", [message(2, { roomId: "5" })]);
  socket.hear("read", { roomId: "5", cursor: "2" });
  expect(chat.rooms.find("5")?.unread).toBe(0);
});

test("back from a long sleep, the tab asks what it has missed", async () => {
  const { socket } = await started();
  const visible = (visibilityState: string) => {
    Object.assign(document, { visibilityState });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  visible("hidden");
  await vi.advanceTimersByTimeAsync(10_000);
  visible("visible");
  expect(socket.of("sync")).toHaveLength(1);
  visible("hidden");
  await vi.advanceTimersByTimeAsync(61_000);
  visible("visible");
  await settled();
  expect(socket.of("sync")).toHaveLength(2);
});
