/** What becomes of people while a process, or Redis, goes and comes. The rest of the table is in lib/faults.test.ts. */
import { rmSync } from "node:fs";
import { Redis } from "ioredis";
import { type FaultyRedis, faultyRedis } from "../../scripts/faulty-redis";
import { freePort } from "../../scripts/port.mjs";
import { startServer } from "../../scripts/server-process.mjs";
import { type Banter, startBanter } from "../servers";
import { ask, type ErrorReply, type Person, register } from "./person";
import type { SocketEar } from "./socket-ear";
import { talk } from "./talk";
import { expect, test } from "./test";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const SECRET = "the secret that both of these servers have";
const SKEWED = new URL("skewed-clock.mjs", import.meta.url).href;
const PATIENT = { timeout: 60_000 };

let redis: FaultyRedis;
let store: Redis;
let first: Banter;
let second: Banter;

test.beforeAll(async () => {
  redis = await faultyRedis(["--appendonly", "yes"]);
  store = new Redis(redis.socket, { maxRetriesPerRequest: null });
  store.on("error", () => undefined);
  const env = { SESSION_SECRET: SECRET, DEMO_DATA: "false" };
  first = await startBanter({ redisUrl: redis.socket, env });
  // the clock of the second is ten minutes ahead
  second = await startBanter({
    redisUrl: redis.socket,
    env: { ...env, SKEW_MS: "600000", NODE_OPTIONS: `--import ${SKEWED}` },
  });
});
test.afterAll(async () => {
  await Promise.all([first?.end(), second?.end()]);
  store?.disconnect();
  await redis?.end();
});
test.afterEach(() => {
  for (const { log } of [first, second]) expect(log()).not.toContain("a fault that nothing caught");
});

const storedIds = async (roomId: string) =>
  (await store.zrange(`room:${roomId}`, "0", "-1")).map((member) => JSON.parse(member).id as string);
const sorted = (ids: Iterable<string>) => [...ids].sort();

/** Everybody hears each stored message once; and what was acknowledged is stored once. */
async function nothingIsLostOrTwice(
  roomId: string,
  acknowledged: string[],
  ears: SocketEar[],
  patience = PATIENT,
): Promise<void> {
  const stored = await storedIds(roomId);
  expect(sorted(stored)).toEqual(sorted(acknowledged));
  for (const ear of ears) {
    await expect.poll(() => ear.messages(roomId).length, patience).toBeGreaterThanOrEqual(stored.length);
    expect(sorted(ear.messages(roomId).map(({ id }) => id))).toEqual(sorted(stored));
  }
}

/** A closed room with Ann, who talks on both servers, and Ben, who talks on the second. */
async function conversation(opened: (ear: { close(): void }) => void) {
  const ann = await register(first, { opened }, "Ann");
  const ben = await register(second, { opened }, "Ben");
  const room = await ann.createRoom("closed", "Faults", [ben.id]);
  const speakers = [[ann, ann.at(second)], [ann.at(second), ann], [ben]];
  return { ann, ben, roomId: room.id, speakers };
}

