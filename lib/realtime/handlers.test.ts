import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { notFound, Refused } from "../errors";
import type { ClientEvents, Message, Room } from "../events";
import { SYNC_MAX_ROOMS } from "../limits";
import { type Asker, acknowledge, createHandlers } from "./handlers";

let members: Set<string>; // rooms that person 5 is in, as Redis has it
let lookedUp: string[];
let current: boolean; // has everything been heard?
let ended: boolean; // the session of the asker
let published: unknown[];
let asker: Asker & { held: Set<string> };
let fault: Error | null;

const CURSOR = "1795489073.5";
const HEARD = "1795489073.9"; // the last that was said in the room
const message = { id: randomUUID(), roomId: "7", message: "hi", from: "5", date: 1, cursor: CURSOR };

const handlers = createHandlers({
  sessions: {
    verify: async (id, sessionId) => (ended ? null : { id, username: "mary", sessionId }),
  },
  memberships: {
    find: async (userId, roomId) => {
      lookedUp.push(roomId);
      if (!members.has(roomId)) throw notFound();
      return { userId, roomId };
    },
  },
  messages: {
    appendAs: async ({ userId, roomId }, outgoing) => {
      if (fault) throw fault;
      return { message: { ...message, ...outgoing, from: userId, roomId } as Message };
    },
    since: async ({ roomId }, cursor) => ({ messages: [], reset: cursor === null && roomId === "7" }),
  },
  letIn: async (_userId, roomId, enter) => {
    if (!members.has(roomId)) throw notFound();
    enter();
    return { id: roomId } as Room;
  },
  reads: {
    move: async (...moved) => {
      published.push(["read", ...moved]);
    },
  },
  relay: {
    publish: async (event) => {
      published.push(event);
    },
  },
  isCurrent: () => current,
});

const ask = (event: keyof ClientEvents, payload: unknown) => acknowledge(handlers[event], asker, payload);
const send = (more: object = {}) => ask("message", { id: message.id, roomId: "7", message: "hi", ...more });
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

beforeEach(() => {
  [members, lookedUp, published, current, ended, fault] = [new Set(["0", "7"]), [], [], true, false, null];
  const held = new Set(["0", "7"]);
  asker = {
    id: "socket",
    viewer: { id: "5", username: "mary", sessionId: randomUUID() },
    held,
    isIn: (roomId) => held.has(roomId),
    enter: (roomId) => held.add(roomId),
    searchFrom: (_roomId, _id, after) => after && HEARD,
  };
});

describe("a message", () => {
  test("is acknowledged as it is stored; who says it is known from the session", async () => {
    const answer = await send({ from: "6", date: 9, cursor: "9" });
    expect(answer).toEqual({ ok: true, data: { ...message } });
  });

  test("is searched among the last only, and from where its author held while something may have been missed", async () => {
    expect(await send({ after: CURSOR })).toMatchObject({ data: { after: HEARD } });
    current = false;
    expect(await send({ after: CURSOR })).toMatchObject({ data: { after: CURSOR } });
  });

  test("costs no look-up while all is heard, and one while it may be that something was missed", async () => {
    expect((await send()).ok).toBe(true);
    expect(lookedUp).toEqual([]);
    current = false;
    expect((await send()).ok).toBe(true);
    expect(lookedUp).toEqual(["7"]);
  });

  test("to a room left while nothing was heard is not found, though the socket still holds it", async () => {
    members.delete("7");
    expect(asker.isIn("7")).toBe(true);
    current = false;
    expect(await send()).toEqual(refused("not_found"));
  });

  test("to a room that the socket does not hold is looked up", async () => {
    members.add("5:6");
    expect((await send({ roomId: "5:6" })).ok).toBe(true);
    expect(await send({ roomId: "6:7" })).toEqual(refused("not_found"));
    expect(lookedUp).toEqual(["5:6", "6:7"]);
  });

  test.each([
    ["no id", { id: undefined }],
    ["an id that is none", { id: `${randomUUID()}"` }],
    ["no text", { message: undefined }],
    ["a room that is none", { roomId: "0:name" }],
    ["a cursor that is none", { after: "+inf" }],
  ])("with %s is refused", async (_what, more) => {
    expect(await send(more)).toEqual(refused("invalid"));
  });

  test.each([undefined, null, "hi", 5, [], { __proto__: { roomId: "7" } }])(
    "that is %j is refused",
    async (payload) => {
      expect(await ask("message", payload)).toEqual(refused("invalid"));
    },
  );

  test("that is refused says why; a fault of ours does not", async () => {
    fault = new Refused("rate_limited", "Slowly.", 12);
    expect(await send()).toEqual({ ok: false, error: { code: "rate_limited", message: "Slowly.", retryAfter: 12 } });
    fault = new Error("WRONGTYPE room:7 geheim");
    const answer = await send();
    expect(answer).toEqual(refused("unavailable"));
    expect(JSON.stringify(answer)).not.toContain("geheim");
  });
});

