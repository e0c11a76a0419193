import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Redis } from "ioredis";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { overheard } from "../../../scripts/overheard";
import { commands } from "../client";
import { channels, keys } from "../keys";

interface Sent {
  from?: string;
  id?: string;
  text?: string;
  after?: string;
  newest?: number;
  first?: string;
  roomId?: string;
  channel?: string;
}

/** One call of the script, as lib/messages.ts makes it. */
function append(
  { id = randomUUID(), after = "", newest = 1_000, first = "", roomId = "0", channel = "", ...rest }: Sent = {},
  redis = commands(),
) {
  const { from = "5", text = "hi" } = rest;
  const head = `{"from":"${from}","date":`;
  const tail = `,"message":${JSON.stringify(text)},"roomId":"${roomId}","id":"${id}"}`;
  const envelope = '{"serverId":"here","type":"message",';
  return redis.appendMessage(
    keys.room(roomId),
    keys.roomBlocks(roomId),
    id,
    head,
    tail,
    after,
    newest,
    channels.messages,
    envelope,
    first,
    channel,
  );
}

/** Until the script has searched everything: how often it was called, and its last reply. */
async function appendInFull(sent: Sent) {
  let reply = await append(sent);
  let calls = 1;
  for (; reply[0] === "more"; calls++) reply = await append({ ...sent, after: reply[1] });
  return { calls, reply };
}

async function redisNow(): Promise<number> {
  const [seconds, microseconds] = await commands().time();
  return Number(seconds) + Number(microseconds) / 1e6;
}

const stored = () => commands().zcard(keys.room("0"));

/** `count` messages of a sibling, the first at `start`, `step` seconds apart. */
async function fill(count: number, start: number, step: number) {
  const entries = Array.from({ length: count }, (_, i) => [
    start + i * step,
    `{"roomId": "0", "message": "${i}", "from": "9"}`,
  ]);
  await commands().zadd(keys.room("0"), ...entries.flat());
}

async function connect(): Promise<Redis> {
  const redis = commands().duplicate();
  onTestFinished(() => redis.disconnect());
  await once(redis, "ready");
  return redis;
}

const heard = overheard(channels.messages);

beforeEach(async () => {
  await commands().flushall();
});

test("a message is stored with whole seconds inside and a cursor exactly as Redis prints its score", async () => {
  const before = await redisNow();
  const [what, cursor, member, previous] = await append({ text: "hello" });
  expect([what, previous]).toEqual(["stored", ""]);
  expect(await commands().zrange(keys.room("0"), "0", "-1", "WITHSCORES")).toEqual([member, cursor]);
  const { date, ...rest } = JSON.parse(member as string);
  expect(rest).toMatchObject({ from: "5", message: "hello", roomId: "0" });
  expect(date).toBe(Math.floor(Number(cursor)));
  expect(Number(cursor)).toBeGreaterThanOrEqual(before);
});

describe("the same id again", () => {
  test("is the message that is stored already, with the cursor its author held and without one", async () => {
    const [, start] = await append();
    const id = randomUUID();
    const [, cursor, member] = await append({ id, after: start });
    expect(await append({ id, after: start })).toEqual(["known", cursor, member]);
    expect(await append({ id, text: "changed meanwhile" })).toEqual(["known", cursor, member]);
    expect(await stored()).toBe(2);
    await expect.poll(() => heard.length).toBe(2);
  });

  test("is stored once when fifty tries come at the same moment", async () => {
    const id = randomUUID();
    const redises = await Promise.all([connect(), connect()]);
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => append({ id }, redises[i % 2])));
    expect(replies.filter(([what]) => what === "stored")).toHaveLength(1);
    expect(new Set(replies.map(([, cursor]) => cursor)).size).toBe(1);
    expect(await stored()).toBe(1);
  });

  test("from another author is another message", async () => {
    const id = randomUUID();
    await append({ id, from: "5" });
    expect((await append({ id, from: "6" }))[0]).toBe("stored");
    expect((await append({ id, from: "55" }))[0]).toBe("stored");
    expect(await stored()).toBe(3);
  });

  test("inside the text of a message is only a text", async () => {
    const id = randomUUID();
    await append({ text: `"id":"${id}"` });
    expect((await append({ id }))[0]).toBe("stored");
  });

  test.each([
    { between: 499, calls: 1 },
    { between: 500, calls: 2 },
    { between: 501, calls: 2 },
    { between: 1_600, calls: 4 },
  ])("is found behind $between messages after the cursor, by $calls calls", async ({ between, calls }) => {
    const start = (await redisNow()) - 1_000;
    await commands().zadd(keys.room("0"), start, "the last one its author had seen");
    await fill(between, start + 1, 0.1);
    const id = randomUUID();
    const first = await appendInFull({ id, after: String(start) });
    expect(first.reply[0]).toBe("stored");
    const again = await appendInFull({ id, after: String(start) });
    expect(again).toEqual({ calls, reply: ["known", first.reply[1], first.reply[2]] });
    expect(await stored()).toBe(between + 2);
  });

  test("is found behind 1,200 messages of one and the same second", async () => {
    const start = Math.floor(await redisNow()) - 100;
    await fill(1_200, start, 0);
    const id = randomUUID();
    await appendInFull({ id, after: String(start - 1) });
    expect((await appendInFull({ id, after: String(start - 1) })).reply[0]).toBe("known");
    expect(await stored()).toBe(1_201);
  });

  test("is looked for among the newest when the cursor is of a history that Redis has lost", async () => {
    const [, cursor] = await append();
    const id = randomUUID();
    const after = String(Number(cursor) + 3_600);
    expect((await append({ id, after }))[0]).toBe("stored");
    expect((await append({ id, after }))[0]).toBe("known");
  });

  test("without a cursor is looked for among as many of the newest as was said, and no further", async () => {
    const id = randomUUID();
    await append({ id });
    await append();
    expect((await append({ id, newest: 2 }))[0]).toBe("known");
    await append();
    expect((await append({ id, newest: 2 }))[0]).toBe("stored");
  });
});

