import bcrypt from "bcryptjs";
import { io } from "socket.io-client";
import type { Message, Room, User } from "../../lib/events";
import { ask, cookieOf, type ErrorReply, type Person } from "./person";
import { expect, test } from "./test";

const NEXT = "another horse battery";
const direct = async (me: Person, other: Person) =>
  (await me.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: other.id })).body.id;

test.describe("a changed password", () => {
  test("ends all other sessions on both servers at once; who changed it goes on with a new cookie", async ({
    anna,
    second,
    ben,
  }) => {
    const other = await anna.signInAgain(second);
    const [socket, stream] = [await other.connect(), await other.stream()];
    const [own, ownStream] = [await anna.at(second).connect(), await anna.stream()];
    const changed = await anna.ask("PUT", "/api/password", { current: anna.password, next: NEXT });
    const answered = Date.now();
    expect(changed.status).toBe(204);
    await socket.hears("session.ended");
    expect(await socket.closed).toBe("io server disconnect");
    await stream.hears("session.ended");
    await stream.closed;
    await Promise.all([own.closed, ownStream.closed]);
    expect(Date.now() - answered).toBeLessThan(5_000); // some milliseconds; the sweeps that would find it take longer
    expect([...own.all("session.ended"), ...ownStream.all("session.ended")]).toEqual([]);

    for (const old of [other, anna, anna.at(second)]) expect((await old.ask("GET", "/api/session")).status).toBe(401);
    await expect(other.connect()).rejects.toMatchObject({ data: { code: "unauthenticated" } });
    const cookie = cookieOf(changed.headers);
    const now = await ask(second, "GET", "/api/session", undefined, { cookie });
    expect(now).toMatchObject({ status: 200, body: { id: anna.id } });
    const back = io(second.url, { transports: ["websocket"], forceNew: true, extraHeaders: { Cookie: cookie } });
    const heard = new Promise<Message[]>((resolve) => back.once("messages", resolve));
    await new Promise<void>((resolve) => back.once("connect", resolve));
    await ben.say("0", "only the new session hears this");
    expect((await heard)[0]?.message).toBe("only the new session hears this");
    back.close();
    for (const ear of [socket, stream, own, ownStream]) expect(ear.messages("0")).toEqual([]);
  });

  test("is the one that counts, on every server of the family", async ({ anna, second, redis }) => {
    await anna.ask("PUT", "/api/password", { current: anna.password, next: NEXT });
    const enter = (password: string) =>
      ask(second, "POST", "/api/session", { username: anna.username, password }).then(({ status }) => status);
    expect([await enter(anna.password), await enter(NEXT)]).toEqual([401, 200]);
    const pointer = (await redis.get(`username:${anna.username}`)) ?? "";
    const { password = "" } = await redis.hgetall(pointer); // as the siblings sign somebody in
    expect(await bcrypt.compare(NEXT, password)).toBe(true);
    expect(await bcrypt.compare(anna.password, password)).toBe(false);
  });

  test("is refused for a wrong one, and nobody is signed out", async ({ anna }) => {
    const wrong = await anna.ask("PUT", "/api/password", { current: "not my password", next: NEXT });
    expect(wrong).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    const short = await anna.ask("PUT", "/api/password", { current: anna.password, next: "short" });
    expect(short).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
    expect((await anna.ask("PUT", "/api/password", { next: NEXT })).status).toBe(400);
    expect((await anna.ask("GET", "/api/session")).status).toBe(200);
  });
});

