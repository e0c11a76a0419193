import bcrypt from "bcryptjs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { overheard } from "../scripts/overheard";
import { copy, type DataLine } from "./account-data";
import * as accounts from "./accounts";
import * as memberships from "./memberships";
import * as messages from "./messages";
import { DELETED_NAME } from "./names";
import * as passwords from "./passwords";
import * as reads from "./reads";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import * as rooms from "./rooms";
import * as sessions from "./sessions";
import * as users from "./users";

const told = overheard<{ type: string; sessionId?: string | null }>(channels.banter, JSON.parse);
const toldSiblings = overheard<{ type: string; data: { id?: string } }>(channels.messages, JSON.parse);
const OLD = "the old password";
const NEXT = "the next password";
const refused = (code: string) => expect.objectContaining({ code });

process.env.DEMO_DATA = "true";

let hash: string; // of the old password
let mary: sessions.Viewer;
let joe: sessions.Viewer;

const signedIn = async (userId: string) =>
  (await sessions.find(await sessions.start(userId, "curl/8"))) as sessions.Viewer;
const say = (me: string, roomId: string, message = "hello") =>
  messages.append({ me, roomId, id: crypto.randomUUID(), message });
const change = (viewer: sessions.Viewer, current = OLD, next = NEXT) =>
  accounts.changePassword(viewer, { current, next, userAgent: "curl/8" });

/** Somebody with the old password, signed in. */
async function person(username: string): Promise<sessions.Viewer> {
  const id = String(await commands().incr(keys.totalUsers));
  await commands().hset(keys.user(id), { username, password: hash });
  await commands().sadd(keys.userRooms(id), "0");
  await commands().set(keys.username(username), keys.user(id));
  return signedIn(id);
}

beforeAll(async () => {
  hash = await passwords.hash(OLD);
});
beforeEach(async () => {
  await commands().flushall();
  users.forget();
  mary = await person("Mara");
  joe = await person("Jonas");
});

describe("a changed password", () => {
  test("is the only one that fits, here and with the hash that the siblings compare", async () => {
    await change(mary);
    await expect(users.authenticate("Mara", OLD)).rejects.toEqual(refused("unauthenticated"));
    expect((await users.authenticate("Mara", NEXT)).account.id).toBe(mary.id);
    const hash = (await commands().hget(keys.user(mary.id), "password")) ?? "";
    expect(hash).toMatch(/^\$2b\$10\$.{53}$/);
    expect(await bcrypt.compare(NEXT, hash)).toBe(true);
  });

  test("ends every session, and begins one for the browser that asked", async () => {
    const others = [await signedIn(mary.id), await signedIn(mary.id)];
    const begun = await sessions.find(await change(mary));
    expect(begun).toMatchObject({ id: mary.id, username: "Mara" });
    expect(begun?.sessionId).not.toBe(mary.sessionId);
    for (const { id, sessionId } of [mary, ...others]) expect(await sessions.verify(id, sessionId)).toBeNull();
    expect(await sessions.list(mary.id)).toHaveLength(1);
    expect(await commands().ttl(keys.sessions(mary.id))).toBeGreaterThan(1_000_000);
    expect(await sessions.verify(joe.id, joe.sessionId)).not.toBeNull();
  });

  test("is told to every instance, session by session; that of the browser that asked goes quietly", async () => {
    const other = await signedIn(mary.id);
    await change(mary);
    await expect.poll(() => told.length).toBe(2);
    const ended = { type: "session.ended", userId: mary.id };
    expect(told).toContainEqual({ ...ended, sessionId: other.sessionId, quiet: false });
    expect(told).toContainEqual({ ...ended, sessionId: mary.sessionId, quiet: true });
  });

  test.each([
    ["a wrong current password", "not my password", NEXT, "forbidden"],
    ["one that is too short", OLD, "short", "invalid"],
    ["one that bcrypt would cut", OLD, "é".repeat(37), "invalid"],
  ])("%s changes nothing and ends nothing", async (_what, current, next, code) => {
    await expect(change(mary, current, next)).rejects.toEqual(refused(code));
    expect((await users.authenticate("Mara", OLD)).account.id).toBe(mary.id);
    expect(await sessions.verify(mary.id, mary.sessionId)).not.toBeNull();
  });

  test("of two changes at once one wins, and the other is told", async () => {
    const tries = await Promise.allSettled([change(mary, OLD, "one password"), change(mary, OLD, "two passwords")]);
    const lost = tries.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(lost).toEqual([refused("conflict")]);
    expect(await sessions.list(mary.id)).toHaveLength(1);
  });

  test("is known to who signed in by the old one meanwhile", async () => {
    const proof = await users.authenticate("Mara", OLD);
    expect(await users.isCurrent(proof)).toBe(true);
    await change(mary);
    expect(await users.isCurrent(proof)).toBe(false);
  });
});

