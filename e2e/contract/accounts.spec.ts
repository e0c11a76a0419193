import type { User } from "../../lib/events";
import { ask, cookieOf, freshName, PASSWORD } from "./person";
import { expect, test } from "./test";

const HASH_2A = "$2a$10$N9qo8uLOickgx2ZMRZoMye"; // the salt of a Java sibling; the rest is computed in the test

test("who registers is signed in at once", async ({ first }) => {
  const username = freshName("Rita");
  const made = await ask<User>(first, "POST", "/api/users", { username, password: PASSWORD });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({ id: expect.stringMatching(/^[1-9]\d*$/), username });
  expect(made.headers.getSetCookie()[0]).toMatch(/HttpOnly/i);
  expect(made.headers.getSetCookie()[0]).toMatch(/SameSite=lax/i);
  const session = await ask(first, "GET", "/api/session", undefined, { cookie: cookieOf(made.headers) });
  expect(session).toMatchObject({ status: 200, body: { id: made.body.id, username } });
});

test("a taken name is refused, on the other server too", async ({ anna, second }) => {
  const again = await ask(second, "POST", "/api/users", { username: anna.username, password: PASSWORD });
  expect(again).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  expect(again.headers.getSetCookie()).toEqual([]);
});

test("of two who register one name at once on two servers, exactly one gets it", async ({ first, second, redis }) => {
  const username = freshName("Twin");
  const attempts = await Promise.all(
    [first, second, first, second].map((server, index) =>
      ask<User>(server, "POST", "/api/users", { username, password: `${PASSWORD} ${index}` }),
    ),
  );
  const statuses = attempts.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, 409, 409, 409]);
  const winner = attempts.findIndex(({ status }) => status === 201);
  expect(await redis.get(`username:${username}`)).toBe(`user:${attempts[winner]?.body.id}`);
  const entering = await ask(second, "POST", "/api/session", { username, password: `${PASSWORD} ${winner}` });
  expect(entering.status).toBe(200);
});

test("who registered on one server signs in on the other", async ({ anna, signIn, second }) => {
  const elsewhere = await signIn(second, anna);
  expect(elsewhere.id).toBe(anna.id);
  expect(elsewhere.cookie).not.toBe(anna.cookie);
});

test("an unknown name and a wrong password are answered alike", async ({ anna, second }) => {
  const wrong = await ask(second, "POST", "/api/session", { username: anna.username, password: "not the password" });
  const unknown = await ask(second, "POST", "/api/session", { username: freshName("Nobody"), password: PASSWORD });
  expect(wrong).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
  expect(unknown.status).toBe(401);
  expect(unknown.body).toEqual(wrong.body);
});

test("a password has at most 72 bytes, and all of them count", async ({ first }) => {
  const username = freshName("Long");
  const long = "é".repeat(36);
  const refused = await ask(first, "POST", "/api/users", { username, password: `${long}x` });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  expect((await ask(first, "POST", "/api/users", { username, password: long })).status).toBe(201);
  const longer = await ask(first, "POST", "/api/session", { username, password: `${long}x` });
  const shorter = await ask(first, "POST", "/api/session", { username, password: long.slice(1) });
  expect([longer.status, shorter.status]).toEqual([401, 401]);
});

test("what follows a NUL in a password counts, too", async ({ first }) => {
  const username = freshName("Nul");
  const made = await ask(first, "POST", "/api/users", { username, password: "password\u0000one" });
  expect([201, 400]).toContain(made.status);
  const other = await ask(first, "POST", "/api/session", { username, password: "password\u0000two" });
  expect(other.status).toBe(401);
});

const BAD_NAMES = {
  empty: "",
  "only spaces": "   ",
  "longer than 32 characters": "a".repeat(33),
  "with a line break": "a\nb",
  "with a tab": "a\tb",
  "with a NUL": "a\u0000b",
  "with a lone surrogate": "a\ud800b",
  "written from right to left by force": "a\u202eb",
  "with something invisible": "a\u200bb",
  "only punctuation": "...",
  "with a colon, as keys have": "a:b",
  "with markup": "<b>a</b>",
  "with two spaces": "a  b",
  reserved: "Admin",
  "reserved, in full width": "ａｄｍｉｎ",
};
for (const [what, username] of Object.entries(BAD_NAMES)) {
  test(`a bad name is refused: ${what}`, async ({ first }) => {
    const refused = await ask(first, "POST", "/api/users", { username, password: PASSWORD });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  });
}

test("without a session nobody is told anything", async ({ first }) => {
  for (const path of ["/api/session", "/api/users", "/api/rooms", "/api/rooms/0/messages", "/api/stream"]) {
    const refused = await ask(first, "GET", path);
    expect(refused, path).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
  }
});

