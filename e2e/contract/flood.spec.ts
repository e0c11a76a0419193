/**
 * Hostile inputs through every door. The seed is printed; BANTER_FLOOD=COUNT,SEED repeats a run. A hundred thousand take two
 * minutes of a quiet machine, so that by itself it pours in fewer.
 */
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import type { Message } from "../../lib/events";
import { randomFrom } from "../random";
import { type Banter, startTogether } from "../servers";
import { intoRooms, overChannels, overHttp, overSockets, type Place } from "./flood/doors";
import { FORGED_ID } from "./flood/mess";
import { type Person, register } from "./person";
import { expect, test } from "./test";

const [count = 16_000, seed = Math.floor(Math.random() * 1e9)] = (process.env.BANTER_FLOOD ?? "")
  .split(",")
  .filter(Boolean)
  .map(Number);
const HALF_OF_A_DOOR = Math.floor(count / 8);
const SECRET = `secret ${crypto.randomUUID()}`;
const secrets = new RegExp(`${SECRET}|\\$2[aby]\\$10\\$|node_modules|WRONGTYPE|ioredis`);

test("hostile inputs by the thousand: no crash, no leak, no 500, memory flat", async ({ opened }) => {
  test.setTimeout(600_000);
  process.stdout.write(`flood: ${count} inputs, seed ${seed}\n`);
  const { servers, redisUrl, end } = await startTogether(2, { NODE_OPTIONS: "--max-old-space-size=128" }); // what is kept would soon not fit
  const [first, second] = servers as [Banter, Banter];
  const redis = new Redis(redisUrl);
  try {
    const [mallory, anna, ben] = [
      await register(first, { opened }, "Mallory"),
      await register(first, { opened }, "Anna"),
      await register(second, { opened }, "Ben"),
    ];
    const theirs = await anna.createRoom("closed", "Ours", [ben.id]);
    const mine = await mallory.createRoom("closed", "Mine");
    await anna.say(theirs.id, SECRET);
    const place = { url: first.url, cookie: mallory.cookie, mine: mine.id, theirs: theirs.id };
    const ears = [await mallory.connect(), await mallory.at(second).connect()];
    const bens = await ben.connect();

    const wrong = await test.step("the first half", () => flood(place, ears, HALF_OF_A_DOOR));
    const before = memory(servers);
    wrong.push(...(await test.step("the second half", () => flood(place, ears, HALF_OF_A_DOOR))));
    const after = memory(servers);

    expect(wrong).toEqual([]);
    expect(JSON.stringify(ears.map(({ events }) => events))).not.toMatch(secrets);
    await anna.say(theirs.id, "all is well");
    await bens.hearsMessage(theirs.id, "all is well");
    expect(bens.messages(theirs.id).map(({ message }) => message)).toEqual(["all is well"]);
    expect((await ben.history(theirs.id)).messages.map(({ message }) => message)).toEqual([SECRET, "all is well"]);
    await readsWell(mallory.at(second), mine.id);
    for (const server of servers) {
      expect(
        server
          .log()
          .split("\n")
          .filter((line) => /"level":(50|60)/.test(line)),
      ).toEqual([]);
      const isReady = () =>
        fetch(`${server.url}/readyz`, { headers: { connection: "close" } }).then(({ status }) => status);
      await expect.poll(() => isReady().catch(() => 0)).toBe(200);
    }
    process.stdout.write(`flood: MB of memory after one half ${mb(before)}, after both ${mb(after)}\n`);
    for (const [index, bytes] of after.entries()) expect(bytes).toBeLessThan((before[index] ?? 0) * 1.25 + 40e6);
  } finally {
    redis.disconnect();
    await end();
  }

  async function flood(place: Place, ears: Awaited<ReturnType<Person["connect"]>>[], share: number) {
    const random = randomFrom(seed + floods++);
    const wrong = await overHttp(random, place, secrets, share);
    wrong.push(...(await overSockets(random, { ears, place, secrets }, share)));
    await overChannels(random, place, redis, share);
    await intoRooms(random, place, redis, share);
    return wrong;
  }
});

let floods = 0;

const mb = (all: number[]) => all.map((bytes) => Math.round(bytes / 1e6)).join(" and ");

const memory = (servers: Banter[]) =>
  servers.map(({ pid }) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid()}/status`, "utf8"))?.[1]) * 1024);

/** Every page of the poisoned room: messages of the contract's form, each once, in order. */
async function readsWell(reader: Person, roomId: string): Promise<void> {
  const read: Message[] = [];
  for (let before: string | null = null; ; ) {
    const page: { messages: Message[]; older: string | null } = await reader.history(
      roomId,
      `?limit=100${before ? `&before=${before}` : ""}`,
    );
    read.unshift(...page.messages);
    before = page.older;
    if (before === null) break;
  }
  for (const { id, from, date, message, cursor } of read) {
    expect([typeof message, /^[0-9a-f-]{36}$/i.test(id), /^[1-9]\d*$/.test(from), Number.isInteger(date)]).toEqual([
      "string",
      true,
      true,
      true,
    ]);
    expect(Number(cursor)).toBeGreaterThanOrEqual(0);
  }
  const ids = read.map(({ id }) => id).filter((id) => id !== FORGED_ID);
  expect(new Set(ids).size).toBe(ids.length);
  const cursors = read.map(({ cursor }) => Number(cursor));
  expect(cursors).toEqual(cursors.toSorted((a, b) => a - b));
}
