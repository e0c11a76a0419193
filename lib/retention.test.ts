import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { commands, whenReady } from "./redis/client";
import { keys } from "./redis/keys";

process.env.ROOM_MAX_MESSAGES = "100";
process.env.RATE_LIMITS = "off";
const messages = await import("./messages");
const reads = await import("./reads");
const retention = await import("./retention");
const rooms = await import("./rooms");

let roomId: string;
let roomsMade = 0;

beforeAll(whenReady);
beforeEach(async () => {
  roomId = String(700 + roomsMade++);
  await commands().sadd(keys.userRooms("7"), roomId);
  await commands().set(keys.roomName(roomId), "Trimmed");
});

const write = (count: number, from = 0) =>
  commands().zadd(
    keys.room(roomId),
    ...Array.from({ length: count }, (_, index) => {
      const date = from + index + 1;
      return [date, JSON.stringify({ from: "7", date, message: `m${date}`, roomId, id: randomUUID() })];
    }).flat(),
  );
const say = (text: string) => messages.append({ me: "7", roomId, id: randomUUID(), message: text });
const kept = () => commands().zcard(keys.room(roomId));

test("the first message since the start takes off what is too much, however much that is", async () => {
  await write(2_345);
  await say("newest");
  await expect.poll(kept).toBe(100);
  const { messages: page, older } = await messages.page("7", roomId, { limit: 100 });
  expect(page.map(({ message }) => message)).toEqual([
    ...Array.from({ length: 99 }, (_, index) => `m${2_247 + index}`),
    "newest",
  ]);
  expect(older).toBeNull();
});

test("then a hundred messages cost one more script", async () => {
  const scripts = async () => {
    const stats = await commands().info("commandstats");
    const calls = (name: string) => Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
    return calls("eval") + calls("evalsha");
  };
  await write(100);
  await say("the first");
  await expect.poll(kept).toBe(100);
  const before = await scripts();
  for (let said = 0; said < 99; said++) await say(`${said}`);
  expect(await kept()).toBe(199);
  expect((await scripts()) - before).toBe(99);
  await say("the hundredth");
  await expect.poll(kept).toBe(100);
  expect((await scripts()) - before).toBe(101);
});

test("two who trim at once take no more than one would", async () => {
  await write(5_000);
  await Promise.all(Array.from({ length: 8 }, () => retention.trim(roomId, 100)));
  expect(await kept()).toBe(100);
  expect((await commands().zrange(keys.room(roomId), "0", "0", "WITHSCORES"))[1]).toBe("4901");
});

test("a smaller room is left as it is", async () => {
  await write(99);
  await retention.trim(roomId, 100);
  expect(await kept()).toBe(99);
});

test("paging back ends at what is kept, and the chain begins anew there", async () => {
  await write(150);
  await retention.trim(roomId, 100);
  const newest = await messages.page("7", roomId, { limit: 60 });
  const older = await messages.page("7", roomId, { limit: 60, before: newest.older ?? "" });
  expect([older.messages[0]?.message, older.messages.length, older.older]).toEqual(["m51", 40, null]);
  const gone = await messages.page("7", roomId, { before: "51" });
  expect(gone).toEqual({ messages: [], older: null, newer: null });
});

test("who was away is given what is kept, and what is unread is counted among that", async () => {
  await write(50);
  await reads.move("7", roomId, "20");
  await write(120, 50);
  expect((await rooms.find("7", roomId)).unread).toBe(0); // the last word is mine
  await reads.markUnread("7", roomId, "21");
  expect((await rooms.find("7", roomId)).unread).toBe(150);
  await retention.trim(roomId, 100);
  expect((await rooms.find("7", roomId)).unread).toBe(100);
  const { messages: missed, reset } = await messages.since({ userId: "7", roomId }, "20");
  expect([missed.length, missed[0]?.message, reset]).toEqual([100, "m71", false]);
  expect((await messages.since({ userId: "7", roomId }, "170")).messages).toEqual([]);
});

test("a surrounding whose message is gone begins with the oldest that is kept", async () => {
  await write(150);
  await retention.trim(roomId, 100);
  const page = await messages.around("7", roomId, "10");
  expect([page.messages[0]?.message, page.older]).toEqual(["m51", null]);
});