test.describe("a deleted account", () => {
  test("is over everywhere at once, and what it wrote stays under a name that says so", async ({
    anna,
    ben,
    stranger,
    first,
    second,
    redis,
  }) => {
    const { id: shed } = await anna.createRoom("closed", "Shed", [ben.id]);
    const roomId = await direct(ben, anna);
    await anna.say(roomId, "before I go");
    await anna.say("0", "bye, all");
    const other = await anna.signInAgain(second);
    const [socket, stream, own] = [await other.connect(), await other.stream(), await anna.connect()];
    const [bens, strangers] = [await ben.connect(), await stranger.stream()];
    await bens.hears("presence", ({ online }) => online.some(({ id }) => id === anna.id));

    expect((await anna.ask("DELETE", "/api/account", { password: anna.password })).status).toBe(204);
    await socket.hears("session.ended");
    await stream.hears("session.ended");
    await Promise.all([socket.closed, stream.closed, own.closed]);
    const named = { id: anna.id, username: "Deleted account", deleted: true };
    for (const ear of [bens, strangers]) expect(await ear.hears("person")).toMatchObject(named);
    await bens.hears("presence", ({ offline }) => offline.includes(anna.id));

    for (const old of [anna, other]) expect((await old.ask("GET", "/api/session")).status).toBe(401);
    const { username, password } = anna;
    for (const name of [username, "Deleted account"]) {
      expect((await ask(second, "POST", "/api/session", { username: name, password })).status).toBe(401);
    }
    expect((await ask(second, "POST", "/api/users", { username, password })).status).toBe(409);
    const people = async (me: Person, query: string) =>
      (await me.ask<{ users: User[] }>("GET", `/api/users?${query}`)).body.users;
    for (const me of [ben, ben.at(first)]) {
      expect(await people(me, `q=${encodeURIComponent(username)}`)).toEqual([]);
      expect(await people(me, `ids=${anna.id}`)).toEqual([{ ...named, online: false }]);
      expect((await me.room(roomId)).name).toBe("Deleted account");
      expect((await me.room(shed)).members?.map(({ id }) => id)).toEqual([ben.id]);
    }
    const texts = (await ben.history(roomId)).messages.map(({ from, message }) => ({ from, message }));
    expect(texts).toEqual([{ from: anna.id, message: "before I go" }]);
    expect((await ben.history("0")).messages.some(({ message }) => message === "bye, all")).toBe(true);
    const refused = await ben.say(roomId, "are you there?");
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining("account was deleted") } },
    });

    // as the siblings sign somebody in
    const stored = await redis.hgetall((await redis.get(`username:${username}`)) ?? "");
    expect(stored.username).toBe("Deleted account");
    expect(await bcrypt.compare(password, stored.password ?? "")).toBe(false);
    await expect.poll(() => redis.sismember("online_users", anna.id)).toBe(0); // a beat in the grace of her last tab puts her back once
  });

  test("whose deletion a killed server did not finish is finished by the next one that starts", async ({
    anna,
    ben,
    second,
    redis,
  }) => {
    const { id: attic } = await anna.createRoom("closed", "Attic", [ben.id]);
    await redis.sadd("banter:deletions", anna.id); // as far as it had come
    await redis.hset(`user:${anna.id}`, { username: "Deleted account", deleted: "1795489071" });
    expect((await anna.ask("GET", "/api/session")).status).toBe(401);
    expect(await redis.sismember(`user:${anna.id}:rooms`, attic)).toBe(1);
    await second.restart();
    await expect.poll(() => redis.exists(`user:${anna.id}:rooms`, "banter:deletions")).toBe(0);
    expect((await ben.room(attic)).members?.map(({ id }) => id)).toEqual([ben.id]);
  });

  test("needs the password, and demo people stay", async ({ anna, first, signIn }) => {
    const wrong = await anna.ask("DELETE", "/api/account", { password: "not my password" });
    expect(wrong).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect((await anna.ask("DELETE", "/api/account", {})).status).toBe(400);
    expect((await anna.ask("GET", "/api/session")).status).toBe(200);
    const pablo = await signIn(first, { username: "Pablo", password: "password123" });
    const refused = await pablo.ask("DELETE", "/api/account", { password: "password123" });
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining("everybody to try") } },
    });
  });

  test("can be copied before, a line for each thing", async ({ anna, ben }) => {
    const roomId = await direct(anna, ben);
    for (let count = 1; count <= 3; count++) await anna.say(roomId, `line ${count}`);
    await ben.say(roomId, "not hers");
    const copy = await anna.ask<string>("GET", "/api/account/data");
    expect(copy.headers.get("content-disposition")).toContain("attachment");
    const lines = String(copy.body)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: "account", id: anna.id });
    expect(lines.filter(({ type }) => type === "message").map(({ message }) => message)).toEqual([
      "line 1",
      "line 2",
      "line 3",
    ]);
    expect(copy.body).not.toContain("not hers");
  });
});