test("without Redis at boot the port is open, people are told, and it becomes ready by itself", async () => {
  await redis.kill();
  const port = await freePort();
  const late = startServer(["dist/server.js"], {
    env: {
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      REDIS_URL: redis.socket,
      SESSION_SECRET: SECRET,
      LOG_LEVEL: "silent",
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const status = (path: string) =>
    fetch(url + path).then(
      (response) => response.status,
      () => 0,
    );
  await expect.poll(() => status("/healthz"), PATIENT).toBe(200);
  expect(await status("/readyz")).toBe(503);
  const server = { url } as Banter;
  const answer = await ask<ErrorReply>(server, "POST", "/api/session", {
    username: "Ann",
    password: "anything at all",
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(answer.body.error).toMatchObject({ code: "unavailable", message: expect.stringContaining("not reachable") });
  await redis.start();
  await expect.poll(() => status("/readyz"), PATIENT).toBe(200);
  expect(await late.stop()).toBe(0);
  for (const { url } of [first, second]) {
    await expect.poll(() => fetch(`${url}/readyz`).then(({ status }) => status), PATIENT).toBe(200);
  }
});

test("while Redis is killed and started again nothing acknowledged is lost, nothing comes twice, nobody is cut", async ({
  opened,
}) => {
  const { ann, ben, roomId, speakers } = await conversation(opened);
  const ears = [await ann.connect(), await ann.at(second).connect(), await ben.connect()];
  const talking = talk(speakers, roomId);
  await expect.poll(() => talking.acknowledged.length, PATIENT).toBeGreaterThan(30);
  await redis.kill();
  const before = talking.failures;
  await expect.poll(() => talking.failures, PATIENT).toBeGreaterThan(before + 3);
  expect((await ann.ask<ErrorReply>("GET", "/api/rooms")).body.error).toMatchObject({ code: "unavailable" });
  expect((await ears[0]?.ask("typing", { roomId }))?.ok).toBe(false);
  await redis.start();
  const reached = talking.acknowledged.length;
  await expect.poll(() => talking.acknowledged.length, PATIENT).toBeGreaterThan(reached + 30);
  await talking.end();
  await nothingIsLostOrTwice(roomId, talking.acknowledged, ears);
  expect(ears.map(({ socket }) => socket.connected)).toEqual([true, true, true]);
});

test("while the subscriptions are cut again and again, all is heard, and once", async ({ opened }) => {
  const { ann, ben, roomId, speakers } = await conversation(opened);
  const ears = [await ann.connect(), await ben.connect()];
  const talking = talk(speakers, roomId);
  for (let cuts = 1; cuts <= 8; cuts++) {
    const reached = talking.acknowledged.length;
    await store.call("CLIENT", "KILL", "TYPE", "pubsub");
    await expect.poll(() => talking.acknowledged.length, { ...PATIENT, intervals: [50] }).toBeGreaterThan(reached + 10);
  }
  await talking.end();
  await nothingIsLostOrTwice(roomId, talking.acknowledged, ears, { timeout: 5_000 }); // not only by the slow sweep
});

test("told to go under load, twice, a server goes in order, and nothing is lost", async ({ opened }) => {
  const { ann, ben, roomId, speakers } = await conversation(opened);
  const [annas, bens] = [await ann.connect(), await ben.connect()];
  const talking = talk(speakers, roomId);
  await expect.poll(() => talking.acknowledged.length, PATIENT).toBeGreaterThan(30);
  const began = performance.now();
  const stopping = first.stop();
  const isOpen = () =>
    fetch(`${first.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isOpen, { timeout: 10_000, intervals: [10] }).toBe(false);
  process.kill(first.pid(), "SIGTERM"); // two at once would be one signal
  expect(await annas.closed).toBe("transport close"); // after which a client comes back by itself
  expect(await stopping).toBe(0);
  expect(performance.now() - began).toBeLessThan(25_000);
  await talking.end();
  await nothingIsLostOrTwice(roomId, talking.acknowledged, [bens]);
  await first.restart();
});

test("of a killed server nobody stays online longer than 40 s, and who comes to another misses nothing", async ({
  opened,
}) => {
  const { ann, ben, roomId } = await conversation(opened);
  const gone = await register(first, { opened }, "Gone");
  await gone.connect();
  const annas = await ann.connect();
  const bens = await ben.connect();
  const held = await annas.say(roomId, "before");
  await expect.poll(() => store.smismember("online_users", ann.id, gone.id), PATIENT).toEqual([1, 1]);
  const began = performance.now();
  await first.kill();
  const again = await ann.at(second).connect();
  await bens.say(roomId, "meanwhile");
  const synced = await again.ask("sync", { rooms: { [roomId]: held.cursor } });
  expect(synced.ok && synced.data.rooms[roomId]?.messages.map(({ message }) => message)).toEqual(["meanwhile"]);
  await expect.poll(() => store.sismember("online_users", gone.id), { timeout: 60_000, intervals: [500] }).toBe(0);
  expect(performance.now() - began).toBeLessThan(45_000);
  await bens.hears("presence", ({ offline }) => offline.includes(gone.id));
  expect(await store.sismember("online_users", ann.id)).toBe(1);
  await first.restart();
});

test("a server that stood still hears what happened meanwhile before it answers by what it knew", async ({
  opened,
}) => {
  const ann = await register(second, { opened }, "Ann");
  const ben = await register(first, { opened }, "Ben");
  const { id: roomId } = await ann.createRoom("closed", "Frozen", [ben.id]);
  const bens = await ben.connect();
  await bens.say(roomId, "before");
  await bens.hearsMessage(roomId, "before");
  await bens.hears("presence", ({ online }) => online.some(({ id }) => id === ben.id)); // from here on nothing is told of itself
  process.kill(first.pid(), "SIGSTOP");
  const earlier = bens.ask("read", { roomId, cursor: "1" }); // his line is the first to be read when it goes on
  await ann.ask("DELETE", `/api/rooms/${roomId}/members/${ben.id}`);
  const later = bens.ask("message", { roomId, id: crypto.randomUUID(), message: "I am still here" });
  const stood = performance.now();
  await expect.poll(() => performance.now() - stood).toBeGreaterThan(1_000);
  process.kill(first.pid(), "SIGCONT");
  expect(await later).toMatchObject({ ok: false, error: { code: "not_found" } });
  await earlier;
  expect(await storedIds(roomId)).toHaveLength(1);
});

test("what another version says more than this one knows harms nobody", async ({ opened }) => {
  const { ann, ben, roomId } = await conversation(opened);
  const [annas, bens] = [await ann.connect(), await ben.connect()];
  const events = [
    { type: "reaction", roomId, userId: ann.id, sign: "+1" },
    { type: "typing", roomId, userId: ann.id, emphasis: "strong" },
  ];
  for (const event of events) await store.publish("banter:events", JSON.stringify(event));
  await store.publish("MESSAGES", JSON.stringify({ serverId: "x", type: "message.edited", data: { roomId } }));
  expect(await bens.hears("typing")).toEqual({ roomId, userId: ann.id });
  const id = crypto.randomUUID();
  expect(await annas.askAnything("message", { id, roomId, message: "hello", v: 2, reactions: [] })).toMatchObject({
    ok: true,
  });
  expect(await annas.askAnything("sync", { rooms: { [roomId]: null }, v: 2 })).toMatchObject({ ok: true });
  expect(await annas.askAnything("reaction", { roomId })).toMatchObject({ ok: false, error: { code: "invalid" } });
  await bens.hearsMessage(roomId, "hello");
});

test("when Redis comes back empty, everybody is signed out, and the servers go on", async ({ opened }) => {
  const { ann } = await conversation(opened);
  const annas = await ann.connect();
  const { body: said } = await ann.say("0", "soon forgotten");
  await redis.kill();
  rmSync(`${redis.dir}/appendonlydir`, { recursive: true });
  await redis.start();
  expect(await annas.closed).toBe("io server disconnect");
  expect(annas.all("session.ended")).toHaveLength(1);
  expect((await ann.ask("GET", "/api/session")).status).toBe(401);
  let rita: Person | undefined;
  await expect
    .poll(async () => {
      rita = await register(first, { opened }, "Rita").catch(() => undefined);
      return rita?.id;
    }, PATIENT)
    .toBeDefined();
  const ear = await rita?.connect();
  const synced = await ear?.ask("sync", { rooms: { "0": said.cursor } });
  expect(synced?.ok && synced.data.rooms["0"]).toMatchObject({ messages: [], reset: true });
  expect((await rita?.at(second).say("0", "a new beginning"))?.status).toBe(201);
});
