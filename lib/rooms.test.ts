import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { INVITE_MAX } from "./limits";
import * as memberships from "./memberships";
import * as messages from "./messages";
import * as reads from "./reads";
import { commands, whenReady } from "./redis/client";
import { keys } from "./redis/keys";
import * as rooms from "./rooms";

const refused = (code: string) => expect.objectContaining({ code });
const say = async (me: string, roomId: string, message: string) =>
  (await messages.append({ me, roomId, id: randomUUID(), message })).message;
const shown = async (me: string) => (await rooms.list(me)).map(({ name, unread }) => [name, unread]);

beforeAll(whenReady);
beforeEach(async () => {
  await commands().flushall();
  for (const [index, username] of ["ann", "bob", "cid"].entries()) {
    await commands().hset(keys.user(`${index + 1}`), { username });
    await commands().set(keys.username(username), `user:${index + 1}`);
  }
  await commands().set(keys.totalUsers, 3);
});

test("a read mark that is no cursor is none", async () => {
  const { id } = await rooms.find("1", "0");
  await commands().hset(keys.reads("1"), id, "banana");
  expect(await rooms.find("1", id)).toMatchObject({ readCursor: null });
  expect((await rooms.list("1")).map((room) => room.id)).toContain(id);
});

test("a room that I marked as unread counts, although I spoke last in it", async () => {
  const { id } = await rooms.create("1", { kind: "open", name: "Garden", memberIds: ["2"] });
  const { cursor } = await say("2", id, "Who waters?");
  await say("1", id, "I do.");
  expect((await rooms.find("1", id)).unread).toBe(0);
  await reads.markUnread("1", id, cursor);
  expect((await rooms.find("1", id)).unread).toBe(2);
  expect(await shown("1")).toContainEqual(["Garden", 2]);
});

describe("creating", () => {
  test("an open room has its name before anybody is in it, its people, and a place in the directory", async () => {
    const room = await rooms.create("1", { kind: "open", name: "  The   garden ", memberIds: ["2"] });
    expect(room).toMatchObject({
      id: "1",
      kind: "open",
      name: "The garden",
      unread: 0,
      readCursor: null,
      lastMessage: null,
    });
    expect(room.members?.map(({ username }) => username).sort()).toEqual(["ann", "bob"]);
    expect(await commands().get(keys.roomName(room.id))).toBe("The garden");
    expect(await commands().smembers(keys.userRooms("2"))).toEqual([room.id]);
    expect(await rooms.directory("3")).toMatchObject([{ id: room.id, name: "The garden", memberCount: 2 }]);
    expect(await rooms.directory("2")).toEqual([]);
  });

  test("a closed room is in nobody's directory", async () => {
    await rooms.create("1", { kind: "closed", name: "Attic" });
    expect(await rooms.directory("2")).toEqual([]);
  });

  test("twenty rooms at once are twenty rooms, also beside one that a sibling named", async () => {
    await commands().set(keys.roomName("3"), "of a sibling");
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => rooms.create("1", { kind: "open", name: `Room ${i}` })),
    );
    const ids = made.map(({ id }) => id);
    expect(new Set(ids).size).toBe(20);
    expect(ids).not.toContain("3");
    expect(ids).not.toContain("0");
    expect(await commands().get(keys.roomName("3"))).toBe("of a sibling");
  });

  test.each([
    ["without a name", { name: " " }],
    ["with somebody who does not exist", { name: "Attic", memberIds: ["99"] }],
    ["with more people than an invitation holds", { name: "Attic", memberIds: Array(INVITE_MAX + 1).fill("2") }],
  ])("a room %s is refused, and leaves nothing", async (_how, room) => {
    await expect(rooms.create("1", { kind: "open", ...room })).rejects.toEqual(refused("invalid"));
    expect(await commands().keys("*room*")).toEqual([]);
  });
});

describe("a direct room", () => {
  test("is one, whoever of the two opens it, and created once even if both do so at once", async () => {
    const opened = await Promise.all([
      rooms.openDirect("2", "1"),
      rooms.openDirect("1", "2"),
      rooms.openDirect("2", "1"),
    ]);
    expect(opened.map(({ room }) => room.id)).toEqual(["1:2", "1:2", "1:2"]);
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
    expect(await commands().smembers(keys.userRooms("1"))).toEqual(["1:2"]);
    expect(await commands().smembers(keys.userRooms("2"))).toEqual(["1:2"]);
  });

  test("has for each of its people the name of the other", async () => {
    await rooms.openDirect("1", "2");
    expect((await rooms.find("1", "1:2")).name).toBe("bob");
    expect((await rooms.find("2", "1:2")).name).toBe("ann");
  });

  test("puts the smaller number first, not the smaller text", async () => {
    await commands().hset(keys.user("10"), { username: "ten" });
    expect((await rooms.openDirect("10", "2")).room.id).toBe("2:10");
  });

  test("of a sibling's making is found, and not created", async () => {
    await commands().sadd(keys.userRooms("1"), "1:2");
    await commands().sadd(keys.userRooms("2"), "1:2");
    expect((await rooms.openDirect("1", "2")).created).toBe(false);
  });

  test("needs somebody else, who exists", async () => {
    await expect(rooms.openDirect("1", "1")).rejects.toEqual(refused("invalid"));
    await expect(rooms.openDirect("1", "99")).rejects.toEqual(refused("not_found"));
  });
});

describe("the list of my rooms", () => {
  test("begins with where was spoken last, and counts what I have not read", async () => {
    const { id: garden } = await rooms.create("1", { kind: "open", name: "Garden", memberIds: ["2"] });
    await rooms.openDirect("1", "2");
    await say("2", "1:2", "one");
    const second = await say("2", "1:2", "two");
    await say("2", garden, "three");
    expect(await shown("1")).toEqual([
      ["Garden", 1],
      ["bob", 2],
      ["General", 0],
    ]);
    await reads.move("1", "1:2", second.cursor);
    expect(await shown("1")).toEqual([
      ["Garden", 1],
      ["bob", 0],
      ["General", 0],
    ]);
    const [, direct] = await rooms.list("1");
    expect(direct).toMatchObject({ readCursor: second.cursor, lastMessage: second });
  });

  test("counts nothing where the last word was mine", async () => {
    await say("2", "0", "hello");
    await say("1", "0", "hello yourself");
    expect(await shown("1")).toEqual([["General", 0]]);
    expect(await shown("2")).toEqual([["General", 2]]);
  });

  test("leaves out a room without a name, and shows a room of a sibling with one", async () => {
    await commands().sadd(keys.userRooms("1"), "7", "8", "nonsense");
    await commands().set(keys.roomName("8"), "of a sibling");
    expect((await rooms.list("1")).map(({ name, kind }) => [name, kind]).sort()).toEqual([
      ["General", "open"],
      ["of a sibling", "closed"],
    ]);
  });

  test("shows a direct room with somebody who is gone", async () => {
    await commands().sadd(keys.userRooms("1"), "1:99");
    expect((await rooms.find("1", "1:99")).name).toBe("Somebody");
  });

  test("survives whatever a sibling left at the end of a room", async () => {
    await commands().zadd(keys.room("0"), "17", "not a message");
    expect((await rooms.list("1"))[0]?.lastMessage).toBeNull();
  });
});

test("a room that I am not in is not found, and says nothing of itself", async () => {
  const { id } = await rooms.create("1", { kind: "closed", name: "Attic" });
  await expect(rooms.find("2", id)).rejects.toEqual(refused("not_found"));
  await memberships.invite("1", id, ["2"]);
  expect((await rooms.find("2", id)).name).toBe("Attic");
});
