import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LiveMessage } from "../events";
import { commands, whenReady } from "./client";
import * as history from "./history";
import { keys } from "./keys";

const ROOM = "0";
const member = (text: string) => `{"roomId":"0","message":"${text}","from":1,"date":1}`;
const own = (text: string) => `{"from":"1","date":1,"message":"${text}","roomId":"0","id":"${randomUUID()}"}`;
const texts = (messages: LiveMessage[]) => messages.map(({ message }) => message);
const cursors = (messages: LiveMessage[]) => messages.map(({ cursor }) => cursor);

/** Entries as [score, member]; a score alone is a message that says its score. */
async function stand(...entries: (number | [number | string, string])[]): Promise<void> {
  const pairs = entries.map((entry) => (typeof entry === "number" ? [entry, member(String(entry))] : entry));
  await commands().zadd(keys.room(ROOM), ...pairs.flat());
}

/** All pages from the newest to the first, as a person turns them. */
async function backwards(limit: number): Promise<string[]> {
  let run = await history.before(ROOM, null, limit);
  const all = texts(run.messages);
  while (run.more) {
    run = await history.before(ROOM, run.messages[0]?.cursor as string, limit);
    all.unshift(...texts(run.messages));
  }
  return all;
}

async function forwards(limit: number): Promise<string[]> {
  let run = await history.after(ROOM, "0", limit);
  const all = texts(run.messages);
  while (run.more) {
    run = await history.after(ROOM, run.messages.at(-1)?.cursor as string, limit);
    all.push(...texts(run.messages));
  }
  return all;
}

beforeAll(whenReady);
beforeEach(() => commands().flushall());

describe("a run of messages", () => {
  beforeEach(() => stand(10, 20, 30, 40, 50));

  test("before a cursor is the newest before it, oldest first, each with the cursor before it", async () => {
    const { messages, more } = await history.before(ROOM, "40", 2);
    expect(more).toBe(true);
    expect(messages.map(({ prev, cursor }) => [prev, cursor])).toEqual([
      ["10", "20"],
      ["20", "30"],
    ]);
  });

  test("without a cursor is the newest of all", async () => {
    expect(cursors((await history.before(ROOM, null, 2)).messages)).toEqual(["40", "50"]);
  });

  test("begins with null where there is nothing before it", async () => {
    const { messages, more } = await history.before(ROOM, "30", 2);
    expect([more, messages[0]?.prev]).toEqual([false, null]);
  });

  test("after a cursor is the oldest after it, chained to that cursor", async () => {
    const { messages, more } = await history.after(ROOM, "20", 2);
    expect(more).toBe(true);
    expect(messages.map(({ prev, cursor }) => [prev, cursor])).toEqual([
      ["20", "30"],
      ["30", "40"],
    ]);
    expect(await history.after(ROOM, "50", 2)).toEqual({ messages: [], more: false });
  });

  test("from a time on includes it, and is chained to what stands before", async () => {
    const { messages, more } = await history.fromTime(ROOM, 30, 10);
    expect(messages.map(({ prev, cursor }) => [prev, cursor])).toEqual([
      ["20", "30"],
      ["30", "40"],
      ["40", "50"],
    ]);
    expect(more).toBe(false);
    expect((await history.fromTime(ROOM, 5, 1)).messages[0]?.prev).toBeNull();
  });

  test("knows what is on either side of a cursor", async () => {
    expect(await Promise.all([history.hasBefore(ROOM, "10"), history.hasBefore(ROOM, "10.5")])).toEqual([false, true]);
    expect(await Promise.all([history.hasAfter(ROOM, "50"), history.hasAfter(ROOM, "49.5")])).toEqual([false, true]);
    expect(
      await Promise.all([history.lastCursor(ROOM), history.lastCursor(ROOM, "39"), history.lastCursor("7")]),
    ).toEqual(["50", "30", null]);
  });
});

describe("where several messages have the same second", () => {
  const all = ["1", "2", "2a", "2b", "2c", "3", "4", "4a", "5"];
  beforeEach(() => stand(1, 2, [2, member("2a")], [2, member("2b")], [2, member("2c")], 3, 4, [4, member("4a")], 5));

  test.each([1, 2, 3, 4, 5, 8, 9, 20])("pages of %i lose none and repeat none, in either direction", async (limit) => {
    expect(await backwards(limit)).toEqual(all);
    expect(await forwards(limit)).toEqual(all);
  });

  test("a page may be longer than was asked, but is not cut among them", async () => {
    expect(texts((await history.before(ROOM, "3", 2)).messages)).toEqual(["2", "2a", "2b", "2c"]);
    expect(texts((await history.after(ROOM, "1", 2)).messages)).toEqual(["2", "2a", "2b", "2c"]);
  });
});