test("a room is joined by this socket if the person is in it", async () => {
  members.add("5:6");
  expect(await ask("room.join", "5:6")).toEqual({ ok: true, data: { id: "5:6" } });
  expect(asker.isIn("5:6")).toBe(true);
  expect(await ask("room.join", "6:7")).toEqual(refused("not_found"));
  expect(asker.isIn("6:7")).toBe(false);
  expect(await ask("room.join", { roomId: "7" })).toEqual(refused("invalid"));
});

describe("a sync", () => {
  test("answers the rooms of the person, and leaves out others as if they did not exist", async () => {
    const answer = await ask("sync", { rooms: { "0": CURSOR, "7": null, "6:8": null } });
    const [general, seven] = [
      { messages: [], reset: false },
      { messages: [], reset: true },
    ];
    expect(answer).toEqual({ ok: true, data: { rooms: { "0": general, "7": seven } } });
  });

  test("of too many rooms, or of what is no room, is refused", async () => {
    const rooms = Object.fromEntries(Array.from({ length: SYNC_MAX_ROOMS + 1 }, (_, i) => [String(i), null]));
    expect(await ask("sync", { rooms })).toEqual(refused("invalid"));
    expect(await ask("sync", { rooms: { "0:name": null } })).toEqual(refused("invalid"));
    expect(await ask("sync", { rooms: { "0": "soon" } })).toEqual(refused("invalid"));
  });
});

test("who types is told to the room, by members only", async () => {
  expect(await ask("typing", { roomId: "7", userId: "6" })).toEqual({ ok: true, data: null });
  expect(published).toEqual([{ type: "typing", roomId: "7", userId: "5" }]);
  expect(await ask("typing", { roomId: "6:7" })).toEqual(refused("not_found"));
  expect(published).toHaveLength(1);
});

test("a read mark moves in the name of this socket", async () => {
  expect(await ask("read", { roomId: "7", cursor: CURSOR })).toEqual({ ok: true, data: null });
  expect(published).toEqual([["read", "5", "7", CURSOR, "socket"]]);
});

test.each(["message", "room.join", "sync", "typing", "read"] as const)(
  "while events may have been missed, %s is refused to a session that has ended meanwhile",
  async (event) => {
    const payloads = {
      message: { id: message.id, roomId: "7", message: "hi" },
      "room.join": "7",
      sync: { rooms: { "7": null } },
      typing: { roomId: "7" },
      read: { roomId: "7", cursor: CURSOR },
    };
    current = false;
    expect(await ask(event, payloads[event])).toMatchObject({ ok: true });
    [ended, published] = [true, []];
    expect(await ask(event, payloads[event])).toEqual(refused("unauthenticated"));
    expect(published).toEqual([]);
  },
);

test("what is sent under the names of a prototype changes no other object", async () => {
  const poison =
    '{"__proto__":{"ok":"polluted"},"constructor":{"prototype":{"ok":"polluted"}},"roomId":"7","rooms":{"7":null,"__proto__":null}}';
  const before = Object.getOwnPropertyNames(Object.prototype);
  for (const event of Object.keys(handlers) as (keyof ClientEvents)[]) await ask(event, JSON.parse(poison));
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect(({} as { ok?: unknown }).ok).toBeUndefined();
  expect(await send(JSON.parse('{"__proto__":{"after":"not a cursor"}}'))).toMatchObject({ ok: true });
});
