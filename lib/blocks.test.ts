import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { overheard } from "../scripts/overheard";
import * as blocks from "./blocks";
import { BLOCKS_MAX } from "./limits";
import * as memberships from "./memberships";
import * as messages from "./messages";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import * as rooms from "./rooms";
import * as users from "./users";

const told = overheard<{ type: string }>(channels.banter, JSON.parse);
const said = (code: string, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });
const say = (me: string, roomId: string, id: string = randomUUID()) =>
  messages.append({ me, roomId, id, message: "hello" });
const stored = (roomId: string) => commands().zcard(keys.room(roomId));

beforeEach(async () => {
  await commands().flushall();
  users.forget();
  for (const [index, username] of ["ann", "bob", "cid"].entries()) {
    await commands().hset(keys.user(`${index + 1}`), { username });
    await commands().set(keys.username(username), `user:${index + 1}`);
    await commands().sadd(keys.userRooms(`${index + 1}`), "0");
  }
  await commands().set(keys.totalUsers, 3);
});

describe("in the direct room of the two", () => {
  beforeEach(async () => {
    await rooms.openDirect("2", "1");
    await say("2", "1:2");
  });

  test("nothing of the blocked person is stored, in words that tell no more than that", async () => {
    expect(await stored("1:2")).toBe(1);
    await blocks.add("1", "2");
    await expect(say("2", "1:2")).rejects.toEqual(said("forbidden", /^You cannot write to ann\.$/));
    expect(await stored("1:2")).toBe(1);
  });

  test("who has blocked writes nothing either, and is told why", async () => {
    await blocks.add("1", "2");
    await expect(say("1", "1:2")).rejects.toEqual(said("forbidden", /^You have blocked bob\./));
  });

  test("a repeat of what was stored before has the answer of the first time", async () => {
    const id = randomUUID();
    const first = await say("2", "1:2", id);
    await blocks.add("1", "2");
    expect(await say("2", "1:2", id)).toEqual({ message: first.message, stored: false });
  });

  test("both still read, and see each other elsewhere", async () => {
    await blocks.add("1", "2");
    expect((await messages.page("2", "1:2", {})).messages).toHaveLength(1);
    await say("2", "0");
    await say("1", "0");
    expect(await stored("0")).toBe(2);
  });

  test("all is as before when it is taken back", async () => {
    await blocks.add("1", "2");
    await blocks.remove("1", "2");
    await say("2", "1:2");
    await say("1", "1:2");
    expect(await stored("1:2")).toBe(3);
    expect(await commands().exists(keys.roomBlocks("1:2"), keys.blocks("1"))).toBe(0);
  });

  test("where both have blocked each other, one taking it back is not enough", async () => {
    await blocks.add("1", "2");
    await blocks.add("2", "1");
    await blocks.remove("1", "2");
    await expect(say("1", "1:2")).rejects.toEqual(said("forbidden", /^You cannot write to bob\.$/));
    await expect(say("2", "1:2")).rejects.toEqual(said("forbidden", /^You have blocked ann\./));
  });

  test("the room says that it is blocked to who did it, and counts nothing as unread there", async () => {
    expect(await rooms.find("1", "1:2")).toMatchObject({ unread: 1 });
    await blocks.add("1", "2");
    const mine = await rooms.find("1", "1:2");
    expect(mine).toMatchObject({ unread: 0, blocked: true });
    expect((await rooms.list("1")).find(({ id }) => id === "1:2")).toMatchObject({ unread: 0, blocked: true });
    expect(await rooms.find("2", "1:2")).not.toHaveProperty("blocked");
  });

  test("whoever opens it again finds it, without making anything", async () => {
    await blocks.add("1", "2");
    expect(await rooms.openDirect("2", "1")).toMatchObject({ created: false, room: { id: "1:2" } });
  });
});

test("a blocked person opens no direct room, and neither does who has blocked", async () => {
  await blocks.add("1", "2");
  await expect(rooms.openDirect("2", "1")).rejects.toEqual(said("forbidden", /^You cannot write to ann\.$/));
  await expect(rooms.openDirect("1", "2")).rejects.toEqual(said("forbidden", /^You have blocked bob\./));
  expect(await commands().smembers(keys.userRooms("1"))).toEqual(["0"]);
  expect((await rooms.openDirect("3", "1")).created).toBe(true);
});

test("a blocked person brings who blocked them into no room, new or old; others may", async () => {
  const attic = await rooms.create("2", { kind: "closed", name: "Attic", memberIds: ["3"] });
  await blocks.add("1", "2");
  const refused = said("forbidden", /^You cannot add ann to a room\.$/);
  await expect(memberships.invite("2", attic.id, ["3", "1"])).rejects.toEqual(refused);
  await expect(rooms.create("2", { kind: "open", name: "Trap", memberIds: ["1"] })).rejects.toEqual(refused);
  expect(await commands().get(keys.totalRooms)).toBe("1");
  expect(await memberships.isIn("1", attic.id)).toBe(false);
  await memberships.invite("3", attic.id, ["1"]);
  expect(await memberships.isIn("1", attic.id)).toBe(true);
});

test("my list has whom I have blocked, by name, and my tabs hear of each change", async () => {
  await blocks.add("1", "3");
  await blocks.add("1", "2");
  await blocks.add("1", "2");
  expect((await blocks.list("1")).map(({ username }) => username)).toEqual(["bob", "cid"]);
  await blocks.remove("1", "3");
  expect((await blocks.list("1")).map(({ username }) => username)).toEqual(["bob"]);
  expect(await blocks.list("2")).toEqual([]);
  await expect.poll(() => told.length).toBe(4);
  expect(told[0]).toEqual({ type: "blocked", userId: "1", otherId: "3", blocked: true });
  expect(told[3]).toEqual({ type: "blocked", userId: "1", otherId: "3", blocked: false });
});

test("nobody blocks themselves, a stranger, or people without end", async () => {
  await expect(blocks.add("1", "1")).rejects.toEqual(said("invalid", /themselves/));
  await expect(blocks.add("1", "99")).rejects.toEqual(said("not_found", /does not exist/));
  await commands().sadd(keys.blocks("1"), ...Array.from({ length: BLOCKS_MAX }, (_, index) => `${index + 1_000}`));
  await expect(blocks.add("1", "2")).rejects.toEqual(said("invalid", /At most/));
  await blocks.remove("1", "99");
});
