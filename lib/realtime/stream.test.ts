import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createHeard } from "../../e2e/contract/heard";
import { overheard } from "../../scripts/overheard";
import * as memberships from "../memberships";
import * as messages from "../messages";
import { commands, whenReady } from "../redis/client";
import { channels, keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as rooms from "../rooms";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

process.env.RATE_LIMITS = "off";

const server = createServer();
const realtime = createRealtime(server);
server.on("request", (request, response) => {
  if (request.url?.startsWith("/api/stream")) void realtime.stream(request, response);
});
const told = overheard(channels.messages);
let url: string;

beforeAll(async () => {
  await whenReady();
  realtime.start();
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stream`;
  await vi.waitUntil(() => relay().isLive());
});
beforeEach(async () => {
  await commands().flushall();
  await commands().hset(keys.user("1"), { username: "ann" });
});
afterAll(() => void server.close());

/** A stream of Ann's. `events` are blocks of text as they came. */
async function listen(query = "") {
  const leaving = new AbortController();
  const cookie = `banter=${encodeURIComponent(await sessions.start("1", "test"))}`;
  const response = await fetch(url + query, { headers: { cookie }, signal: leaving.signal });
  const heard = createHeard();
  const ids = new Map<string, string | undefined>();
  void (async () => {
    let rest = "";
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + Buffer.from(bytes).toString()).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, event = "", data] = /^event: (\S+)\n(?:id: .*\n)?data: (.*)$/.exec(block) ?? [];
        if (!data) continue;
        const payload = JSON.parse(data);
        if (event === "messages") ids.set(payload[0].message, /^id: (.*)$/m.exec(block)?.[1]);
        heard.add(event, payload);
      }
    }
  })().catch(() => undefined); // it is left
  return {
    ...heard,
    ids,
    texts: () => heard.messages("0").map(({ message }) => message),
    left: () => heard.all("room.left").map(({ roomId }) => roomId),
    leave: () => leaving.abort(),
  };
}

const say = async (message: string) =>
  (await messages.appendAs({ userId: "1", roomId: "0" }, { id: randomUUID(), message })).message;

/** Says it until it comes with an id: none has one while something older may still come. */
async function saySettled(ear: Awaited<ReturnType<typeof listen>>, text: string) {
  for (;;) {
    const said = await say(text);
    await expect.poll(() => ear.messages("0").some(({ id }) => id === said.id)).toBe(true);
    if (ear.ids.get(text) !== undefined) return said;
  }
}

/** A sibling says something, by a clock that is `seconds` off. */
async function siblingSays(message: string, seconds: number): Promise<string> {
  const date = Math.floor(Date.now() / 1000) + seconds;
  const member = JSON.stringify({ roomId: "0", message, from: "2", date });
  await commands().zadd(keys.room("0"), date, member);
  await commands().publish(channels.messages, `{"serverId":"192.0.2.2:4000","type":"message","data":${member}}`);
  return String(date);
}

/** Counts what is read of rooms, by default after a cursor. From the `first` time on Redis takes its time, until `goOn`. */
function holdReads(first: number, isCounted = (min: string) => min.startsWith("(")) {
  const store = commands();
  const read = store.zrangebyscore.bind(store);
  let reads = 0;
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.zrangebyscore = (async (...asked: Parameters<typeof read>) => {
    if (isCounted(String(asked[1])) && ++reads >= first) await waiting;
    return read(...asked);
  }) as unknown as typeof read;
  onTestFinished(() => {
    store.zrangebyscore = read;
  });
  return { reads: () => reads, goOn };
}

test("a sibling's message from tomorrow is told, but nobody resumes after it", async () => {
  const stream = await listen();
  const before = await saySettled(stream, "before");
  await siblingSays("from tomorrow", 86_400);
  await stream.hearsMessage("0", "from tomorrow");
  const after = await saySettled(stream, "after");
  expect([...stream.ids]).toEqual([
    ["before", before.cursor],
    ["from tomorrow", undefined],
    ["after", after.cursor],
  ]);
  stream.leave();
});

test("two messages of one id, by two authors, are told both", async () => {
  const stream = await listen();
  const id = randomUUID();
  for (const userId of ["2", "1"]) await messages.appendAs({ userId, roomId: "0" }, { id, message: `by ${userId}` });
  await stream.hearsMessage("0", "by 2");
  await stream.hearsMessage("0", "by 1");
  stream.leave();
});

test("who holds a cursor from tomorrow hears what is said today", async () => {
  const tomorrow = await siblingSays("from tomorrow", 86_400);
  await say("today");
  const stream = await listen(`?after=${tomorrow}`);
  await stream.hearsMessage("0", "today");
  stream.leave();
});

test("what a sibling stored behind the cursor meanwhile comes too if it is asked for, without an id", async () => {
  const held = await say("held");
  await siblingSays("late", -60);
  const next = await say("next");
  const stream = await listen(`?after=${held.cursor}&late=true`);
  await stream.hearsMessage("0", "next");
  expect([...stream.ids]).toEqual([
    ["late", undefined],
    ["next", next.cursor],
  ]);
  const plain = await listen(`?after=${held.cursor}`);
  await plain.hearsMessage("0", "next");
  expect(plain.texts()).toEqual(["next"]);
  for (const one of [stream, plain]) one.leave();
});

test("while an older message may still come no event has an id: who resumes then misses nothing", async () => {
  await commands().hset(keys.user("2"), { username: "bob" });
  const ear = await listen();
  await saySettled(ear, "before");
  const { goOn } = holdReads(1, () => true);
  await siblingSays("the bell rings for it, and it is not read yet", 0);
  await say("meanwhile");
  await ear.hearsMessage("0", "meanwhile");
  expect(ear.ids.get("meanwhile")).toBeUndefined();
  goOn();
  await ear.hearsMessage("0", "the bell rings for it, and it is not read yet");
  await saySettled(ear, "after");
  ear.leave();
});

test("what a resumed stream holds is not told again when the instance hears of it late", async () => {
  const held = await say("held");
  await expect.poll(() => told.length).toBe(1);
  const stream = await listen(`?after=${held.cursor}`);
  await commands().publish(channels.messages, told[0] as string);
  await say("next");
  await stream.hearsMessage("0", "next");
  expect(stream.texts()).toEqual(["next"]);
  stream.leave();
});

/** Messages of Bob's that stand in a room already. */
async function history(roomId: string, count: number, length = 10): Promise<string[]> {
  const began = Date.now() / 1000 - count;
  const texts = Array.from({ length: count }, (_, index) => `${roomId} ${index} ${"x".repeat(length)}`);
  const entries = texts.flatMap((message, index) => {
    const said = { from: "2", date: Math.floor(began + index), message, roomId, id: randomUUID() };
    return [(began + index).toFixed(6), JSON.stringify(said)];
  });
  await commands().zadd(keys.room(roomId), ...entries);
  return texts;
}

test("who missed far more than a connection holds gets all of it, whatever room it was said in", async () => {
  await commands().hset(keys.user("2"), { username: "bob" });
  const { id } = await rooms.create("2", { kind: "closed", name: "Long", memberIds: ["1"] });
  const long = (await Promise.all(["0", id].map((roomId) => history(roomId, 190, 4_000)))).flat();
  const stream = await listen("?after=1");
  const heard = () => ["0", id].flatMap((roomId) => stream.messages(roomId)).map(({ message }) => message);
  await expect.poll(() => heard().length, { timeout: 10_000 }).toBe(long.length);
  expect(heard()).toEqual(long);
  stream.leave();
});

test("who is put out while hearing what was missed hears no more of it", async () => {
  await commands().hset(keys.user("2"), { username: "bob" });
  const { id } = await rooms.create("2", { kind: "closed", name: "Long", memberIds: ["1"] });
  const texts = await history(id, 2_000);
  const other = await listen();
  const { reads, goOn } = holdReads(5); // two rooms at once
  const stream = await listen("?after=1");
  await expect.poll(() => stream.messages(id).length).toBeGreaterThan(0);
  await expect.poll(reads).toBeGreaterThan(4);
  await memberships.remove("2", id, "1");
  await expect.poll(() => other.left()).toEqual([id]);
  const before = stream.messages(id).length;
  goOn();
  await expect.poll(() => stream.left()).toEqual([id]);
  expect(stream.messages(id).length).toBe(before);
  expect(before).toBeLessThan(texts.length);
  for (const one of [stream, other]) one.leave();
});

test("who goes away while hearing what was missed has no more read for them", async () => {
  await history("0", 2_000); // ten times as many as are read at once
  const { reads, goOn } = holdReads(3);
  const opened = once(server, "request");
  const stream = await listen("?after=1");
  const [, response] = await opened;
  await expect.poll(reads).toBe(3);
  const closed = once(response, "close");
  stream.leave();
  await closed;
  goOn();
  const another = await listen("?after=1");
  await another.hearsMessages("0", 2_000);
  expect(reads()).toBe(3 + 10);
  another.leave();
});
