import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createHeard } from "../../e2e/contract/heard";
import * as messages from "../messages";
import { commands, whenReady } from "../redis/client";
import { channels, keys } from "../redis/keys";
import { relay } from "../redis/relay";
import * as sessions from "../sessions";
import { createRealtime } from "./realtime";

process.env.RATE_LIMITS = "off";

const server = createServer();
const realtime = createRealtime(server);
server.on("request", (request, response) => {
  if (request.url?.startsWith("/api/stream")) void realtime.stream(request, response);
});
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
        const [, data] = /^data: (.*)$/m.exec(block) ?? [];
        if (!data || !block.startsWith("event: messages")) continue;
        const list = JSON.parse(data);
        ids.set(list[0].message, /^id: (.*)$/m.exec(block)?.[1]);
        heard.add("messages", list);
      }
    }
  })().catch(() => undefined); // it is left
  return {
    ...heard,
    ids,
    texts: () => heard.messages("0").map(({ message }) => message),
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
  const store = commands();
  const read = store.zrangebyscore.bind(store);
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.zrangebyscore = (async (...asked: Parameters<typeof read>) => {
    await waiting; // Redis takes its time
    return read(...asked);
  }) as unknown as typeof read;
  await siblingSays("the bell rings for it, and it is not read yet", 0);
  await say("meanwhile");
  await ear.hearsMessage("0", "meanwhile");
  expect(ear.ids.get("meanwhile")).toBeUndefined();
  store.zrangebyscore = read;
  goOn();
  await ear.hearsMessage("0", "the bell rings for it, and it is not read yet");
  await saySettled(ear, "after");
  ear.leave();
});
