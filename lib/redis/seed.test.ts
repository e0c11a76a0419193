import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commands, whenReady } from "./client";
import { keys } from "./keys";
import { parseMember, skipped } from "./members";
import { DEMO_PEOPLE, nameGeneral, seed } from "./seed";

const HASH = "$2b$10$PuoK4TCc3NhQndll1joZgu5/PIiAFLAw83/a7Me155S9m4J/9YUVK";
const hash = async () => HASH;
const folder = mkdtempSync(join(tmpdir(), "banter-seed-"));
const program = join(folder, "seed.cjs");

/** A whole instance of its own, as far as the data is concerned. */
const PROGRAM = `
  import { closeConnections, whenReady } from "./lib/redis/client";
  import { seed } from "./lib/redis/seed";
  async function main() {
    await whenReady();
    await seed(async () => "${HASH}");
    await closeConnections();
  }
  main().catch((error) => { console.error(error); process.exit(1); });
`;

/** Everything that stands in Redis, by key. The ids of the messages are new each time. */
async function everything(): Promise<Record<string, unknown>> {
  const names = (await commands().keys("*")).sort();
  const values = await Promise.all(
    names.map(async (key) => {
      const type = await commands().type(key);
      if (type === "string") return commands().get(key);
      if (type === "hash") return commands().hgetall(key);
      if (type === "set") return (await commands().smembers(key)).sort();
      return commands().zrange(key, "0", "-1");
    }),
  );
  return Object.fromEntries(names.map((key, index) => [key, values[index]]));
}

beforeAll(async () => {
  await whenReady();
  const source = { contents: PROGRAM, resolveDir: process.cwd(), loader: "ts" as const };
  await build({ stdin: source, outfile: program, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
});
beforeEach(() => commands().flushall());
afterAll(() => rmSync(folder, { recursive: true }));

test("ten instances that start at once write the data once, and all of them return", async () => {
  const start = () => promisify(execFile)(process.execPath, [program], { env: process.env });
  await Promise.all(Array.from({ length: 10 }, start));
  expect(await commands().get(keys.totalUsers)).toBe("4");
  const cards = await Promise.all(
    ["0", "1:2", "1:3", "1:4", "2:3", "2:4", "3:4"].map((id) => commands().zcard(keys.room(id))),
  );
  expect(cards).toEqual([5, 2, 2, 2, 2, 2, 2]);
}, 30_000);

test("a second time changes nothing, and hashes nothing", async () => {
  await seed(hash);
  await commands().del(keys.seeding);
  const first = await everything();
  await seed(() => Promise.reject(new Error("the hash is not needed")));
  expect(await everything()).toEqual(first);
});

test("what is there is what the siblings read", async () => {
  await seed(hash);
  const { [keys.seeding]: _lease, ...all } = await everything();
  const members = Object.fromEntries(Object.entries(all).filter(([key]) => /^room:[\d:]+$/.test(key)));
  const rest = Object.fromEntries(Object.entries(all).filter(([key]) => !(key in members)));
  expect(rest).toEqual({
    total_users: "4",
    "room:0:name": "General",
    ...Object.fromEntries(DEMO_PEOPLE.map((name, i) => [`username:${name}`, `user:${i + 1}`])),
    ...Object.fromEntries(DEMO_PEOPLE.map((name, i) => [`user:${i + 1}`, { username: name, password: HASH }])),
    "user:1:rooms": ["0", "1:2", "1:3", "1:4"],
    "user:2:rooms": ["0", "1:2", "2:3", "2:4"],
    "user:3:rooms": ["0", "1:3", "2:3", "3:4"],
    "user:4:rooms": ["0", "1:4", "2:4", "3:4"],
  });
  expect(Object.keys(members).sort()).toEqual([
    "room:0",
    "room:1:2",
    "room:1:3",
    "room:1:4",
    "room:2:3",
    "room:2:4",
    "room:3:4",
  ]);
});

test("every message is in whole seconds of the past, of one of the room's people, in the order it was said", async () => {
  await seed(hash);
  for (const roomId of ["0", "1:2", "3:4"]) {
    const flat = await commands().zrange(keys.room(roomId), "0", "-1", "WITHSCORES");
    for (let i = 0; i < flat.length; i += 2) {
      const [raw, cursor] = [flat[i] as string, flat[i + 1] as string];
      const message = parseMember(roomId, raw, cursor);
      expect(message).toMatchObject({ id: JSON.parse(raw).id, roomId, date: Math.floor(Number(cursor)) });
      expect(Number(cursor)).toBeLessThan(Date.now() / 1000);
      if (roomId !== "0") expect(message?.from).toBe(roomId.split(":")[i / 2]);
    }
  }
  expect(skipped().size).toBe(0);
});

test("an instance that died while it wrote is followed by one that finishes, without a word said twice", async () => {
  await expect(seed(() => Promise.reject(new Error("the power went")))).rejects.toThrow("the power went");
  expect(await commands().exists(keys.totalUsers)).toBe(0);
  expect(await commands().pttl(keys.seeding)).toBeGreaterThan(0);
  await commands().del(keys.seeding); // as it goes by itself, in ten seconds
  await seed(hash);
  await commands().del(keys.totalUsers, keys.seeding, keys.username("Alex"), keys.user("4"));
  await seed(hash);
  expect(await commands().get(keys.username("Alex"))).toBe("user:4");
  expect(await commands().zcard(keys.room("0"))).toBe(5);
});

test("nothing is written where somebody has registered already", async () => {
  await commands().set(keys.totalUsers, "1");
  await seed(hash);
  expect(await everything()).toEqual({ total_users: "1" });
});

test("General has a name in any case, and keeps the one it has", async () => {
  await nameGeneral();
  expect(await commands().get(keys.roomName("0"))).toBe("General");
  await commands().set(keys.roomName("0"), "Hall");
  await nameGeneral();
  expect(await commands().get(keys.roomName("0"))).toBe("Hall");
});
