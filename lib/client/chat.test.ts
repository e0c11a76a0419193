import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveMessage, Room } from "../events";
import { putRead } from "./api";
import { Chat } from "./chat";
import { FakeSocket } from "./fake-socket";
import type { Storage } from "./outbox-store";
import { inMemory } from "./storage";
import { Timeline } from "./timeline";

const message = (cursor: number, rest: Partial<LiveMessage> = {}): LiveMessage => {
  const text = { id: `m${cursor}`, message: `text ${cursor}`, cursor: String(cursor), prev: String(cursor - 1) };
  return { roomId: "0", from: "2", date: cursor, ...text, ...rest };
};
const room = (id: string): Room => {
  return { id, kind: "open", name: id, unread: 0, readCursor: "1", lastMessage: message(1, { roomId: id }) };
};
const MARY = { id: "1", username: "Mary", online: true };
type Answers = Record<string, (payload: never) => unknown>;

/** A chat in General, whose messages are 1, and in room 5. */
function setUp(answers: Answers = {}, storage: Storage = inMemory(), me = MARY) {
  const sync = () => ({ ok: true, data: { rooms: { "0": { messages: [], reset: false }, "5": EMPTY } } });
  const all: Answers = { sync, read: () => ({ ok: true, data: null }), ...answers };
  const socket = new FakeSocket((event, payload) => all[event]?.(payload as never));
  const api = {
    getRooms: vi.fn(async () => [room("0"), room("5")]),
    getOnline: vi.fn(async () => [{ id: "2", username: "Joe", online: true }]),
    getPeople: vi.fn(async (ids: string[]) => ids.map((id) => ({ id, username: `P${id}`, online: true }))),
    getPage: vi.fn(),
    putRead: vi.fn(putRead),
    putUnread: vi.fn(async () => undefined),
    postMessage: vi.fn(),
  };
  const outside = {
    storage,
    load: async () => socket.asSocket,
    isVisible: () => true,
    isOnline: () => true,
  };
  const onEnded = vi.fn();
  const onOther = vi.fn();
  const chat = new Chat(me, [room("0"), room("5")], { ...outside, api, onEnded, onOther } as never);
  const timeline = new Timeline("0", { messages: [message(1)], older: null, newer: null });
  chat.open(timeline);
  const shown = () => timeline.state.get().messages.map(({ id }) => id);
  return { chat, timeline, socket, api, all, shown, storage, onEnded, onOther };
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

async function started(answers?: Answers, storage?: Storage) {
  const parts = setUp(answers, storage);
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

  test("a gap too long is said", async () => {
    const { chat } = await started({
      sync: () => ({ ok: true, data: { rooms: { "0": { messages: [message(80)], reset: true }, "5": EMPTY } } }),
    });
    expect(chat.status.state.get().text).toMatch(/^Much was said meanwhile/);
  });

  test("what stands behind the cursor is not counted as new", async () => {
    const { chat, socket, all } = await started();
    socket.lose();
    await vi.advanceTimersByTimeAsync(3_000);
    const late = [message(0.5, { prev: null }), message(2)];
    all.sync = () => ({ ok: true, data: { rooms: { "0": { messages: late, reset: false }, "5": EMPTY } } });
    socket.connect();
    await settled();
    expect(chat.status.state.get().text).toBe("Back online, 1 new");
  });

  test("more rooms than the server takes in one ask are asked for in several", async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => room(String(index)));
    const sync = ({ rooms }: { rooms: object }) => ({
      ok: true,
      data: { rooms: Object.fromEntries(Object.keys(rooms).map((id) => [id, EMPTY])) },
    });
    const { socket, chat, api } = setUp({ sync });
    api.getRooms.mockResolvedValue(many);
    chat.rooms.replace(many);
    chat.start();
    await settled();
    const asked = socket.of("sync").map((ask) => Object.keys((ask as { rooms: object }).rooms).length);
    expect(asked).toEqual([500, 500, 100]);
    expect(chat.rooms.state.get()).toHaveLength(1_100);
  });

  test("a hole whose answer does not come is asked for again", async () => {
    const { socket, shown, all } = await started();
    all.sync = () => ({ ok: false, error: { code: "unavailable", message: "" } });
    socket.hear("messages", [message(4)]);
    await vi.advanceTimersByTimeAsync(5_000);
    all.sync = () => ({ ok: true, data: { rooms: { "0": { messages: [message(2), message(3)], reset: false } } } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown()).toEqual(["m1", "m2", "m3", "m4"]);
  });

  test("a room that the server does not list any more is gone, however it was heard", async () => {
    const { chat, api } = setUp();
    api.getRooms.mockResolvedValue([room("0")]);
    chat.start();
    await settled();
    expect(chat.rooms.left.get().has("5")).toBe(true);
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

  test("a session that is over leads to the sign-in; what was written waits, and goes out after it", async () => {
    const outcast = { ok: false, error: { code: "unauthenticated", message: "" } };
    const { chat, storage, onEnded } = await started({ message: () => outcast });
    chat.send("0", "hello");
    await settled();
    expect(onEnded).toHaveBeenCalledOnce();
    const [pending] = chat.outbox.state.get();
    expect(pending).toMatchObject({ text: "hello", failed: null });
    const next = setUp({ message: acknowledge }, storage);
    next.chat.start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(next.socket.of("message")).toMatchObject([{ id: pending?.id }]);
    expect(storage.getItem(`banter:outbox:1:${pending?.id}`)).toBeNull();
  });

  test("days offline, the outbox is whole, in its order", async () => {
    const first = setUp();
    first.chat.start();
    await settled();
    first.socket.lose();
    first.api.postMessage.mockRejectedValue(new Error("no network"));
    for (const text of ["one", "two", "three"]) first.chat.send("0", text);
    await vi.advanceTimersByTimeAsync(60_000);
    first.chat.connection.stop();
    vi.setSystemTime(Date.now() + 5 * 24 * 3_600_000);
    const { chat, socket } = setUp({ message: acknowledge }, first.storage);
    chat.start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.of("message")).toMatchObject([{ message: "one" }, { message: "two" }, { message: "three" }]);
  });

  test("somebody else in the same browser neither sees nor sends it, nor does my page with their cookie", async () => {
    const { chat, storage, socket, onOther } = await started({ message: () => new Promise(() => undefined) });
    chat.drafts.set("0", "half a thought");
    chat.send("5", "hello");
    const other = setUp({ message: acknowledge }, storage, { id: "7", username: "Eve", online: true });
    other.chat.start();
    await settled();
    expect(other.socket.of("message")).toEqual([]);
    expect(other.chat.outbox.state.get()).toEqual([]);
    expect([...other.chat.drafts.state.get()]).toEqual([]);
    socket.asked.length = 0;
    chat.send("0", "still me?");
    await settled();
    expect(socket.of("message")).toEqual([]);
    expect(onOther).toHaveBeenCalled();
  });

  test("where the browser keeps nothing it is sent all the same", async () => {
    const full = {
      ...inMemory(),
      setItem: () => {
        throw new Error("full");
      },
    };
    const { chat, socket } = await started({ message: () => new Promise(() => undefined) }, full);
    chat.send("0", "hello");
    await settled();
    expect(socket.of("message")).toHaveLength(1);
    expect(chat.wouldLose).toBe(true);
    chat.outbox.settle(chat.outbox.state.get());
    expect(chat.wouldLose).toBe(false);
    chat.drafts.set("0", "half a thought");
    expect(chat.wouldLose).toBe(true);
  });

  test("what the server would hang up at is not sent at all", async () => {
    const { chat, socket } = await started();
    chat.outbox.add({
      id: "00000000-0000-4000-8000-000000000001",
      roomId: "0",
      text: "あ".repeat(30_000),
      after: null,
    });
    await settled();
    expect(socket.of("message")).toEqual([]);
    expect(chat.outbox.state.get()[0]?.failed?.code).toBe("too_large");
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

describe("more people online than one answer has", () => {
  const joe = (number: number, online = true) => ({ id: String(number), username: `Joe ${number}`, online });
  const first = Array.from({ length: 100 }, (_, index) => joe(1_000 + index));

  test("whoever it leaves out is asked for: who is here stays or appears, who has left is gone", async () => {
    const { chat, api } = setUp();
    api.getOnline.mockResolvedValue(first);
    api.getPeople.mockImplementation(async (ids) => ids.map((id) => joe(Number(id), id !== "8")));
    chat.people.learn([joe(7), joe(8), joe(9, false)]);
    chat.start();
    await settled();
    const people = chat.people.state.get();
    expect([7, 8, 9, 1_000].map((id) => people[id]?.online)).toEqual([true, false, true, true]);
  });

  test("where the answer has everybody, nobody is asked for", async () => {
    const { chat, api } = setUp();
    api.getOnline.mockResolvedValue(first.slice(1));
    chat.people.learn([joe(7)]);
    chat.start();
    await settled();
    expect(chat.people.state.get()["7"]?.online).toBe(false);
    expect(api.getPeople.mock.calls.flatMap(([ids]) => ids)).toEqual([]);
  });

  test("of very many, each time others by chance are asked for, so that nobody stays here for ever", async () => {
    const { chat, api } = setUp();
    api.getOnline.mockResolvedValue(first);
    api.getPeople.mockResolvedValue([]);
    chat.people.learn(Array.from({ length: 800 }, (_, index) => joe(index + 10)));
    chat.start();
    await settled();
    const here = () => Object.values(chat.people.state.get()).filter(({ online }) => online).length - first.length;
    const left = here();
    expect(left).toBeGreaterThanOrEqual(300);
    for (let times = 0; times < 40; times++) chat.rendered([]);
    await settled();
    expect(here()).toBe(0);
  });
});

describe("a read mark that is refused for now", () => {
  const refused = (code: string) => ({ ok: false, error: { code, message: "" } });
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0.5));
  afterEach(() => void vi.restoreAllMocks());
  const hide = () => {
    Object.assign(document, { visibilityState: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  };

  test.each(["unavailable", "rate_limited"])(
    "%s: is told again within half a minute, and then no more",
    async (code) => {
      const { chat, socket, timeline, all } = await started({ read: () => refused(code) });
      chat.reader.watch(timeline);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(socket.of("read")).toHaveLength(1);
      all.read = () => ({ ok: true, data: null });
      await vi.advanceTimersByTimeAsync(30_000);
      expect(socket.of("read")).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(socket.of("read")).toHaveLength(2);
    },
  );

  test("refused for good, it is not told again", async () => {
    const { chat, socket, timeline } = await started({ read: () => refused("not_found") });
    chat.reader.watch(timeline);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(socket.of("read")).toHaveLength(1);
  });

  test.each([
    ["storage is away", 503, { error: { code: "unavailable", message: "" } }],
    ["it is one too many", 429, { error: { code: "rate_limited", message: "" } }],
    ["a proxy answers for the server", 503, { message: "no healthy upstream" }],
  ])("by a tab that is hidden while %s, is told by its socket later", async (_, status, body) => {
    const fetch = vi.fn(async () => Response.json(body, { status }));
    vi.stubGlobal("fetch", fetch);
    const { chat, socket, timeline } = await started();
    chat.reader.watch(timeline);
    hide();
    await settled();
    expect(fetch).toHaveBeenCalledOnce();
    expect(socket.of("read")).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(socket.of("read")).toEqual([{ roomId: "0", cursor: "1" }]);
  });
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

test("marked as unread without being heard, the room is read on as before", async () => {
  const { chat, socket, api, timeline } = await started();
  chat.reader.watch(timeline);
  api.putUnread.mockRejectedValueOnce(new Error("no network"));
  await expect(chat.markUnread({ roomId: "0", cursor: "1" })).rejects.toThrow();
  socket.hear("messages", [message(2)]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(socket.of("read").at(-1)).toEqual({ roomId: "0", cursor: "2" });
  expect(chat.rooms.find("0")?.unread).toBe(0);
});

test("of a room that I am no longer in, no place is kept", async () => {
  const { chat, socket } = await started();
  chat.places.leave(new Timeline("5", { messages: [], older: null, newer: null }), { row: "a", bottom: 1 });
  socket.hear("room.left", { roomId: "5" });
  expect(chat.places.find("5")).toBeUndefined();
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
