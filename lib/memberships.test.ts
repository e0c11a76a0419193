import { Redis } from "ioredis";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { holdingLine } from "../scripts/holding-line";
import { overheard } from "../scripts/overheard";
import * as memberships from "./memberships";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import { scripts } from "./redis/scripts";
import * as rooms from "./rooms";

const elsewhere = new Redis(process.env.REDIS_URL as string, { scripts }); // another instance's
const line = await holdingLine(process.env.REDIS_URL as string);
process.env.REDIS_URL = line.url;
afterAll(async () => {
  commands().disconnect();
  elsewhere.disconnect();
  await line.end();
});

const told = overheard<unknown>(channels.banter, JSON.parse);
const refused = (code: string) => expect.objectContaining({ code });
const isIn = (userId: string, roomId: string) =>
  memberships.find(userId, roomId).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  await commands().flushall();
  for (const [index, username] of ["ann", "bob", "cid", "dot"].entries()) {
    await commands().hset(keys.user(`${index + 1}`), { username });
    await commands().set(keys.username(username), `user:${index + 1}`);
  }
  await commands().set(keys.totalUsers, 4);
});

/** What was told so far; a last word after it shows that there is no more. */
async function everythingTold(): Promise<unknown[]> {
  await commands().publish(channels.banter, '"end"');
  await expect.poll(() => told.at(-1)).toBe("end");
  return told.slice(0, -1);
}

describe("the door", () => {
  test("is open to General for everybody", async () => {
    expect(await memberships.find("1", "0")).toEqual({ userId: "1", roomId: "0" });
  });

  test("is open where user:{id}:rooms says so, and nowhere else", async () => {
    await expect(memberships.find("1", "7")).rejects.toEqual(refused("not_found"));
    await commands().sadd(keys.roomMembers("7"), "1");
    expect(await isIn("1", "7")).toBe(false);
    await commands().sadd(keys.userRooms("1"), "7");
    expect(await isIn("1", "7")).toBe(true);
  });

  test.each(["2:3", "2:1", "1:1", "01:2", "1:2:3", "0:name", "7:rooms", "", "__proto__", "1:12345678901"])(
    "is closed to %s, even if a set says otherwise",
    async (roomId) => {
      await commands().sadd(keys.userRooms("1"), roomId);
      expect(await isIn("1", roomId)).toBe(false);
      expect(await memberships.list("1")).toEqual(["0"]);
    },
  );
});

test("the rooms of a person are listed once each, without what is no room", async () => {
  await commands().sadd(keys.userRooms("1"), "0", "7", "1:2", "garbage", "3:4");
  expect((await memberships.list("1")).sort()).toEqual(["0", "1:2", "7"]);
});

test("the people of a direct room are its two, of General all, of a named room those whose own set agrees", async () => {
  expect(await memberships.members("1:2")).toEqual(["1", "2"]);
  expect((await memberships.members("0")).sort()).toEqual(["1", "2", "3", "4"]);
  await commands().sadd(keys.roomMembers("7"), "1", "2");
  await commands().sadd(keys.userRooms("2"), "7");
  expect(await memberships.members("7")).toEqual(["2"]);
});

describe("joining", () => {
  test("an open room lets a person in, with nothing unread, and every instance hears it once", async () => {
    const { id } = await rooms.create("1", { kind: "open", name: "Garden" });
    await commands().zadd(keys.room(id), "17.5", "said before");
    expect(await isIn("2", id)).toBe(false);
    await memberships.join("2", id);
    await memberships.join("2", id);
    expect(await isIn("2", id)).toBe(true);
    expect(await commands().hget(keys.reads("2"), id)).toBe("17.5");
    expect(await everythingTold()).toEqual([
      { type: "joined", roomId: id, userIds: ["1"] },
      { type: "joined", roomId: id, userIds: ["2"] },
    ]);
  });

  test.each(["closed", "direct", "missing", "garbage"])("a room that is %s is not found", async (which) => {
    const closed = await rooms.create("1", { kind: "closed", name: "Attic" });
    await rooms.openDirect("1", "3");
    const roomId = { closed: closed.id, direct: "1:3", missing: "99", garbage: "0:name" }[which] as string;
    await expect(memberships.join("2", roomId)).rejects.toEqual(refused("not_found"));
    expect(await commands().smembers(keys.userRooms("2"))).toEqual([]);
  });

  test("General is joined by everybody already", async () => {
    await memberships.join("2", "0");
    expect(await everythingTold()).toEqual([]);
  });
});