describe("a deleted account", () => {
  let shed: string;

  beforeEach(async () => {
    shed = (await rooms.create(mary.id, { kind: "open", name: "Shed", memberIds: [joe.id] })).id;
    await rooms.openDirect(joe.id, mary.id);
    for (const roomId of ["0", shed, "1:2"]) await say(mary.id, roomId, `Mara in ${roomId}`);
    await reads.remember(mary.id, shed);
    await commands().sadd(keys.onlineUsers, mary.id);
  });

  test("can be signed in to by nothing, and its sessions are over", async () => {
    await accounts.remove(mary, OLD);
    await expect(users.authenticate("Mara", OLD)).rejects.toEqual(refused("unauthenticated"));
    await expect(users.authenticate(DELETED_NAME, OLD)).rejects.toEqual(refused("unauthenticated"));
    expect(await sessions.verify(mary.id, mary.sessionId)).toBeNull();
    await expect.poll(() => told.some(({ type }) => type === "deleted")).toBe(true);
    expect(told).toContainEqual({ type: "session.ended", userId: mary.id, sessionId: null });
  });

  test("a session that begins in the same moment is nobody's", async () => {
    await accounts.remove(mary, OLD);
    expect(await sessions.find(await sessions.start(mary.id, "curl/8"))).toBeNull();
  });

  test("has a name that says so and is found by none, and its old name stays taken", async () => {
    await users.names([mary.id]);
    await accounts.remove(mary, OLD);
    await commands().sadd(keys.onlineUsers, mary.id); // an instance puts back whose last tab it has just closed
    users.forget(mary.id);
    expect(await users.byIds([mary.id])).toEqual([
      { id: mary.id, username: "Deleted account", online: false, deleted: true },
    ]);
    expect((await users.list({})).map(({ username }) => username)).toEqual(["Jonas"]);
    expect(await users.list({ q: "Mara" })).toEqual([]);
    expect(await users.list({ q: "Deleted" })).toEqual([]);
    await expect(users.register("Mara", OLD)).rejects.toEqual(refused("conflict"));
    await expect(users.register("deleted account", OLD)).rejects.toEqual(refused("invalid"));
    expect(await commands().get(keys.totalUsers)).toBe("2");
  });

  test("leaves what the siblings need: a name, a hash that they can read and nothing fits, nobody online", async () => {
    await accounts.remove(mary, OLD);
    const { username, password = "" } = await commands().hgetall(keys.user(mary.id));
    expect(username).toBe("Deleted account");
    expect(password).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/);
    for (const tried of [OLD, "", "."]) expect(await bcrypt.compare(tried, password)).toBe(false);
    expect(await commands().sismember(keys.onlineUsers, mary.id)).toBe(0);
    await expect.poll(() => toldSiblings.filter(({ type }) => type === "user.disconnected")).toHaveLength(1);
  });

  test("is in no room, but what it wrote stays", async () => {
    expect(await memberships.members(shed)).toContain(mary.id);
    await accounts.remove(mary, OLD);
    expect(await memberships.members(shed)).toEqual([joe.id]);
    for (const roomId of ["0", shed, "1:2"]) {
      const { messages: page } = await messages.page(joe.id, roomId, {});
      expect(page.map(({ from, message }) => ({ from, message }))).toContainEqual({
        from: mary.id,
        message: `Mara in ${roomId}`,
      });
    }
  });

  test("leaves the direct room to the other, who can write there no more", async () => {
    await accounts.remove(mary, OLD);
    users.forget(mary.id);
    expect(await rooms.find(joe.id, "1:2")).toMatchObject({ name: "Deleted account" });
    await expect(say(joe.id, "1:2")).rejects.toThrow("account was deleted");
    expect((await rooms.openDirect(joe.id, mary.id)).room.id).toBe("1:2");
    const stranger = await person("Ines");
    await expect(rooms.openDirect(stranger.id, mary.id)).rejects.toEqual(refused("not_found"));
    await expect(memberships.invite(joe.id, shed, [mary.id])).rejects.toEqual(refused("invalid"));
  });

  test("leaves no key behind but its name, its id and what it wrote", async () => {
    await accounts.remove(mary, OLD);
    const left = (await commands().keys(`*user:${mary.id}*`)).sort();
    expect(left).toEqual([`user:${mary.id}`]);
    expect(await commands().exists(keys.deletions)).toBe(0);
  });

  test("a wrong password deletes nothing", async () => {
    await expect(accounts.remove(mary, "not my password")).rejects.toEqual(refused("forbidden"));
    expect((await users.authenticate("Mara", OLD)).account.id).toBe(mary.id);
    expect(await memberships.isIn(mary.id, shed)).toBe(true);
  });

  test.each([
    ["its rooms", () => keys.userRooms(mary.id)],
    ["one of its rooms", () => keys.roomMembers(shed)],
    ["its presence", () => keys.onlineUsers],
  ])("is completed later where it was interrupted at %s", async (_what, keyOf) => {
    await commands().rename(keyOf(), "elsewhere");
    await commands().set(keyOf(), "of another type: no command of this step works");
    await expect(accounts.remove(mary, OLD)).rejects.toThrow("WRONGTYPE");
    await commands().rename("elsewhere", keyOf());
    expect(await sessions.verify(mary.id, mary.sessionId)).toBeNull();
    expect(await commands().smembers(keys.deletions)).toEqual([mary.id]);
    await accounts.finishDeletions();
    expect(await commands().exists(keys.deletions, keys.userRooms(mary.id))).toBe(0);
    expect(await commands().smembers(keys.roomMembers(shed))).toEqual([joe.id]);
    await expect(say(joe.id, "1:2")).rejects.toEqual(refused("forbidden"));
  });

  test("a deletion that was announced and never begun takes nobody's account", async () => {
    await commands().sadd(keys.deletions, joe.id);
    await accounts.finishDeletions();
    expect((await users.authenticate("Jonas", OLD)).account.id).toBe(joe.id);
    expect(await memberships.isIn(joe.id, shed)).toBe(true);
  });
});

