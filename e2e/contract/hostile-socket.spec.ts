import { ask } from "./person";
import { listenBySocket } from "./socket-ear";
import { stored } from "./stored";
import { expect, test } from "./test";

const NOTHING: unknown[] = [undefined, null, true, 17, "text", [], [[]], {}, Buffer.from("bytes")];
const NO_TEXT: unknown[] = [null, true, 17, 1.5, [], {}, { toString: "a" }, Buffer.from("bytes")];
const NO_CURSOR: unknown[] = [1, "", "x", "-1", "1e5", "+inf", "(1", "99999999999", {}, [], Buffer.from("1")];
const NO_ROOM = [...NO_TEXT, "", "x", "-1", "00", "0:name", "1:2:3", "__proto__", "0\u0000", "9".repeat(30)];
const uuid = () => crypto.randomUUID();

const events: { event: string; payload: object; never: Record<string, unknown[]> }[] = [
  {
    event: "message",
    payload: { id: uuid(), roomId: "0", message: "hello" },
    never: {
      id: [...NO_TEXT, "", "x", `${uuid()}x`],
      roomId: NO_ROOM,
      message: [...NO_TEXT, "", "  ", "\u0000"],
      after: NO_CURSOR,
    },
  },
  { event: "typing", payload: { roomId: "0" }, never: { roomId: NO_ROOM } },
  { event: "read", payload: { roomId: "0", cursor: "1" }, never: { roomId: NO_ROOM, cursor: [null, ...NO_CURSOR] } },
  {
    event: "sync",
    payload: { rooms: { "0": null } },
    never: {
      rooms: [
        ...NOTHING.slice(1, 7),
        { "0": 1 },
        { "0": "+inf" },
        { "0": {} },
        { x: null },
        { "0:name": null },
        Object.fromEntries(Array.from({ length: 501 }, (_, index) => [String(index), null])),
      ],
    },
  },
];

const invalid = { ok: false, error: { code: "invalid", message: expect.any(String) } };

for (const { event, payload, never } of events) {
  test(`the event ${event} refuses whatever its fields cannot be, and stores nothing`, async ({ anna, ben, redis }) => {
    const [ear, bens] = [await anna.connect(), await ben.connect()];
    const before = await stored(redis);
    for (const nothing of NOTHING) {
      expect(await ear.askAnything(event, nothing), JSON.stringify(nothing)).toEqual(invalid);
    }
    expect(await ear.askAnything(event)).toEqual(invalid);
    for (const [field, values] of Object.entries(never)) {
      for (const value of values) {
        const what = `${field}: ${JSON.stringify(value)?.slice(0, 100)}`;
        expect(await ear.askAnything(event, { ...payload, [field]: value }), what).toEqual(invalid);
      }
    }
    expect(await stored(redis)).toEqual(before);
    await ear.say("0", "still connected");
    await bens.hearsMessage("0", "still connected");
    expect(bens.messages("0").map(({ message }) => message)).toEqual(["still connected"]);
    expect([...bens.all("typing"), ...bens.all("read")]).toEqual([]);
  });
}

test("a room is joined by its id only", async ({ anna }) => {
  const ear = await anna.connect();
  for (const roomId of [...NO_ROOM, ["0"], { roomId: "0" }]) {
    expect(await ear.askAnything("room.join", roomId), JSON.stringify(roomId)).toEqual(invalid);
  }
  expect(await ear.askAnything("room.join", "0", "1", "2")).toMatchObject({ ok: true, data: { id: "0" } });
});

test("events that do not exist are refused, also those that every object has", async ({ anna }) => {
  const ear = await anna.connect();
  const names = [
    "nothing",
    "",
    "messages",
    "session.ended",
    "__proto__",
    "constructor",
    "toString",
    "error",
    "x".repeat(5_000),
  ];
  for (const name of names) expect(await ear.askAnything(name, {}), name).toEqual(invalid);
});

test("who asks for no answer gets none, and does no harm", async ({ anna, ben }) => {
  const [ear, bens] = [await anna.connect(), await ben.connect()];
  for (const { event, payload, never } of events) {
    ear.socket.emit(event);
    for (const [field, values] of Object.entries(never)) {
      for (const value of values) ear.socket.emit(event, { ...payload, [field]: value });
    }
  }
  ear.socket.emit("nothing", () => undefined, "an acknowledgement that is not the last");
  ear.socket.emit("message", { id: uuid(), roomId: "0", message: "without an answer" });
  await bens.hearsMessage("0", "without an answer");
});

