import type { Redis } from "ioredis";
import { ask } from "./person";
import { seconds } from "./siblings";
import { expect, test } from "./test";

const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const own = (roomId: string, message: unknown) =>
  `{"from":"1","date":1700000000,"message":${JSON.stringify(message)},"roomId":"${roomId}","id":"${crypto.randomUUID()}"}`;

/** What may stand in a sorted set, and is no message of this room. */
const members = (roomId: string): Record<string, string> => ({
  "nothing at all": "",
  "not JSON": "hello {",
  null: "null",
  "a number": "17",
  "a text": '"hello"',
  "a list": '[{"from":"1","message":"x"}]',
  "an empty object": "{}",
  "ten megabytes": JSON.stringify({ from: "1", date: 1, message: "x".repeat(10 * 1024 * 1024), roomId }),
  "deeply nested": `{"from":"1","date":1,"message":${deep(20_000)},"roomId":"${roomId}"}`,
  "deeply nested beside a text": `{"from":"1","date":1,"message":"deep","roomId":"9","x":${deep(20_000)}}`,
  "of a wrong type": `{"from":{"id":1},"date":"yesterday","message":["x"],"roomId":${roomId}}`,
  "from nobody": `{"from":"","date":1,"message":"x","roomId":"${roomId}"}`,
  "from a prototype": `{"__proto__":{"from":"1","message":"x"},"constructor":1,"roomId":"${roomId}"}`,
  "of another room": own("1:2", "not of this room"),
  "in bytes that are not text": "\u0000\u0001\ufffd",
});

/** What may come over the channel, and says nothing. */
const lines = (roomId: string): Record<string, string> => ({
  ...members(roomId),
  "a connect, which ends the Node sibling": '{"serverId":"x","type":"connect","data":{}}',
  "data that is null": '{"type":"message","data":null}',
  "data that is a list": '{"type":"message","data":[1,2]}',
  "data that is no JSON": '{"type":"message","data":"{"}',
  "no type": '{"data":{"roomId":"0"}}',
  "a type that is an object": '{"type":{},"data":{"roomId":"0"}}',
  "an unknown type": '{"type":"disconnect","data":{}}',
  "a prototype": '{"__proto__":{"type":"message"},"type":"__proto__","data":{}}',
  "nested deeply, with a cursor": `{"type":"message","cursor":"1700000000","prev":null,"data":{"from":"1","date":1700000000,"message":"x","roomId":"${roomId}","id":"${crypto.randomUUID()}","x":${deep(20_000)}}}`,
  "nested deeply and encoded twice": JSON.stringify({
    type: "message",
    cursor: "1700000000",
    data: `{"roomId":"${roomId}","x":${deep(20_000)}}`,
  }),
  "a date out of time": `{"type":"message","data":{"roomId":"${roomId}","date":-1e308}}`,
  "a date that is no number": `{"type":"message","data":{"roomId":"${roomId}","date":{"a":1}}}`,
  "a room that cannot be": '{"type":"message","data":{"roomId":"0:name","date":1}}',
  "a room that is a number": '{"type":"message","data":{"roomId":0,"date":1}}',
  "somebody who cannot be": '{"type":"user.connected","data":{"id":"../../etc","username":{},"online":"yes"}}',
  "somebody who is not": '{"type":"user.connected","data":{"id":"999999999","username":"Ghost","online":true}}',
  "somebody without an id": '{"Type":"user.connected","Data":"\\"Ghost\\"","ServerId":"1"}',
  "a room to show that cannot be": '{"type":"show.room","data":{"id":"1:2:3","names":[]}}',
  "a room to show to others": '{"type":"show.room","data":{"id":"1:2","names":7}}',
});

const banterLines = [
  "not JSON",
  "null",
  deep(20_000),
  '{"type":"left"}',
  '{"type":"joined","roomId":"0","userIds":"all"}',
  '{"type":"session.ended","userId":"1","sessionId":"../.."}',
  '{"type":"session.ended"}',
  '{"type":"typing","roomId":"x","userId":{}}',
  '{"type":"__proto__"}',
];

const SCORES = ["now", "0", "-1", "+inf", "-inf", "1e300", "4102444800"];

async function poisonRoom(redis: Redis, roomId: string): Promise<void> {
  for (const [index, member] of Object.values(members(roomId)).entries()) {
    await redis.zadd(`room:${roomId}`, String(seconds() - index), member);
  }
  for (const score of SCORES.slice(1)) await redis.zadd(`room:${roomId}`, score, own(roomId, `at ${score}`));
}

