import type { LiveMessage, Message } from "../../lib/events";
import { expect, test } from "./test";

const withoutPrev = ({ prev: _, ...message }: LiveMessage): Message => message;

test("a message is stored once, and its repeat is answered with the first", async ({ anna, ben, redis }) => {
  const id = crypto.randomUUID();
  const first = await anna.say("0", "once", { id });
  const again = await anna.say("0", "once, says a later version", { id });
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id,
    roomId: "0",
    from: anna.id,
    date: Math.floor(Number(first.body.cursor)),
    message: "once",
    cursor: expect.stringMatching(/^\d{10}(\.\d+)?$/),
  });
  expect(again).toMatchObject({ status: 200, body: first.body });
  const mine = (await ben.history("0")).messages.filter((message) => message.id === id);
  expect(mine).toEqual([first.body]);
  const members = await redis.zrangebyscore("room:0", first.body.cursor, first.body.cursor);
  expect(members).toEqual([JSON.stringify({ from: anna.id, date: first.body.date, message: "once", roomId: "0", id })]);
});

test("repeats at the same time, over both servers and both ways, are stored once", async ({ anna, second, redis }) => {
  const room = await anna.createRoom("closed", "Repeats");
  const elsewhere = anna.at(second);
  const ears = [await anna.connect(), await elsewhere.connect()];
  const more = { id: crypto.randomUUID() };
  const answers = await Promise.all([
    ...[1, 2, 3].flatMap(() => ears.map((ear) => ear.say(room.id, "again", more))),
    ...[anna, elsewhere, anna, elsewhere].map(async (who) => (await who.say(room.id, "again", more)).body),
  ]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await redis.zcard(`room:${room.id}`)).toBe(1);
  await anna.say(room.id, "and then");
  for (const ear of ears) {
    await ear.hearsMessage(room.id, "and then");
    expect(ear.messages(room.id).map(({ message }) => message)).toEqual(["again", "and then"]);
  }
});

test("a repeat is recognised behind more than a thousand others, with the cursor it was written at", async ({
  anna,
  redis,
}) => {
  const room = await anna.createRoom("closed", "Long ago");
  const { body: before } = await anna.say(room.id, "before");
  const more = { id: crypto.randomUUID(), after: before.cursor };
  const { body: said } = await anna.say(room.id, "said", more);
  const others = Array.from({ length: 1_200 }, (_, index) => [
    (Number(said.cursor) + index * 1e-6 + 1e-6).toFixed(6),
    JSON.stringify({ from: "1", date: said.date, message: `other ${index}`, roomId: room.id }),
  ]);
  await redis.zadd(`room:${room.id}`, ...others.flat());
  expect(await anna.say(room.id, "said", more)).toMatchObject({ status: 200, body: said });
  expect(await redis.zcard(`room:${room.id}`)).toBe(1_202);
});

test("the same id of another person, or in another room, is another message", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Elsewhere");
  const id = crypto.randomUUID();
  const mine = await anna.say("0", "mine", { id });
  const theirs = await ben.say("0", "theirs", { id });
  const elsewhere = await anna.say(room.id, "elsewhere", { id });
  expect([mine.status, theirs.status, elsewhere.status]).toEqual([201, 201, 201]);
  expect(theirs.body).toMatchObject({ from: ben.id, message: "theirs" });
  expect(elsewhere.body).toMatchObject({ roomId: room.id, message: "elsewhere" });
});

test("the acknowledgement says what everybody is told, the sender too", async ({ anna, ben }) => {
  const annas = await anna.connect();
  const ears = [annas, await ben.connect(), await ben.stream()];
  const said = await annas.ask("message", { id: crypto.randomUUID(), roomId: "0", message: "as told" });
  expect(said).toMatchObject({ ok: true, data: { from: anna.id, message: "as told", roomId: "0" } });
  for (const ear of ears) {
    const heard = await ear.hearsMessage("0", "as told");
    expect({ ok: true, data: withoutPrev(heard) }).toEqual(said);
  }
  const { messages } = await ben.history("0", "?limit=1");
  expect({ ok: true, data: messages[0] }).toEqual(said);
});

