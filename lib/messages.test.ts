import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { overheard } from "../scripts/overheard";
import { MESSAGE_MAX_CHARS, PAGE_SIZE, SYNC_MAX_MESSAGES } from "./limits";
import * as messages from "./messages";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import { parseEnvelope } from "./redis/members";

process.env.RATE_LIMITS = "off"; // they have tests of their own

const refused = (code: string) => expect.objectContaining({ code });
const say = (message: string, rest: Partial<messages.Outgoing> = {}) =>
  messages.append({ me: "1", roomId: "0", id: randomUUID(), message, ...rest });
const me = { userId: "1", roomId: "0" };
const texts = ({ messages: all }: { messages: { message: string }[] }) => all.map(({ message }) => message);

/** `count` messages of a sibling in the past, one a second, the newest a minute ago. */
async function past(count: number): Promise<string[]> {
  const start = Math.floor(Date.now() / 1000) - 60 - count;
  const cursors = Array.from({ length: count }, (_, i) => String(start + i));
  const entries = cursors.flatMap((cursor, i) => [cursor, `{"roomId":"0","message":"${i}","from":2,"date":${cursor}}`]);
  await commands().zadd(keys.room("0"), ...entries);
  return cursors;
}

const heard = overheard(channels.messages);

beforeEach(async () => {
  await commands().flushall();
  for (const [index, username] of ["ann", "bob"].entries())
    await commands().hset(keys.user(`${index + 1}`), { username });
});

describe("a message", () => {
  test("is stored in the siblings' form, answered, and announced as the same", async () => {
    const id = randomUUID();
    const { message, stored } = await say('a "quote" & <b>é</b>', { id });
    expect(stored).toBe(true);
    expect(message).toEqual({
      id,
      roomId: "0",
      from: "1",
      date: Math.floor(Number(message.cursor)),
      message: 'a "quote" & <b>é</b>',
      cursor: message.cursor,
    });
    const { cursor: _, ...rest } = message;
    const [member] = await commands().zrange(keys.room("0"), "0", "-1");
    expect(JSON.parse(member as string)).toEqual(rest);
    await expect
      .poll(() => heard.map(parseEnvelope))
      .toEqual([{ type: "message", message: { ...message, prev: null } }]);
  });

  test("sent again is answered with the first result, and said once", async () => {
    const id = randomUUID();
    const first = await say("hello", { id, after: null });
    const again = await say("hello, changed", { id, after: "17" });
    expect(again).toEqual({ message: first.message, stored: false });
    expect(await commands().zcard(keys.room("0"))).toBe(1);
  });

  test("sent again after 1,200 others is still the same", async () => {
    const cursors = await past(1_200);
    const id = randomUUID();
    const after = cursors[0] as string;
    const first = await say("hello", { id, after });
    expect(await say("hello", { id, after })).toEqual({ message: first.message, stored: false });
  });

  test("sent again by who held a sibling's cursor, whose clock was ahead, is still the same", async () => {
    const id = randomUUID();
    const { message: first } = await say("once", { id });
    const ahead = Math.floor(Number(first.cursor)) + 2;
    const theirs = (date: number) => `{"roomId":"0","message":"ahead ${date}","from":2,"date":${date}}`;
    await commands().zadd(keys.room("0"), ahead, theirs(ahead), ahead + 1.5, theirs(ahead + 1));
    expect(await say("once", { id, after: String(ahead) })).toEqual({ message: first, stored: false });
  });

  test("to a room that I am not in is not found, and nothing is stored", async () => {
    await expect(say("hello", { roomId: "7" })).rejects.toEqual(refused("not_found"));
    await expect(say("hello", { roomId: "2:3" })).rejects.toEqual(refused("not_found"));
    expect(await commands().keys("room:*")).toEqual([]);
  });

  test("that is the first of a direct room opens it at the siblings", async () => {
    await commands().sadd(keys.userRooms("1"), "1:2");
    await say("hello", { roomId: "1:2" });
    await say("again", { roomId: "1:2" });
    await expect.poll(() => heard.length).toBe(3);
    expect(JSON.parse(heard[0] as string)).toMatchObject({
      type: "show.room",
      data: { id: "1:2", names: [["ann"], ["bob"]] },
    });
  });
});

describe("a text", () => {
  test.each([
    ["\r\n\r\n  hello\r\nworld\u2028!\r", "  hello\nworld\n!"],
    ["a\u0000b\u0007c\u009bd\te", "abcd\te"],
    ["lone \ud83d surrogate", "lone \ufffd surrogate"],
    ["👩‍👩‍👧 مرحبا \u200f", "👩‍👩‍👧 مرحبا \u200f"],
    ["☺\ufe0f", "☺\ufe0f"],
    ["&lt; stays as it is", "&lt; stays as it is"],
  ])("%j is stored as %j", (given, stored) => {
    expect(messages.cleanText(given)).toBe(stored);
  });

  test.each([
    "",
    "   \n\t ",
    "\u200b\u200d",
    "\u3164\uffa0",
    "\u0000",
    "\u2800\ufe0f",
    "\u034f \u180b",
    "\u{e0100}\u{1d159}",
  ])("of nothing that can be seen is refused: %j", (given) => {
    expect(() => messages.cleanText(given)).toThrow(refused("invalid"));
  });

  test("has 4,000 characters at most, whatever their size", () => {
    expect([...messages.cleanText("🐎".repeat(MESSAGE_MAX_CHARS))]).toHaveLength(MESSAGE_MAX_CHARS);
    expect(() => messages.cleanText("x".repeat(MESSAGE_MAX_CHARS + 1))).toThrow(refused("too_large"));
    expect(() => messages.cleanText("x".repeat(10_000_000))).toThrow(refused("too_large"));
  });
});