test("nobody notices poison in a room: not who reads, not who listens, not who writes", async ({
  anna,
  ben,
  first,
  second,
  redis,
}) => {
  const room = await anna.createRoom("closed", "Poisoned", [ben.id]);
  const ears = [await anna.connect(), await ben.connect(), await ben.stream()];
  const { body: before } = await anna.say(room.id, "before");
  await poisonRoom(redis, room.id);
  await redis.publish("MESSAGES", `{"type":"message","data":{"roomId":"${room.id}","date":${seconds()}}}`);
  const { body: after } = await ben.say(room.id, "after");
  for (const ear of ears) {
    await ear.hearsMessage(room.id, "after");
    expect(ear.messages(room.id).map(({ message }) => message)).toEqual(["before", "after"]);
  }
  expect((await ben.history(room.id)).messages.slice(-1)).toEqual([after]);
  expect((await ben.history(room.id, "?limit=1")).messages).toEqual([after]);
  const shown = [];
  for (let cursor: string | null = null; ; ) {
    const page = await ben.history(room.id, `?limit=2${cursor ? `&before=${cursor}` : ""}`);
    shown.unshift(...page.messages.map(({ message }) => message));
    cursor = page.older;
    if (!cursor) break;
  }
  expect(shown.filter((message) => !message.startsWith("at "))).toEqual(["before", "after"]);
  const bens = await ben.connect();
  const missed = await bens.ask("sync", { rooms: { [room.id]: before.cursor } });
  expect(missed).toMatchObject({ ok: true, data: { rooms: { [room.id]: { messages: [after], reset: false } } } });
  for (const server of [first, second]) expect((await ask(server, "GET", "/healthz")).status).toBe(200);
});

test("a room shows its last message, though poison stands after it", async ({ anna, ben, redis }) => {
  const room = await anna.createRoom("closed", "Last words", [ben.id]);
  const { body: last } = await anna.say(room.id, "the last message");
  await redis.zadd(`room:${room.id}`, String(seconds() + 1), "not JSON", "+inf", own(room.id, "for ever"));
  expect(await ben.room(room.id)).toMatchObject({ lastMessage: last });
  expect((await ben.rooms()).find(({ id }) => id === room.id)).toMatchObject({ lastMessage: last });
});

test("nobody notices poison on the channels", async ({ anna, ben, first, second, redis }) => {
  const room = await anna.createRoom("closed", "Channel", [ben.id]);
  const annas = await anna.connect();
  const ears = [annas, await ben.connect(), await ben.stream()];
  for (const line of Object.values(lines(room.id))) await redis.publish("MESSAGES", line);
  for (const line of banterLines) await redis.publish("banter:events", line);
  await annas.say(room.id, "we go on");
  for (const ear of ears) {
    await ear.hearsMessage(room.id, "we go on");
    const others = ear.events.filter(({ event }) => !["messages", "presence", "room"].includes(event));
    expect(others).toEqual([]);
    expect(ear.messages(room.id)).toHaveLength(1);
  }
  for (const server of [first, second]) expect((await ask(server, "GET", "/healthz")).status).toBe(200);
});

for (const [what, line] of Object.entries(lines("0"))) {
  test(`the servers stay up when the channel says: ${what}`, async ({ anna, first, second, redis }) => {
    const [here, there] = [await anna.connect(), await anna.at(second).connect()];
    await redis.publish("MESSAGES", line);
    await anna.say("0", `after ${what}`);
    for (const ear of [here, there]) await ear.hearsMessage("0", `after ${what}`);
    for (const server of [first, second]) expect((await ask(server, "GET", "/healthz")).status).toBe(200);
  });
}

test("rooms of a person that cannot be, or have no name, are left out", async ({ anna, redis }) => {
  const wrong = ["", "abc", "1:2:3", "2:1", "0:name", "-1", "007", "1:2", "99999999999", "../0"];
  await redis.sadd(`user:${anna.id}:rooms`, ...wrong, "987654321");
  expect((await anna.rooms()).map(({ id }) => id)).toEqual(["0"]);
  const ear = await anna.connect();
  await ear.say("0", "all is well");
  await ear.hearsMessage("0", "all is well");
  expect((await anna.ask("GET", "/api/rooms/987654321")).status).toBe(404);
});

test("ids of nobody among those online are shown to nobody", async ({ anna, redis }) => {
  const wrong = ["", "abc", "-1", "999999999", "user:1", "1e3"];
  await redis.sadd("online_users", ...wrong);
  const { status, body } = await anna.ask<{ users: { id: string }[] }>("GET", "/api/users?online=true");
  expect(status).toBe(200);
  expect(body.users.filter(({ id }) => wrong.includes(id))).toEqual([]);
  await redis.srem("online_users", ...wrong);
});
