import { once } from "node:events";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commands, whenReady } from "./client";
import { keys } from "./keys";

beforeAll(whenReady);
beforeEach(() => commands().flushall());

const info = keys.roomInfo("7");
const members = keys.roomMembers("7");
const isIn = (id: string) => commands().sismember(members, id);

/** The same question from several connections in the same moment. */
async function atOnce<T>(
  count: number,
  ask: (redis: ReturnType<typeof commands>, index: number) => Promise<T>,
): Promise<T[]> {
  const redises = [commands(), commands().duplicate()] as const;
  await once(redises[1], "ready");
  const replies = await Promise.all(Array.from({ length: count }, (_, i) => ask(redises[i % 2 === 0 ? 0 : 1], i)));
  redises[1].disconnect();
  return replies;
}

describe("claim_name", () => {
  test("gives a name to one of fifty who ask at once", async () => {
    const replies = await atOnce(50, (redis, i) => redis.claimName(keys.username("mary"), `user:${i}`));
    expect(replies.filter((reply) => reply === 1)).toHaveLength(1);
    expect(await commands().get(keys.username("mary"))).toBe(`user:${replies.indexOf(1)}`);
  });
});

describe("open_direct", () => {
  const directInfo = keys.roomInfo("5:6");
  const open = (by: string) => commands().openDirect(directInfo, keys.roomMembers("5:6"), "5", "6", by, 1_795_000_000);

  test("opens a room once, whoever of the two asks", async () => {
    const replies = await atOnce(20, (_, i) => open(i % 2 === 0 ? "5" : "6"));
    expect(replies.filter((reply) => reply === 1)).toHaveLength(1);
    expect((await commands().smembers(keys.roomMembers("5:6"))).sort()).toEqual(["5", "6"]);
  });

  test("keeps who opened it and when", async () => {
    await open("6");
    await open("5");
    expect(await commands().hgetall(directInfo)).toEqual({ kind: "direct", by: "6", at: "1795000000" });
  });
});

describe("create_room", () => {
  const create = (by: string, ...ids: string[]) => commands().createRoom(info, members, "closed", by, 1, by, ...ids);

  test("gives an id to one of twenty who want it at once, with that one's people", async () => {
    const replies = await atOnce(20, (_, i) => create(`${i + 1}`, `${i + 101}`));
    const winner = replies.indexOf(1) + 1;
    expect(replies.filter((reply) => reply === 1)).toHaveLength(1);
    expect((await commands().smembers(members)).sort()).toEqual([`${winner}`, `${winner + 100}`].sort());
    expect(await commands().hget(info, "by")).toBe(`${winner}`);
    expect(await commands().createRoom(info, members, "open", "99", 1, "99")).toBe(0);
    expect(await commands().hget(info, "kind")).toBe("closed");
  });
});

describe("join_room", () => {
  const join = (how: "open" | "any", ...ids: string[]) => commands().joinRoom(info, members, how, ...ids);

  test("lets anybody into an open room", async () => {
    await commands().createRoom(info, members, "open", "1", 1, "1");
    expect(await isIn("2")).toBe(0);
    expect(await join("open", "2")).toBe(1);
    expect(await isIn("2")).toBe(1);
  });

  test("lets people into a closed room by an invitation only", async () => {
    await commands().createRoom(info, members, "closed", "1", 1, "1");
    expect(await join("open", "2")).toBe(0);
    expect(await isIn("2")).toBe(0);
    expect(await join("any", "2", "3")).toBe(1);
    expect([await isIn("2"), await isIn("3")]).toEqual([1, 1]);
  });

  test("lets nobody into a room that does not exist, nor a third person into a direct one", async () => {
    expect(await join("any", "2")).toBe(0);
    expect(await commands().exists(members)).toBe(0);
    await commands().openDirect(info, members, "5", "6", "5", 1);
    expect(await join("any", "2")).toBe(0);
    expect(await isIn("2")).toBe(0);
  });
});

describe("move_read", () => {
  const mark = () => commands().hget(keys.reads("7"), "0");

  test("moves forwards only, as numbers and not as texts", async () => {
    expect(await commands().moveRead(keys.reads("7"), "0", "999.5")).toBe(1);
    expect(await commands().moveRead(keys.reads("7"), "0", "1000")).toBe(1);
    expect(await commands().moveRead(keys.reads("7"), "0", "999.75")).toBe(0);
    expect(await commands().moveRead(keys.reads("7"), "0", "1000")).toBe(0);
    expect(await mark()).toBe("1000");
  });

  test("stands at the furthest of a hundred that came at once in any order", async () => {
    const cursors = Array.from({ length: 100 }, (_, i) => String(1_795_000_000.5 + ((i * 37) % 100)));
    await atOnce(100, (redis, i) => redis.moveRead(keys.reads("7"), "0", cursors[i] as string));
    expect(await mark()).toBe("1795000099.5");
  });

  test("moves on from a mark that is not a number", async () => {
    await commands().hset(keys.reads("7"), "0", "nonsense");
    expect(await commands().moveRead(keys.reads("7"), "0", "1")).toBe(1);
  });
});

describe("note_seen", () => {
  const note = (session: string, at: number) =>
    commands().noteSeen(keys.sessions("7"), keys.sessionsSeen("7"), session, at, 60);

  test("notes a session that stands, for as long as is asked, and no other", async () => {
    await commands().hset(keys.sessions("7"), "a", "{}");
    expect([await note("a", 5), await note("a", 6), await note("b", 6)]).toEqual([1, 1, 0]);
    expect(await commands().hgetall(keys.sessionsSeen("7"))).toEqual({ a: "6" });
    expect(await commands().ttl(keys.sessionsSeen("7"))).toBeGreaterThan(50);
  });
});