describe("pages", () => {
  test("lead from the newest to the oldest and back, and say where they end", async () => {
    await past(5);
    const newest = await messages.page("1", "0", { limit: 2 });
    expect([texts(newest), newest.newer]).toEqual([["3", "4"], null]);
    const middle = await messages.page("1", "0", { limit: 2, before: newest.older as string });
    expect(texts(middle)).toEqual(["1", "2"]);
    const oldest = await messages.page("1", "0", { limit: 2, before: middle.older as string });
    expect([texts(oldest), oldest.older]).toEqual([["0"], null]);
    const back = await messages.page("1", "0", { limit: 3, after: oldest.newer as string });
    expect(texts(back)).toEqual(["1", "2", "3"]);
    const end = await messages.page("1", "0", { limit: 3, after: back.newer as string });
    expect([texts(end), end.newer, end.older]).toEqual([["4"], null, end.messages[0]?.cursor]);
  });

  test("show a message in its surroundings", async () => {
    const cursors = await past(100);
    const page = await messages.around("1", "0", cursors[50] as string);
    expect(texts(page)).toEqual(Array.from({ length: PAGE_SIZE + 1 }, (_, i) => String(25 + i)));
    expect([page.older, page.newer]).toEqual([cursors[25], cursors[75]]);
    const first = await messages.around("1", "0", cursors[0] as string);
    expect([first.older, texts(first)[0]]).toEqual([null, "0"]);
  });

  test("of a room that I am not in are not found", async () => {
    await expect(messages.page("1", "7", {})).rejects.toEqual(refused("not_found"));
    await expect(messages.around("1", "7", "17")).rejects.toEqual(refused("not_found"));
  });
});

describe("what came since a cursor", () => {
  test("is all of it, chained to that cursor", async () => {
    const cursors = await past(5);
    const { messages: missed, reset } = await messages.since(me, cursors[2] as string);
    expect(reset).toBe(false);
    expect(missed.map(({ prev, cursor }) => [prev, cursor])).toEqual([
      [cursors[2], cursors[3]],
      [cursors[3], cursors[4]],
    ]);
    expect(await messages.since(me, cursors[4] as string)).toEqual({ messages: [], reset: false });
  });

  test("is the newest page instead where it is too much", async () => {
    const cursors = await past(SYNC_MAX_MESSAGES + 2);
    expect((await messages.since(me, cursors[1] as string)).messages).toHaveLength(SYNC_MAX_MESSAGES);
    const { messages: newest, reset } = await messages.since(me, cursors[0] as string);
    expect([newest.length, reset]).toEqual([PAGE_SIZE, true]);
    expect(newest.at(-1)?.cursor).toBe(cursors.at(-1));
  });

  test("without a cursor is the newest page, a reset only if there is more", async () => {
    await past(PAGE_SIZE);
    expect(await messages.since(me, null)).toMatchObject({ reset: false });
    await say("one more");
    const { messages: newest, reset } = await messages.since(me, null);
    expect([newest.length, reset]).toEqual([PAGE_SIZE, true]);
  });

  test("is the newest page where Redis has lost what the client holds", async () => {
    const [cursor] = await past(1);
    expect(await messages.since(me, String(Number(cursor) + 1))).toMatchObject({ messages: [{ cursor }], reset: true });
    await commands().flushall();
    expect(await messages.since(me, cursor as string)).toEqual({ messages: [], reset: true });
  });

  test("comes with what a sibling stored behind it meanwhile, if that is asked for", async () => {
    const { message: held } = await say("held");
    const late = String(Math.floor(Number(held.cursor)) - 30);
    await commands().zadd(keys.room("0"), late, `{"roomId":"0","message":"late","from":2,"date":${late}}`);
    await say("missed");
    expect(texts(await messages.since(me, held.cursor))).toEqual(["missed"]);
    expect(texts(await messages.since(me, held.cursor, { late: true }))).toEqual(["late", "missed"]);
  });

  test("comes with all that stands behind a sibling's, whose clock may have been ahead", async () => {
    const { message: before } = await say("before");
    const ahead = String(Math.floor(Number(before.cursor)) + 3); // it was more when it came
    await commands().zadd(keys.room("0"), ahead, `{"roomId":"0","message":"ahead","from":2,"date":${ahead}}`);
    const ours = { roomId: "0", message: "missed", from: "2", date: Number(ahead) - 2, id: randomUUID() };
    await commands().zadd(keys.room("0"), String(Number(ahead) - 1.5), JSON.stringify(ours));
    expect(texts(await messages.since(me, ahead, { late: true }))).toEqual(["before", "missed", "ahead"]);
    expect(texts(await messages.since(me, before.cursor, { late: true }))).toEqual(["missed", "ahead"]);
  });

  test("is empty where somebody has put something else under the name of the room", async () => {
    await commands().set(keys.room("0"), "a text");
    expect(await messages.since(me, null, { late: true })).toEqual({ messages: [], reset: false });
    expect((await messages.since(me, "1795489073.5", { late: true })).messages).toEqual([]);
    expect((await messages.page(me.userId, "0", {})).messages).toEqual([]);
    expect((await messages.around(me.userId, "0", "1795489073.5")).messages).toEqual([]);
  });

  test("is not hidden by a message whose sender's clock is an hour ahead", async () => {
    const ahead = String(Math.floor(Date.now() / 1000) + 3_600);
    await commands().zadd(keys.room("0"), ahead, `{"roomId":"0","message":"early","from":2,"date":${ahead}}`);
    await say("now");
    expect(texts(await messages.since(me, ahead))).toContain("now");
  });
});
