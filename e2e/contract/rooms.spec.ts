import type { Room } from "../../lib/events";
import type { ErrorReply, Person } from "./person";
import { expect, test } from "./test";

const NOWHERE = "999999999"; // a room that does not exist

const directory = async (person: Person) =>
  (await person.ask<{ rooms: Room[] }>("GET", "/api/rooms?directory=true")).body.rooms;

test("an open room is listed, may be joined, and is left again", async ({ anna, ben, redis }) => {
  const ear = await ben.connect();
  const room = await anna.createRoom("open", "Open to all");
  expect(room).toMatchObject({ kind: "open", name: "Open to all", unread: 0, lastMessage: null });
  expect(await redis.get(`room:${room.id}:name`)).toBe("Open to all");
  expect(await directory(ben)).toContainEqual(expect.objectContaining({ id: room.id, name: "Open to all" }));
  expect((await directory(anna)).map(({ id }) => id)).not.toContain(room.id);

  expect((await ben.ask("POST", `/api/rooms/${room.id}/members`, {})).status).toBe(204);
  await ear.hears("room", ({ id }) => id === room.id);
  expect((await ben.rooms()).map(({ id }) => id)).toContain(room.id);
  expect(await redis.sismember(`user:${ben.id}:rooms`, room.id)).toBe(1);
  expect((await anna.room(room.id)).members?.map(({ id }) => id).sort()).toEqual([anna.id, ben.id].sort());

  expect((await ben.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`)).status).toBe(204);
  await ear.hears("room.left", ({ roomId }) => roomId === room.id);
  expect((await ben.rooms()).map(({ id }) => id)).not.toContain(room.id);
  expect(await redis.sismember(`user:${ben.id}:rooms`, room.id)).toBe(0);
});

test("a closed room is listed to nobody, and only an invitation lets in", async ({ anna, ben, stranger }) => {
  const room = await anna.createRoom("closed", "Closed", [ben.id]);
  expect((await directory(stranger)).map(({ id }) => id)).not.toContain(room.id);
  expect((await stranger.ask("POST", `/api/rooms/${room.id}/members`, {})).status).toBe(404);
  expect((await ben.ask("POST", `/api/rooms/${room.id}/members`, { userIds: [stranger.id] })).status).toBe(204);
  expect((await stranger.room(room.id)).name).toBe("Closed");
});

test("who is invited is told on the own server, and hears from then on", async ({ anna, ben }) => {
  const [annas, bens] = [await anna.connect(), await ben.connect()];
  const room = await anna.createRoom("closed", "Two servers", [ben.id]);
  expect(await bens.hears("room", ({ id }) => id === room.id)).toMatchObject({ kind: "closed", name: "Two servers" });
  await annas.hears("room", ({ id }) => id === room.id);
  await annas.say(room.id, "welcome");
  await bens.hearsMessage(room.id, "welcome");
});

test("the creator removes others, nobody else does", async ({ anna, ben, stranger }) => {
  const bens = await ben.connect();
  const room = await anna.createRoom("open", "Mine", [ben.id, stranger.id]);
  const byMember = await stranger.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`);
  expect(byMember).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
  expect((await ben.room(room.id)).members).toHaveLength(3);
  expect((await anna.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`)).status).toBe(204);
  await bens.hears("room.left", ({ roomId }) => roomId === room.id);
  expect((await ben.ask("GET", `/api/rooms/${room.id}/messages`)).status).toBe(404);
});

test("nobody leaves General or a direct room, or brings others there", async ({ anna, ben, stranger }) => {
  const direct = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
  for (const id of ["0", direct.body.id]) {
    for (const refused of [
      await anna.ask("DELETE", `/api/rooms/${id}/members/${anna.id}`),
      await anna.ask("DELETE", `/api/rooms/${id}/members/${ben.id}`),
      await anna.ask("POST", `/api/rooms/${id}/members`, { userIds: [stranger.id] }),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    }
  }
});

test("a direct room is opened once, whoever asks, and both are told on their servers", async ({ anna, ben }) => {
  const [annas, bens] = [await anna.connect(), await ben.connect()];
  const opened = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
  expect(opened.status).toBe(201);
  const [small, large] = [anna.id, ben.id].sort((a, b) => Number(a) - Number(b));
  expect(opened.body).toMatchObject({ id: `${small}:${large}`, kind: "direct", name: ben.username });
  expect(await bens.hears("room", ({ id }) => id === opened.body.id)).toMatchObject({ name: anna.username });
  expect(await annas.hears("room", ({ id }) => id === opened.body.id)).toMatchObject({ name: ben.username });

  const again = await ben.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: anna.id });
  expect(again).toMatchObject({ status: 200, body: { id: opened.body.id } });
  await annas.say(opened.body.id, "just us");
  await bens.hearsMessage(opened.body.id, "just us");
});

test("two who open their direct room at once open one", async ({ anna, ben }) => {
  const [one, other] = await Promise.all([
    anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id }),
    ben.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: anna.id }),
  ]);
  expect(one.body.id).toBe(other.body.id);
  for (const { status } of [one, other]) expect([200, 201]).toContain(status);
  expect((await ben.rooms()).filter(({ id }) => id === one.body.id)).toHaveLength(1);
});

test("a direct room needs somebody else who exists", async ({ anna }) => {
  const alone = await anna.ask("POST", "/api/rooms", { kind: "direct", userId: anna.id });
  expect(alone).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  const nobody = await anna.ask("POST", "/api/rooms", { kind: "direct", userId: "999999999" });
  expect(nobody).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
});

test("to an outsider a room looks like one that does not exist, at every door", async ({ anna, ben, stranger }) => {
  const closed = await anna.createRoom("closed", "Unseen", [ben.id]);
  const direct = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
  const { body: said } = await anna.say(closed.id, "secret");
  const id = crypto.randomUUID();
  const doors: [string, (roomId: string) => string, unknown?][] = [
    ["GET", (roomId) => `/api/rooms/${roomId}`],
    ["GET", (roomId) => `/api/rooms/${roomId}/messages`],
    ["GET", (roomId) => `/api/rooms/${roomId}/messages?before=${said.cursor}`],
    ["GET", (roomId) => `/api/rooms/${roomId}/messages?after=${said.cursor}`],
    ["POST", (roomId) => `/api/rooms/${roomId}/messages`, { id, message: "let me in" }],
    ["POST", (roomId) => `/api/rooms/${roomId}/messages`, { id, message: "let me in", after: said.cursor }],
    ["PUT", (roomId) => `/api/rooms/${roomId}/read`, { cursor: said.cursor }],
    ["POST", (roomId) => `/api/rooms/${roomId}/members`, {}],
    ["POST", (roomId) => `/api/rooms/${roomId}/members`, { userIds: [stranger.id] }],
    ["DELETE", (roomId) => `/api/rooms/${roomId}/members/${stranger.id}`],
    ["DELETE", (roomId) => `/api/rooms/${roomId}/members/${anna.id}`],
  ];
  for (const [method, path, body] of doors) {
    const nowhere = await stranger.ask<ErrorReply>(method, path(NOWHERE), body);
    expect(nowhere, path(NOWHERE)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
    for (const roomId of [closed.id, direct.body.id]) {
      const hidden = await stranger.ask(method, path(roomId), body);
      expect({ status: hidden.status, body: hidden.body }, `${method} ${path(roomId)}`).toEqual({
        status: nowhere.status,
        body: nowhere.body,
      });
    }
  }
  expect((await anna.history(closed.id)).messages.map(({ message }) => message)).toEqual(["secret"]);
  expect((await anna.room(closed.id)).members).toHaveLength(2);
});

test("to an outsider's socket a room looks like one that does not exist", async ({ anna, ben, stranger }) => {
  const closed = await anna.createRoom("closed", "Unheard", [ben.id]);
  const direct = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
  const { body: said } = await anna.say(closed.id, "secret");
  const [bens, ear] = [await ben.connect(), await stranger.connect()];
  const asked = async (roomId: string) => [
    await ear.ask("message", { id: crypto.randomUUID(), roomId, message: "let me in" }),
    await ear.ask("room.join", roomId),
    await ear.ask("typing", { roomId }),
    await ear.ask("read", { roomId, cursor: said.cursor }),
    await ear.ask("sync", { rooms: { [roomId]: null } }),
    await ear.ask("sync", { rooms: { [roomId]: said.cursor } }),
  ];
  const nowhere = await asked(NOWHERE);
  for (const answer of nowhere.slice(0, 4)) expect(answer).toMatchObject({ ok: false, error: { code: "not_found" } });
  for (const answer of nowhere.slice(4)) expect(answer).toEqual({ ok: true, data: { rooms: {} } });
  for (const roomId of [closed.id, direct.body.id]) expect(await asked(roomId)).toEqual(nowhere);

  await anna.say(closed.id, "still secret");
  await anna.say("0", "said to all");
  await ear.hearsMessage("0", "said to all");
  await bens.hearsMessage(closed.id, "still secret");
  expect(bens.all("typing")).toEqual([]);
  expect(ear.events.filter(({ payload }) => JSON.stringify(payload ?? null).includes("secret"))).toEqual([]);
});

test("who left hears nothing from that moment on, by socket or stream", async ({ anna, ben }) => {
  const room = await anna.createRoom("open", "For a while", [ben.id]);
  const ears = [await ben.connect(), await ben.stream()];
  await anna.say(room.id, "before");
  for (const ear of ears) await ear.hearsMessage(room.id, "before");

  expect((await ben.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`)).status).toBe(204);
  await anna.say(room.id, "after");
  await anna.say("0", "a sign that time has passed");
  for (const ear of ears) {
    await ear.hears("room.left", ({ roomId }) => roomId === room.id);
    await ear.hearsMessage("0", "a sign that time has passed");
    expect(ear.messages(room.id).map(({ message }) => message)).toEqual(["before"]);
  }
  const refused = await ben.say(room.id, "and nothing to say");
  expect(refused.status).toBe(404);
});