test("demo people are everybody's: their password and account stay", async () => {
  const demo = await person("Pablo");
  await expect(change(demo)).rejects.toEqual(refused("forbidden"));
  await expect(accounts.remove(demo, OLD)).rejects.toEqual(refused("forbidden"));
});

test("a copy of my data has my account, my rooms and what I wrote, and nothing of others", async () => {
  const { id } = await rooms.create(joe.id, { kind: "closed", name: "Attic", memberIds: [mary.id] });
  await rooms.create(joe.id, { kind: "closed", name: "Cellar" });
  for (let count = 1; count <= 3; count++) {
    await say(mary.id, id, `mine ${count}`);
    await say(joe.id, id, "not mine");
  }
  const lines: DataLine[] = [];
  for await (const line of copy(mary)) lines.push(line);
  expect(lines[0]).toMatchObject({ type: "account", id: mary.id, username: "Mara", sessions: [{ browser: "curl" }] });
  expect(lines.flatMap((line) => (line.type === "room" ? [line.name] : [])).sort()).toEqual(["Attic", "General"]);
  const written = lines.flatMap((line) => (line.type === "message" ? [line.message] : []));
  expect(written).toEqual(["mine 1", "mine 2", "mine 3"]);
  expect(JSON.stringify(lines)).not.toMatch(/not mine|Cellar|\$2b\$/);
  expect(await passwords.matches(OLD, await commands().hget(keys.user(mary.id), "password"))).toBe(true);
});