test("a message that is too long is refused; a frame that is too long ends the connection only", async ({
  anna,
  ben,
  first,
  redis,
}) => {
  const [ear, bens] = [await anna.connect(), await ben.connect()];
  const before = await stored(redis);
  const answer = await ear.askAnything("message", { id: uuid(), roomId: "0", message: "x".repeat(4_001) });
  expect(answer).toMatchObject({ ok: false, error: { code: "too_large" } });
  ear.socket.emit("message", { id: uuid(), roomId: "0", message: "x".repeat(70 * 1024) });
  await ear.closed;
  expect(await stored(redis)).toEqual(before);
  expect((await ask(first, "GET", "/healthz")).status).toBe(200);
  await (await anna.connect()).say("0", "back again");
  await bens.hearsMessage("0", "back again");
});

const PACKETS = [
  "9",
  "x",
  "",
  "2",
  "2[",
  "2[]",
  "2[1]",
  "2[null]",
  "2[{}]",
  '2["disconnect"]',
  '2["connect"]',
  '2["newListener",1]',
  '2["error","x"]',
  '2["message"',
  '299999999999999999999["message",{}]',
  "21",
  "31[1]",
  "3[]",
  "0/admin,",
  '0{"token":"x"}',
  "1/admin,",
  '51-["message",{"_placeholder":true,"num":0}]',
  '51-["message",{"_placeholder":true,"num":99999}]',
  '59999999-["message"]',
  `2["sync",${"[".repeat(20_000)}${"]".repeat(20_000)}]`,
  '2["__proto__",{"__proto__":{"a":1}}]',
  '4{"message":"x"}',
];

test("packets that no client sends end at most the connection they came by", async ({ anna, ben, first }) => {
  const bens = await ben.connect();
  for (const packet of PACKETS) {
    const ear = await anna.connect();
    ear.socket.io.engine.write(packet);
    ear.socket.io.engine.write(packet);
    const answered = ear.socket.timeout(10_000).emitWithAck("typing", { roomId: "0" });
    await Promise.race([answered, ear.closed]).catch((error: Error) => {
      throw new Error(`neither an answer nor an end after ${packet.slice(0, 100)}: ${error.message}`);
    });
    answered.catch(() => undefined);
    ear.close();
    expect((await ask(first, "GET", "/healthz")).status, packet.slice(0, 100)).toBe(200);
  }
  await (await anna.connect()).say("0", "here I am");
  await bens.hearsMessage("0", "here I am");
});

test("who leaves the namespace loses the connection: nobody enters again by it, with a cookie that was read long ago", async ({
  anna,
  first,
}) => {
  for (const packets of [["1"], ["1", "0"]]) {
    const ear = await anna.connect();
    let entered = 0;
    ear.socket.io.engine.on("data", (packet: unknown) => {
      if (String(packet).startsWith("0{")) entered++;
    });
    for (const packet of packets) ear.socket.io.engine.write(packet);
    expect(await ear.closed).toBe("transport close");
    expect(entered).toBe(0);
  }
  expect((await ask(first, "GET", "/healthz")).status).toBe(200);
});

test("a page of who was signed in before gets no socket with the cookie of who is now", async ({
  anna,
  ben,
  first,
}) => {
  const asPageOf = (userId: unknown) => listenBySocket(first, anna.cookie, {}, { userId });
  for (const userId of [ben.id, "", 0, null, { [anna.id]: anna.id }]) {
    await expect(asPageOf(userId)).rejects.toMatchObject({ data: { code: "unauthenticated" } });
  }
  (await asPageOf(anna.id)).close();
});

test("a page of another website gets no socket, and neither does who has no session", async ({ anna, first }) => {
  for (const Origin of ["https://evil.example", "null", `${first.url}.evil.example`, "http://127.0.0.1:1"]) {
    await expect(listenBySocket(first, anna.cookie, { Origin })).rejects.toThrow();
  }
  for (const cookie of ["", "banter=x", "banter=%E0%A4%A"]) {
    await expect(listenBySocket(first, cookie)).rejects.toMatchObject({ data: { code: "unauthenticated" } });
  }
  const own = await listenBySocket(first, anna.cookie, { Origin: first.url });
  expect(await own.ask("typing", { roomId: "0" })).toEqual({ ok: true, data: null });
  own.close();
});

test("many sockets that come and go at once leave a server that answers", async ({ anna, first }) => {
  const ears = await Promise.all(Array.from({ length: 40 }, () => anna.connect()));
  for (const ear of ears) {
    ear.socket.emit("sync", { rooms: { "0": null } });
    ear.close();
  }
  const again = await anna.connect();
  await again.say("0", "one is left");
  await again.hearsMessage("0", "one is left");
  expect((await ask(first, "GET", "/healthz")).status).toBe(200);
});