describe("inviting", () => {
  let attic: string;
  beforeEach(async () => {
    attic = (await rooms.create("1", { kind: "closed", name: "Attic" })).id;
  });

  test("a member brings people into a closed room, each told of once", async () => {
    await memberships.invite("1", attic, ["2", "3", "2"]);
    await memberships.invite("2", attic, ["3", "4"]);
    expect(await Promise.all(["2", "3", "4"].map((id) => isIn(id, attic)))).toEqual([true, true, true]);
    expect((await everythingTold()).slice(1)).toEqual([
      { type: "joined", roomId: attic, userIds: ["2", "3"] },
      { type: "joined", roomId: attic, userIds: ["4"] },
    ]);
  });

  test("who is not in a room cannot bring anybody, themselves neither", async () => {
    expect(await isIn("2", attic)).toBe(false);
    await expect(memberships.invite("2", attic, ["2"])).rejects.toEqual(refused("not_found"));
    expect(await isIn("2", attic)).toBe(false);
  });

  test("nobody is added to General or to a direct room", async () => {
    await rooms.openDirect("1", "2");
    await expect(memberships.invite("1", "1:2", ["3"])).rejects.toEqual(refused("forbidden"));
    await expect(memberships.invite("1", "0", ["3"])).rejects.toEqual(refused("forbidden"));
    expect(await memberships.members("1:2")).toEqual(["1", "2"]);
  });

  test("one person who does not exist stops the whole invitation", async () => {
    await expect(memberships.invite("1", attic, ["2", "99"])).rejects.toEqual(refused("invalid"));
    expect(await isIn("2", attic)).toBe(false);
  });
});

describe("leaving", () => {
  let garden: string;
  beforeEach(async () => {
    garden = (await rooms.create("1", { kind: "open", name: "Garden", memberIds: ["2", "3"] })).id;
    await everythingTold();
    told.length = 0;
  });

  test("a person leaves, and every instance hears it", async () => {
    await memberships.remove("2", garden, "2");
    expect([await isIn("2", garden), await isIn("3", garden)]).toEqual([false, true]);
    expect(await memberships.members(garden)).not.toContain("2");
    expect(await everythingTold()).toEqual([{ type: "left", roomId: garden, userId: "2" }]);
  });

  test("who created a room removes others; others do not", async () => {
    await expect(memberships.remove("2", garden, "3")).rejects.toEqual(refused("forbidden"));
    expect(await isIn("3", garden)).toBe(true);
    await memberships.remove("1", garden, "3");
    expect(await isIn("3", garden)).toBe(false);
  });

  test("nobody removes others from a room without a creator", async () => {
    await commands().hdel(keys.roomInfo(garden), "by");
    await expect(memberships.remove("1", garden, "3")).rejects.toEqual(refused("forbidden"));
    expect(await memberships.members(garden)).toEqual(["1", "2", "3"]);
  });

  test("who cannot be told of is not removed, so that a second attempt is heard", async () => {
    await commands().call("ACL", "SETUSER", "default", "-publish");
    await expect(memberships.remove("1", garden, "3")).rejects.toThrow();
    await commands().call("ACL", "SETUSER", "default", "+publish");
    expect([await isIn("3", garden), await memberships.members(garden)]).toEqual([true, ["1", "2", "3"]]);
    await memberships.remove("1", garden, "3");
    expect(await everythingTold()).toEqual([{ type: "left", roomId: garden, userId: "3" }]);
  });

  test("who is not in a room removes nobody, and who is not in it cannot be removed", async () => {
    await expect(memberships.remove("4", garden, "3")).rejects.toEqual(refused("not_found"));
    await expect(memberships.remove("1", garden, "4")).rejects.toEqual(refused("not_found"));
    expect(await isIn("3", garden)).toBe(true);
  });

  test("General and a direct room cannot be left", async () => {
    await rooms.openDirect("1", "2");
    await expect(memberships.remove("1", "1:2", "1")).rejects.toEqual(refused("forbidden"));
    await expect(memberships.remove("1", "0", "1")).rejects.toEqual(refused("forbidden"));
    expect(await isIn("1", "1:2")).toBe(true);
  });
});

describe("who is let in again while they are removed", () => {
  let attic: string;
  beforeEach(async () => {
    attic = (await rooms.create("1", { kind: "closed", name: "Attic", memberIds: ["2"] })).id;
  });
  const enter = () => elsewhere.joinRoom(keys.roomInfo(attic), keys.roomMembers(attic), "any", "2");

  test("is on the list of the room when they were removed between the two steps of it", async () => {
    await enter();
    await memberships.remove("1", attic, "2");
    expect([await isIn("2", attic), await memberships.members(attic)]).toEqual([false, ["1"]]);
    await memberships.admit(attic, ["2"]);
    expect([await isIn("2", attic), await memberships.members(attic)]).toEqual([true, ["1", "2"]]);
  });

  test("is on it when all of that was done between the two steps of the removal", async () => {
    line.hold("srem");
    const removing = memberships.remove("1", attic, "2");
    await vi.waitUntil(async () => !(await elsewhere.sismember(keys.userRooms("2"), attic)));
    await enter();
    await elsewhere.sadd(keys.userRooms("2"), attic);
    await vi.waitUntil(line.isHolding);
    line.release();
    await removing;
    expect([await isIn("2", attic), await memberships.members(attic)]).toEqual([true, ["1", "2"]]);
  });
});