test.describe("a blocked person", () => {
  test("cannot write to who blocked them, on either server, by socket or HTTP, until it is taken back", async ({
    anna,
    ben,
    first,
  }) => {
    const roomId = await direct(anna, ben);
    expect((await ben.say(roomId, "before")).status).toBe(201);
    const [annas, bens] = [await anna.connect(), await ben.connect()];
    expect((await anna.ask("PUT", `/api/blocks/${ben.id}`)).status).toBe(204);
    expect(await annas.hears("block")).toEqual({ userId: ben.id, blocked: true });

    const sent = { id: crypto.randomUUID(), roomId, message: "while blocked" };
    const refused = { code: "forbidden", message: `You cannot write to ${anna.username}.` };
    expect(await bens.ask("message", sent)).toEqual({ ok: false, error: refused });
    expect(await (await ben.at(first).connect()).ask("message", sent)).toEqual({ ok: false, error: refused });
    for (const me of [ben, ben.at(first)]) {
      const { status, body } = await me.say(roomId, "while blocked");
      expect({ status, error: (body as unknown as ErrorReply).error }).toEqual({ status: 403, error: refused });
    }
    expect(await anna.room(roomId)).toMatchObject({ blocked: true, unread: 0 });
    expect(await ben.room(roomId)).not.toHaveProperty("blocked");
    expect((await ben.ask("POST", "/api/rooms", { kind: "closed", name: "Trap", memberIds: [anna.id] })).status).toBe(
      403,
    );

    await ben.say("0", "we still share General");
    await annas.hearsMessage("0", "we still share General");
    expect((await anna.ask<{ users: User[] }>("GET", "/api/blocks")).body.users.map(({ id }) => id)).toEqual([ben.id]);
    expect((await anna.ask("DELETE", `/api/blocks/${ben.id}`)).status).toBe(204);
    expect(await annas.hears("block", ({ blocked }) => !blocked)).toEqual({ userId: ben.id, blocked: false });
    expect(await bens.ask("message", sent)).toMatchObject({ ok: true });
    await annas.hearsMessage(roomId, "while blocked");
    expect((await anna.history(roomId)).messages.map(({ message }) => message)).toEqual(["before", "while blocked"]);
    expect(bens.all("block")).toEqual([]);
  });

  test("opens no direct room with who blocked them; others do", async ({ anna, ben, stranger }) => {
    await anna.ask("PUT", `/api/blocks/${ben.id}`);
    const refused = await ben.ask("POST", "/api/rooms", { kind: "direct", userId: anna.id });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect((await anna.rooms()).map(({ kind }) => kind)).not.toContain("direct");
    expect((await stranger.ask("POST", "/api/rooms", { kind: "direct", userId: anna.id })).status).toBe(201);
  });

  test("is somebody who exists, and not oneself", async ({ anna }) => {
    expect((await anna.ask("PUT", `/api/blocks/${anna.id}`)).status).toBe(400);
    expect((await anna.ask("PUT", "/api/blocks/999999999")).status).toBe(404);
    expect((await anna.ask("PUT", "/api/blocks/x")).status).toBe(400);
    expect((await anna.ask("DELETE", "/api/blocks/999999999")).status).toBe(204);
  });
});