test("500 messages at once on four connections get ever higher cursors, and are announced in that order, each with the one before", async () => {
  const redises = await Promise.all([connect(), connect(), connect(), connect()]);
  await Promise.all(Array.from({ length: 500 }, (_, i) => append({ text: String(i) }, redises[i % 4])));
  const entries = await commands().zrange(keys.room("0"), "0", "-1", "WITHSCORES");
  const cursors = entries.filter((_, index) => index % 2 === 1);
  expect(new Set(cursors.map(Number)).size).toBe(500);
  await expect.poll(() => heard.length).toBe(500);
  const announced = heard.map((raw) => JSON.parse(raw));
  expect(announced.map(({ cursor }) => cursor)).toEqual(cursors);
  expect(announced.map(({ prev }) => prev)).toEqual([null, ...cursors.slice(0, -1)]);
  expect(announced.map(({ data }) => JSON.stringify(data))).toEqual(entries.filter((_, index) => index % 2 === 0));
});

describe("a score in the future", () => {
  test("is followed when a clock is a little ahead", async () => {
    const ahead = Math.floor(await redisNow()) + 4;
    await commands().zadd(keys.room("0"), ahead, "of a sibling");
    const [, cursor, , previous] = await append();
    expect(previous).toBe(String(ahead));
    expect(Number(cursor)).toBeGreaterThan(ahead);
    expect(Number(cursor)).toBeLessThan(ahead + 0.001);
  });

  test.each(["+inf", "9e15", "an hour"])("of %s does not drag ours along", async (far) => {
    const now = await redisNow();
    await commands().zadd(keys.room("0"), far === "an hour" ? now + 3_600 : far, "of nobody");
    const [, first] = await append();
    const [, second, , previous] = await append();
    expect(Math.abs(Number(first) - now)).toBeLessThan(5);
    expect(Number(second)).toBeGreaterThan(Number(first));
    expect(previous).toBe(first);
  });
});

test("the first message of a direct room is preceded by what opens the room at the siblings, the second is not", async () => {
  const first = '{"type":"show.room","data":{"id":"5:6"}}';
  await append({ roomId: "5:6", first });
  await append({ roomId: "5:6", first });
  await expect.poll(() => heard.length).toBe(3);
  expect(heard.map((raw) => JSON.parse(raw).type)).toEqual(["show.room", "message", "message"]);
});

test("a key that is not a sorted set is an error, and nothing is announced", async () => {
  await commands().set(keys.room("0"), "a text");
  await expect(append()).rejects.toThrow("WRONGTYPE");
  await commands().publish(channels.messages, "the next");
  await expect.poll(() => heard).toEqual(["the next"]);
});

describe("where somebody takes no messages", () => {
  test("nothing new is stored or told, and it is said who they are", async () => {
    await commands().sadd(keys.roomBlocks("5:6"), "6");
    expect(await append({ roomId: "5:6" })).toEqual(["refused", "6"]);
    expect(await commands().exists(keys.room("5:6"))).toBe(0);
    expect((await append({ roomId: "5:7" }))[0]).toBe("stored");
  });

  test("what was stored before is known still", async () => {
    const id = randomUUID();
    await append({ id, roomId: "5:6" });
    await commands().sadd(keys.roomBlocks("5:6"), "6");
    expect((await append({ id, roomId: "5:6" }))[0]).toBe("known");
    expect(await commands().zcard(keys.room("5:6"))).toBe(1);
  });
});