test("an ended session is over at once, for HTTP and for sockets on both servers", async ({ anna, second, ben }) => {
  const elsewhere = anna.at(second);
  const [here, there, stream] = [await anna.connect(), await elsewhere.connect(), await elsewhere.stream()];
  const other = await (await anna.signInAgain(second)).connect();

  expect((await anna.ask("DELETE", "/api/session")).status).toBe(204);
  expect((await elsewhere.ask("GET", "/api/session")).status).toBe(401);
  expect((await anna.ask("GET", "/api/rooms")).status).toBe(401);
  for (const ear of [here, there]) {
    await ear.hears("session.ended");
    expect(await ear.closed).toBe("io server disconnect");
  }
  await stream.hears("session.ended");
  await stream.closed;
  await expect(anna.connect()).rejects.toMatchObject({ data: { code: "unauthenticated" } });
  await expect(elsewhere.stream()).rejects.toThrow("401");

  await ben.say("0", "only the other session hears this");
  await other.hearsMessage("0", "only the other session hears this");
  for (const ear of [here, there, stream]) expect(ear.messages("0")).toEqual([]);
});

test("all sessions of a person end together, on both servers, and nobody else's", async ({ anna, second, ben }) => {
  const elsewhere = await anna.signInAgain(second);
  const [here, there, bens] = [await anna.connect(), await elsewhere.connect(), await ben.connect()];

  expect((await anna.ask("DELETE", "/api/session?all=true")).status).toBe(204);
  expect((await elsewhere.ask("GET", "/api/session")).status).toBe(401);
  for (const ear of [here, there]) {
    await ear.hears("session.ended");
    expect(await ear.closed).toBe("io server disconnect");
    expect(ear.events.at(-1)?.event).toBe("session.ended");
  }
  expect((await ben.ask("GET", "/api/session")).status).toBe(200);
  await bens.say("0", "still here");
  expect(bens.all("session.ended")).toEqual([]);
});

test("signing out takes the cookie away", async ({ anna }) => {
  const left = await anna.ask("DELETE", "/api/session");
  expect(left.status).toBe(204);
  expect(left.headers.getSetCookie()[0]).toMatch(/^banter=;.*Max-Age=0/i);
});

for (const scheme of ["$2a$", "$2b$"]) {
  for (const pointer of [(id: string) => `user:${id}`, (id: string) => id]) {
    test(`a person whom a sibling registered as ${pointer("5")} with ${scheme} signs in`, async ({
      redis,
      second,
      signIn,
    }) => {
      const { hash } = await import("bcryptjs");
      const id = String(await redis.incr("total_users"));
      const username = freshName("Sibling <b>");
      const stored = (await hash(PASSWORD, HASH_2A.replace("$2a$", scheme))) as string;
      await redis.hset(`user:${id}`, { username, password: stored });
      await redis.set(`username:${username}`, pointer(id));
      await redis.sadd(`user:${id}:rooms`, "0");
      const sibling = await signIn(second, { username, password: PASSWORD });
      expect(sibling.id).toBe(id);
      expect((await sibling.say("0", "hello from a sibling's person")).status).toBe(201);
      const wrong = await ask(second, "POST", "/api/session", { username, password: "not the password" });
      expect(wrong.status).toBe(401);
    });
  }
}

test("who registers here can be read by the siblings", async ({ anna, redis }) => {
  expect(await redis.get(`username:${anna.username}`)).toBe(`user:${anna.id}`);
  const { username, password } = await redis.hgetall(`user:${anna.id}`);
  expect(username).toBe(anna.username);
  expect(password).toMatch(/^\$2[ab]\$10\$/);
  expect(await redis.smembers(`user:${anna.id}:rooms`)).toEqual(["0"]);
});

test("people are found by id, by a part of their name, and by being online", async ({ anna, ben }) => {
  const ear = await ben.connect();
  await ear.hears("presence", ({ online }) => online.some(({ id }) => id === ben.id));
  const list = async (query: string) => (await anna.ask<{ users: User[] }>("GET", `/api/users?${query}`)).body.users;
  const byId = (await list(`ids=${ben.id}&ids=${anna.id}&ids=999999999`)).sort((a, b) => Number(a.id) - Number(b.id));
  expect(byId).toEqual([
    { id: anna.id, username: anna.username, online: false },
    { id: ben.id, username: ben.username, online: true },
  ]);
  expect(await list(`q=${encodeURIComponent(ben.username.toUpperCase())}`)).toEqual([
    { id: ben.id, username: ben.username, online: true },
  ]);
  const online = (await list("online=true")).map(({ id }) => id);
  expect(online).toContain(ben.id);
  expect(online).not.toContain(anna.id);
});
