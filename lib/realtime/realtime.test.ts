import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Answer, LiveMessage, Message, SyncAnswer } from "../events";
import * as memberships from "../memberships";
import { commands, whenReady } from "../redis/client";
import { channels, keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as rooms from "../rooms";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

const server = createServer();
const realtime = createRealtime(server);
const sockets: Socket[] = [];
let url: string;

interface Person {
  socket: Socket;
  /** What this person was shown, by event. */
  heard: { event: string; payload: unknown }[];
  texts: () => string[];
  ask: <T>(event: string, ...args: unknown[]) => Promise<Answer<T>>;
}

function connect(cookie: string, headers: Record<string, string> = {}): Socket {
  const socket = io(url, { transports: ["websocket"], forceNew: true, extraHeaders: { cookie, ...headers } });
  sockets.push(socket);
  return socket;
}

/** A person with a tab open. */
async function person(id: string): Promise<Person> {
  const socket = connect(`banter=${encodeURIComponent(await sessions.start(id, "test"))}`);
  const heard: Person["heard"] = [];
  socket.onAny((event: string, payload) => heard.push({ event, payload }));
  await once(socket as unknown as NodeJS.EventEmitter, "connect");
  return {
    socket,
    heard,
    texts: () =>
      heard.flatMap(({ event, payload }) =>
        event === "messages" ? (payload as LiveMessage[]).map(({ message }) => message) : [],
      ),
    ask: (event, ...args) => socket.timeout(5_000).emitWithAck(event, ...args),
  };
}

const say = (by: Person, roomId: string, message: string) =>
  by.ask<Message>("message", { id: randomUUID(), roomId, message });

/** A sibling's client says something, with its own clock, in whole seconds. */
async function siblingSays(roomId: string, from: string, message: string): Promise<void> {
  const date = Math.floor(Date.now() / 1000);
  const member = JSON.stringify({ roomId, message, from, date });
  await commands().zadd(keys.room(roomId), date, member);
  const envelope = `{"serverId":"192.0.2.2:4000","type":"message","data":${member}}`;
  await commands().publish(channels.messages, envelope);
}

beforeAll(async () => {
  await whenReady();
  realtime.start();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await vi.waitUntil(() => relay().isLive());
});

beforeEach(async () => {
  await commands().flushall();
  for (const [index, username] of ["ann", "bob", "cid"].entries()) {
    await commands().hset(keys.user(`${index + 1}`), { username });
    await commands().set(keys.username(username), `user:${index + 1}`);
  }
  await commands().set(keys.totalUsers, 3);
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => void server.close());

test("without a session nobody is let in, and is told so", async () => {
  const [error] = await once(connect("") as unknown as NodeJS.EventEmitter, "connect_error");
  expect(error.data).toMatchObject({ code: "unauthenticated" });
});

test("a page of another website is not let in, though the browser sends the cookie along", async () => {
  const cookie = `banter=${encodeURIComponent(await sessions.start("1", "test"))}`;
  const evil = connect(cookie, { origin: "https://evil.example.org" });
  const [error] = await once(evil as unknown as NodeJS.EventEmitter, "connect_error");
  expect(error.message).toBe("websocket error");
  const own = connect(cookie, { origin: url });
  await once(own as unknown as NodeJS.EventEmitter, "connect");
});

test("a connection that leaves the namespace is closed: it would belong to nobody, and count for nobody", async () => {
  const ann = await person("1");
  const { engine } = ann.socket.io;
  const closed = once(engine as unknown as NodeJS.EventEmitter, "close");
  engine.write("41"); // Socket.IO: disconnect from "/"
  await closed;
});

test("a message comes once to everybody in the room, its author too, and to nobody else", async () => {
  const [ann, bob, cid] = await Promise.all([person("1"), person("2"), person("3")]);
  await rooms.openDirect("1", "2");
  await expect.poll(() => bob.heard.some(({ event }) => event === "room")).toBe(true);
  const answer = await say(ann, "1:2", "for bob");
  expect(answer.ok).toBe(true);
  await say(ann, "0", "for all");
  await expect.poll(cid.texts).toEqual(["for all"]);
  for (const one of [ann, bob]) await expect.poll(() => one.texts().sort()).toEqual(["for all", "for bob"]);
});

test("a message with the id of somebody else's comes, too", async () => {
  const [ann, bob] = [await person("1"), await person("2")];
  const { id } = ((await say(ann, "0", "mine")) as { data: Message }).data;
  expect(await bob.ask<Message>("message", { id, roomId: "0", message: "stolen" })).toMatchObject({ ok: true });
  await expect.poll(ann.texts).toEqual(["mine", "stolen"]);
});

test("a sibling's message comes live, once, to the room's people only", async () => {
  const [ann, bob, cid] = await Promise.all([person("1"), person("2"), person("3")]);
  await siblingSays("1:2", "1", "not a room of theirs yet");
  await rooms.openDirect("1", "2");
  await expect.poll(() => bob.heard.some(({ event }) => event === "room")).toBe(true);
  await siblingSays("1:2", "1", "for bob");
  await siblingSays("0", "1", "for all");
  await expect.poll(cid.texts).toEqual(["for all"]);
  await expect.poll(bob.texts).toContain("for bob");
  await say(ann, "0", "the end");
  await expect.poll(() => bob.texts().at(-1)).toBe("the end");
  expect(bob.texts().filter((text) => text === "for bob")).toHaveLength(1);
});

test("who was away is told what a sibling stored behind the cursor, if that is asked for", async () => {
  const ann = await person("1");
  const held = await say(ann, "0", "held");
  const cursor = held.ok ? held.data.cursor : "";
  const date = Math.floor(Number(cursor)) - 60;
  await commands().zadd(keys.room("0"), date, JSON.stringify({ roomId: "0", message: "late", from: "2", date }));
  const texts = async (more: object) => {
    const answer = await ann.ask<SyncAnswer>("sync", { rooms: { "0": cursor }, ...more });
    return answer.ok && answer.data.rooms["0"]?.messages.map(({ message }) => message);
  };
  expect(await texts({})).toEqual([]);
  expect(await texts({ late: false })).toEqual([]);
  expect(await texts({ late: true })).toEqual(["late"]);
  expect(await ann.ask("sync", { rooms: {}, late: "yes" })).toMatchObject({ ok: false, error: { code: "invalid" } });
});

test("who is removed from a room hears nothing more of it", async () => {
  const { id } = await rooms.create("1", { kind: "closed", name: "Attic", memberIds: ["2"] });
  const [ann, bob] = await Promise.all([person("1"), person("2")]);
  await say(ann, id, "before");
  await expect.poll(bob.texts).toEqual(["before"]);
  await memberships.remove("1", id, "2");
  await expect.poll(() => bob.heard.at(-1)).toEqual({ event: "room.left", payload: { roomId: id } });
  await say(ann, id, "secret");
  await say(ann, "0", "after");
  await expect.poll(bob.texts).toEqual(["before", "after"]);
  expect(await say(bob, id, "let me in")).toMatchObject({ ok: false, error: { code: "not_found" } });
});

test("a session that ends closes its sockets, and no others", async () => {
  const [ann, bob] = await Promise.all([person("1"), person("2")]);
  const [{ id }] = (await sessions.list("1")) as [sessions.SessionInfo];
  const closed = once(ann.socket as unknown as NodeJS.EventEmitter, "disconnect");
  await sessions.end("1", id);
  expect((await closed)[0]).toBe("io server disconnect");
  expect(ann.heard.at(-1)?.event).toBe("session.ended");
  expect((await say(bob, "0", "still here")).ok).toBe(true);
});

test("whatever a client sends is answered, or passed over, and the next is served", async () => {
  const ann = await person("1");
  for (const event of ["no such event", "__proto__", "constructor", "messages"]) {
    expect(await ann.ask(event, {})).toMatchObject({ ok: false, error: { code: "invalid" } });
  }
  expect(await ann.ask("message")).toMatchObject({ ok: false, error: { code: "invalid" } });
  expect(await ann.ask("message", { a: 1 }, 2, 3)).toMatchObject({ ok: false, error: { code: "invalid" } });
  ann.socket.emit("message", { id: "nobody asked for an answer" });
  ann.socket.emit("no such event");
  expect((await say(ann, "0", "hello")).ok).toBe(true);
});

test("what is said while the relay is cut off is made up for, once", async () => {
  const [ann, bob] = await Promise.all([person("1"), person("2")]);
  await say(ann, "0", "before");
  await expect.poll(bob.texts).toEqual(["before"]);
  await commands().call("CLIENT", "KILL", "TYPE", "pubsub");
  await say(ann, "0", "while nobody hears");
  await expect.poll(() => relay().isLive()).toBe(true);
  await say(ann, "0", "after");
  await expect.poll(() => bob.texts().sort()).toEqual(["after", "before", "while nobody hears"]);
});

test("an instance that ends closes in the way after which clients come back", async () => {
  const ann = await person("1");
  const closed = once(ann.socket as unknown as NodeJS.EventEmitter, "disconnect");
  await realtime.close(0);
  expect((await closed)[0]).toBe("transport close");
  await realtime.leave();
  expect(await commands().smembers(keys.onlineUsers)).toEqual([]);
});
