/** How often people wait for Redis, whatever they have there. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tcpProxy } from "../scripts/tcp-proxy";
import * as memberships from "./memberships";
import { oncePerProcess } from "./process";
import { commands, whenReady } from "./redis/client";
import { keys } from "./redis/keys";
import * as rooms from "./rooms";
import * as sessions from "./sessions";

const line = await tcpProxy(process.env.REDIS_URL as string);
process.env.REDIS_URL = line.url;

/** The fewer of two times: the connection asks for the time now and then. */
async function roundsOf(asking: () => Promise<unknown>): Promise<number> {
  const counted: number[] = [];
  for (const _ of [1, 2]) {
    oncePerProcess("users.names", () => new Map<string, string>()).clear(); // nobody is known yet
    line.set("rounds");
    await asking();
    counted.push(line.rounds());
    line.set("pass");
  }
  return Math.min(...counted);
}

/** A person in direct rooms with `count` others, who have all said something. */
async function inRooms(me: number, count: number): Promise<void> {
  await commands().hset(keys.user(String(me)), { username: `person ${me}` });
  for (let other = me + 1; other <= me + count; other++) {
    await commands().hset(keys.user(String(other)), { username: `person ${other}` });
    await commands().sadd(keys.userRooms(String(me)), `${me}:${other}`);
    const member = { from: String(other), date: 10, message: "hello", roomId: `${me}:${other}`, id: randomUUID() };
    await commands().zadd(keys.room(`${me}:${other}`), 10, JSON.stringify(member));
  }
}

beforeAll(whenReady);
afterAll(async () => {
  commands().disconnect();
  await line.end();
});

test("all my rooms with what is unread in them are two round trips, be they three or a hundred", async () => {
  await inRooms(1, 3);
  await inRooms(1_000, 100);
  for (const [me, count] of [
    ["1", 3],
    ["1000", 100],
  ] as const) {
    expect(await roundsOf(() => rooms.list(me))).toBeLessThanOrEqual(2);
    const list = await rooms.list(me);
    expect(list.filter(({ unread }) => unread === 1)).toHaveLength(count);
  }
});

test("with the session of who asks it is two as well", async () => {
  await inRooms(3_000, 20);
  const sealed = await sessions.start("3000", "test");
  const ask = async () => {
    const known = await sessions.findAnd(sealed, rooms.whereIAm);
    return rooms.list("3000", known?.found);
  };
  expect(await roundsOf(ask)).toBe(2);
  expect(await ask()).toEqual(await rooms.list("3000"));
});

test("where poison ends rooms, it is one more for all of them", async () => {
  await inRooms(2_000, 20);
  for (let other = 2_001; other <= 2_020; other++) await commands().zadd(keys.room(`2000:${other}`), 11, "poison");
  expect(await roundsOf(() => rooms.list("2000"))).toBeLessThanOrEqual(3);
  expect((await rooms.list("2000")).filter(({ unread }) => unread === 1)).toHaveLength(20);
});

test("a handshake is one: who is it, and which rooms are theirs", async () => {
  await commands().hset(keys.user("5"), { username: "ann" });
  const sealed = await sessions.start("5", "test");
  expect(await roundsOf(() => sessions.findAnd(sealed, memberships.list))).toBe(1);
});
