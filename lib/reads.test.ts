import { beforeEach, expect, test } from "vitest";
import { overheard } from "../scripts/overheard";
import * as reads from "./reads";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";

const told = overheard<unknown>(channels.banter, JSON.parse);
const mark = () => commands().hget(keys.reads("1"), "0");

const said = (message: string) => `{"roomId":"0","message":"${message}","from":2,"date":10}`;

beforeEach(async () => {
  await commands().flushall();
  await commands().zadd(keys.room("0"), "10", said("a"), "20.5", said("b"), "30", said("c"), "+inf", said("d"));
});

test("my mark moves to a message, and my other tabs hear of it, once", async () => {
  await reads.move("1", "0", "20.5", "my socket");
  await reads.move("1", "0", "20.5", "my socket");
  expect(await mark()).toBe("20.5");
  await reads.move("1", "0", "30");
  await expect
    .poll(() => told)
    .toEqual([
      { type: "read", roomId: "0", userId: "1", cursor: "20.5", origin: "my socket" },
      { type: "read", roomId: "0", userId: "1", cursor: "30", origin: "" },
    ]);
});

test("my mark never moves backwards", async () => {
  await reads.move("1", "0", "30");
  await reads.move("1", "0", "10");
  expect(await mark()).toBe("30");
});

test("a cursor between or beyond the messages marks the last one before it", async () => {
  await reads.move("1", "0", "29.9");
  expect(await mark()).toBe("20.5");
  await reads.move("1", "0", "4102444799");
  expect(await mark()).toBe("30");
});

test("a cursor before all messages marks nothing", async () => {
  await reads.move("1", "0", "5");
  expect(await mark()).toBeNull();
});

test("what I mark as unread is unread from there, and my tabs hear how much it is", async () => {
  await reads.move("1", "0", "30");
  await reads.markUnread("1", "0", "20.5");
  expect(await mark()).toBe("10");
  await expect.poll(() => told.at(-1)).toEqual({ type: "unread", roomId: "0", userId: "1", cursor: "10", unread: 2 });
});

test("from the first message on, all is unread; and it is read like anything else", async () => {
  await reads.markUnread("1", "0", "10");
  expect(await commands().hgetall(keys.reads("1"))).toEqual({ "0": "0", "0!": "1" });
  await reads.move("1", "0", "30");
  expect(await commands().hgetall(keys.reads("1"))).toEqual({ "0": "30" });
});

test("nothing is marked in a room that I am not in", async () => {
  await expect(reads.markUnread("1", "7", "10")).rejects.toMatchObject({ code: "not_found" });
  expect(await commands().exists(keys.reads("1"))).toBe(0);
});

test("there is no mark in a room that I am not in", async () => {
  await commands().zadd(keys.room("7"), "10", "a");
  await expect(reads.move("1", "7", "10")).rejects.toMatchObject({ code: "not_found" });
  expect(await commands().exists(keys.reads("1"))).toBe(0);
});

test("the room I was in last is remembered", async () => {
  expect(await reads.last("1")).toBeNull();
  await reads.remember("1", "7");
  expect(await reads.last("1")).toBe("7");
});