describe("what is not a message", () => {
  test("is left out, and the chain goes around it", async () => {
    await stand(10, [20, "poison"], 30);
    const { messages } = await history.before(ROOM, null, 5);
    expect(messages.map(({ prev, cursor }) => [prev, cursor])).toEqual([
      [null, "10"],
      ["10", "30"],
    ]);
  });

  test.each([1, 2, 3, 7])("and fills whole pages of %i does not hide what is behind it", async (limit) => {
    await stand(1, 2, ...Array.from({ length: 20 }, (_, i): [number, string] => [3 + i, `poison ${i}`]), 30, 31);
    expect(await backwards(limit)).toEqual(["1", "2", "30", "31"]);
    expect(await forwards(limit)).toEqual(["1", "2", "30", "31"]);
  });

  test("and has a score that is no time is never read", async () => {
    await stand(
      10,
      ["+inf", member("a")],
      ["9e15", member("b")],
      [4_102_444_800, member("c")],
      ["-inf", member("d")],
      [-1, member("e")],
    );
    expect(await backwards(2)).toEqual(["10"]);
    expect(await forwards(2)).toEqual(["10"]);
    expect(texts((await history.fromTime(ROOM, 0, 5)).messages)).toEqual(["10"]);
    expect(await history.lastCursor(ROOM)).toBe("10");
    expect(await history.hasAfter(ROOM, "10")).toBe(false);
    expect(await history.hasBefore(ROOM, "10")).toBe(false);
    const [all, none] = await history.ends([
      { roomId: ROOM, cursor: null },
      { roomId: ROOM, cursor: "10" },
    ]);
    expect([all?.newest?.cursor, all?.unread, none?.unread]).toEqual(["10", 1, 0]);
  });
});

const ends = async (...roomIds: string[]) =>
  (await history.ends(roomIds.map((roomId) => ({ roomId, cursor: null })))).map(({ newest, unread }) => [
    newest?.cursor ?? null,
    unread,
  ]);

test("the ends of several rooms come in their order, null where there is none", async () => {
  await stand(10, 20);
  expect(await ends("7", ROOM)).toEqual([
    [null, 0],
    ["20", 2],
  ]);
  expect(await ends()).toEqual([]);
});

test("one key of the wrong kind among several is an empty room, and hides no other", async () => {
  await stand(10, 20);
  await commands().set(keys.room("7"), "a text");
  expect(await ends("7", ROOM)).toEqual([
    [null, 0],
    ["20", 2],
  ]);
});

describe("poison at the end of a room", () => {
  test("is unread to nobody, however much of it there is", async () => {
    await stand(10, 20, [21, "poison"], [22, "more"]);
    const unread = async (cursor: string | null) => (await history.ends([{ roomId: ROOM, cursor }]))[0];
    expect(await unread(null)).toMatchObject({ newest: { cursor: "20" }, unread: 2 });
    expect(await unread("10")).toMatchObject({ unread: 1 });
    for (const mark of ["20", "21", "22", "30"]) expect(await unread(mark)).toMatchObject({ unread: 0 });
    await stand(...Array.from({ length: 120 }, (_, i): [number, string] => [23 + i, `poison ${i}`]));
    expect(await unread(null)).toMatchObject({ newest: { cursor: "20" }, unread: 2 });
    expect(await unread("20")).toMatchObject({ newest: { cursor: "20" }, unread: 0 });
  });

  test("and nothing else in a room is nothing", async () => {
    await stand([21, "poison"]);
    expect(await ends(ROOM)).toEqual([[null, 0]]);
  });
});

describe("what siblings stored behind a cursor", () => {
  test("is found two minutes back, in its order, chained to what stands there, and nothing of ours with it", async () => {
    await stand(879, [880, member("late 1")], [900, own("ours")], 950, [960, "poison"], 999, 1_001);
    const late = await history.lateBefore(ROOM, "999.5");
    expect(late.map(({ cursor, prev }) => [cursor, prev])).toEqual([
      ["880", "879"],
      ["950", "900"],
      ["999", "950"],
    ]);
  });

  test("is nothing where there is nothing of theirs", async () => {
    await stand([900, own("ours")]);
    expect(await history.lateBefore(ROOM, "1000.5")).toEqual([]);
  });

  test("is all of it where the cursor is of a sibling, whose clock may have been ahead", async () => {
    await stand([879, own("long ago")], [900, own("ours")], 950, 1_001);
    const late = await history.lateBefore(ROOM, "1000");
    expect(late.map(({ cursor, prev }) => [cursor, prev])).toEqual([
      ["900", "879"],
      ["950", "900"],
    ]);
  });
});

test("rooms are counted in their order, each from one time to another", async () => {
  await stand(10, 20, 30, 40);
  const ranges = ["7", ROOM].map((roomId) => ({ roomId, from: 20, to: 30 }));
  expect(await history.counts(ranges)).toEqual([0, 2]);
});