test("who was removed cannot speak over the socket that was in the room", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Out", [ben.id]);
  const bens = await ben.connect();
  await bens.say(room.id, "I am in");
  await anna.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`);
  await bens.hears("room.left", ({ roomId }) => roomId === room.id);
  const answers = [
    await bens.ask("message", { id: crypto.randomUUID(), roomId: room.id, message: "I am not" }),
    await bens.ask("room.join", room.id),
    await bens.ask("typing", { roomId: room.id }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: "not_found" } });
  expect((await anna.history(room.id)).messages.map(({ message }) => message)).toEqual(["I am in"]);
});

test("a room that one joins says nothing unread of what was said before", async ({ anna, ben }) => {
  const room = await anna.createRoom("open", "With a past");
  await anna.say(room.id, "long ago");
  await ben.ask("POST", `/api/rooms/${room.id}/members`, {});
  expect((await ben.room(room.id)).unread).toBe(0);
  await anna.say(room.id, "now");
  expect(await ben.room(room.id)).toMatchObject({ unread: 1, lastMessage: { message: "now" } });
});

test("a socket joins a room that its person is in, and is told what it is", async ({ anna, ben }) => {
  const bens = await ben.connect();
  const room = await anna.createRoom("open", "By hand", [ben.id]);
  expect(await bens.ask("room.join", room.id)).toMatchObject({ ok: true, data: { id: room.id, name: "By hand" } });
  await anna.say(room.id, "once");
  await anna.say(room.id, "and again");
  await bens.hearsMessage(room.id, "and again");
  expect(bens.messages(room.id).map(({ message }) => message)).toEqual(["once", "and again"]);
});