test("who a message is from, and when, the sender cannot say", async ({ anna, ben }) => {
  const ear = await anna.connect();
  const forged = { from: ben.id, date: 1, cursor: "1", userId: ben.id, prev: null, type: "message" };
  const id = crypto.randomUUID();
  const bySocket = await ear.askAnything("message", { ...forged, id, roomId: "0", message: "whose?" });
  const byHttp = await anna.ask<Message>("POST", "/api/rooms/0/messages", {
    ...forged,
    roomId: "999",
    id: crypto.randomUUID(),
    message: "whose?",
  });
  for (const message of [(bySocket as { data: Message }).data, byHttp.body]) {
    expect(message).toMatchObject({ from: anna.id, roomId: "0" });
    expect(message.date).toBeGreaterThan(1_700_000_000);
  }
});

test("text arrives as it was written, and nothing that is not text", async ({ anna, ben }) => {
  const ear = await ben.connect();
  const texts: [string, string][] = [
    ["<b>&lt; &amp; \"'</b>", "<b>&lt; &amp; \"'</b>"],
    ["👩‍👩‍👧 مرحبا 你好 \u202eabc", "👩‍👩‍👧 مرحبا 你好 \u202eabc"],
    ['","roomId":"1:2","id":"x', '","roomId":"1:2","id":"x'],
    ["two\r\nlines\rand\u2028more", "two\nlines\nand\nmore"],
    ["lone \ud800 surrogate", "lone \ufffd surrogate"],
    ["a\u0000b\u0007c", "abc"],
    ["%s {{x}} ../__proto__", "%s {{x}} ../__proto__"],
    ["é".repeat(4_000), "é".repeat(4_000)],
  ];
  for (const [given, kept] of texts) {
    const said = await anna.say("0", given);
    expect(said).toMatchObject({ status: 201, body: { message: kept } });
    expect((await ear.hearsMessage("0", kept)).id).toBe(said.body.id);
  }
});

test("of 200 messages at once by two people on two servers, everybody hears each once, in order", async ({
  anna,
  ben,
  second,
}) => {
  const room = await anna.createRoom("closed", "Busy", [ben.id]);
  const [annas, bens] = [await anna.connect(), await ben.connect()];
  const ears = [annas, bens, await anna.at(second).connect(), await ben.stream(), await anna.stream()];
  const { body: opening } = await anna.say(room.id, "go");
  const said = await Promise.all(
    Array.from({ length: 100 }, (_, index) => [
      annas.say(room.id, `anna ${index}`),
      index % 10 === 0 ? ben.say(room.id, `ben ${index}`).then(({ body }) => body) : bens.say(room.id, `ben ${index}`),
    ]).flat(),
  );
  const inOrder = [opening, ...said].sort((a, b) => Number(a.cursor) - Number(b.cursor));
  expect(new Set(inOrder.map(({ cursor }) => cursor)).size).toBe(201);
  for (const ear of ears) {
    const heard = await ear.hearsMessages(room.id, 201);
    expect(heard.map(withoutPrev)).toEqual(inOrder);
    expect(heard.map(({ prev }) => prev)).toEqual([null, ...inOrder.slice(0, -1).map(({ cursor }) => cursor)]);
  }
  const pages = [await ben.history(room.id, "?limit=100"), await ben.history(room.id, "?limit=100&after=0")];
  expect(pages[0]?.messages).toEqual(inOrder.slice(-100));
  expect(pages[1]?.messages).toEqual(inOrder.slice(0, 100));
});

test("a message over HTTP marks the room as read for its sender", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Unread", [ben.id]);
  await anna.say(room.id, "one");
  expect((await ben.room(room.id)).unread).toBe(1);
  const { body: answer } = await ben.say(room.id, "two");
  expect(await ben.room(room.id)).toMatchObject({ unread: 0, readCursor: answer.cursor });
  await anna.say(room.id, "three");
  await anna.say(room.id, "four");
  const [there] = (await ben.rooms()).filter(({ id }) => id === room.id);
  expect(there).toMatchObject({ unread: 2, lastMessage: { message: "four" } });
});
