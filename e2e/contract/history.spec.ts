import type { Cursor, Message, Page, SyncAnswer } from "../../lib/events";
import type { ErrorReply, Person } from "./person";
import type { SocketEar } from "./socket-ear";
import { expect, test } from "./test";

/** Says many things at once, and answers them in the order in which they are stored. */
async function sayMany(ear: SocketEar, roomId: string, count: number): Promise<Message[]> {
  const said = await Promise.all(Array.from({ length: count }, (_, index) => ear.say(roomId, `word ${index}`)));
  return said.sort((a, b) => Number(a.cursor) - Number(b.cursor));
}

async function sync(ear: SocketEar, rooms: Record<string, Cursor | null>): Promise<SyncAnswer["rooms"]> {
  const answer = await ear.ask("sync", { rooms });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.data.rooms;
}

/** All pages from one end to the other. */
async function walk(who: Person, roomId: string, limit: number, towards: "older" | "newer"): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: Cursor | null = towards === "newer" ? "0" : null;
  do {
    const where: string = cursor === null ? "" : `&${towards === "older" ? "before" : "after"}=${cursor}`;
    const page: Page = await who.history(roomId, `?limit=${limit}${where}`);
    pages.push(page);
    cursor = page[towards];
  } while (cursor !== null && pages.length < 1_000);
  return towards === "older" ? pages.reverse() : pages;
}

test("pages hold everything once, in both directions and for every limit", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Pages", [ben.id]);
  const all = await sayMany(await anna.connect(), room.id, 101);
  for (const limit of [1, 7, 50, 100]) {
    for (const towards of ["older", "newer"] as const) {
      const pages = await walk(ben, room.id, limit, towards);
      expect(pages.flatMap(({ messages }) => messages)).toEqual(all);
      expect(pages.length).toBe(Math.ceil(101 / limit));
    }
  }
});

test("a page says where the next ones begin, and where there are none", async ({ anna }) => {
  const room = await anna.createRoom("closed", "Edges");
  const all = await sayMany(await anna.connect(), room.id, 10);
  const at = (index: number) => all.at(index)?.cursor as Cursor;
  const newest = await anna.history(room.id, "?limit=4");
  expect(newest).toEqual({ messages: all.slice(6), older: at(6), newer: null });
  const middle = await anna.history(room.id, `?limit=4&before=${at(6)}`);
  expect(middle).toEqual({ messages: all.slice(2, 6), older: at(2), newer: at(5) });
  const oldest = await anna.history(room.id, `?limit=4&before=${at(2)}`);
  expect(oldest).toEqual({ messages: all.slice(0, 2), older: null, newer: at(1) });
  const exact = await anna.history(room.id, `?limit=2&before=${at(2)}`);
  expect(exact).toEqual({ messages: all.slice(0, 2), older: null, newer: at(1) });
  const after = await anna.history(room.id, `?limit=4&after=${at(1)}`);
  expect(after).toEqual({ messages: all.slice(2, 6), older: at(2), newer: at(5) });
  const rest = await anna.history(room.id, `?limit=4&after=${at(5)}`);
  expect(rest).toEqual({ messages: all.slice(6), older: at(6), newer: null });
  for (const beyond of [`after=${at(9)}`, `before=${at(0)}`]) {
    expect(await anna.history(room.id, `?${beyond}`)).toEqual({ messages: [], older: null, newer: null });
  }
  expect((await anna.history(room.id)).messages).toEqual(all);
});

test("without a limit a page has 50 messages", async ({ anna }) => {
  const room = await anna.createRoom("closed", "Fifty");
  const all = await sayMany(await anna.connect(), room.id, 51);
  const page = await anna.history(room.id);
  expect(page).toEqual({ messages: all.slice(1), older: all[1]?.cursor, newer: null });
});

for (const query of [
  "limit=0",
  "limit=101",
  "limit=-1",
  "limit=1.5",
  "limit=many",
  "limit=",
  "limit=1e99",
  "before=",
  "before=now",
  "before=-1",
  "before=+inf",
  "before=(1",
  "after=1e9",
  "after=0x10",
  "after=99999999999",
  "after=1.2.3",
  "after=1%00",
  "after=NaN",
  "before=1&after=2",
]) {
  test(`a page that cannot be is refused: ${query}`, async ({ anna }) => {
    const refused = await anna.ask<ErrorReply>("GET", `/api/rooms/0/messages?${query}`);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  });
}

test("sync tells what was missed in each room, chained to what is held", async ({ anna, ben }) => {
  const [one, other] = [
    await anna.createRoom("closed", "One", [ben.id]),
    await anna.createRoom("closed", "Other", [ben.id]),
  ];
  const annas = await anna.connect();
  const held = await annas.say(one.id, "held");
  const missed = [await annas.say(one.id, "missed"), await annas.say(one.id, "missed, too")];
  const elsewhere = await annas.say(other.id, "elsewhere");
  const bens = await ben.connect();
  expect(await sync(bens, { [one.id]: held.cursor, [other.id]: elsewhere.cursor })).toEqual({
    [one.id]: {
      messages: [
        { ...missed[0], prev: held.cursor },
        { ...missed[1], prev: missed[0]?.cursor },
      ],
      reset: false,
    },
    [other.id]: { messages: [], reset: false },
  });
});

test("sync without a cursor tells a small room from its beginning, and leaves out what one is not in", async ({
  anna,
  ben,
  stranger,
}) => {
  const [mine, hidden] = [
    await anna.createRoom("closed", "Mine", [ben.id]),
    await anna.createRoom("closed", "Hidden", [stranger.id]),
  ];
  const { body: said } = await anna.say(mine.id, "said");
  await anna.say(hidden.id, "hidden");
  const bens = await ben.connect();
  expect(await sync(bens, { [mine.id]: null, [hidden.id]: null, "999999999": null, "1:2": null })).toEqual({
    [mine.id]: { messages: [{ ...said, prev: null }], reset: false },
  });
});

test("a gap of 200 messages is told, a longer one is a reset to the newest page", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Gap", [ben.id]);
  const all = await sayMany(await anna.connect(), room.id, 202);
  const bens = await ben.connect();
  const told = async (cursor: Cursor | null | undefined) => (await sync(bens, { [room.id]: cursor ?? null }))[room.id];
  const full = await told(all[1]?.cursor);
  expect(full?.reset).toBe(false);
  expect(full?.messages.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id));
  const long = await told(all[0]?.cursor);
  expect(long?.reset).toBe(true);
  expect(long?.messages.map(({ id }) => id)).toEqual(all.slice(-50).map(({ id }) => id));
  expect(await told(null)).toMatchObject({ reset: true });
});

test("who holds a message that Redis has lost is told to start again", async ({ anna, redis }) => {
  const room = await anna.createRoom("closed", "Lost");
  const { body: kept } = await anna.say(room.id, "kept");
  const { body: lost } = await anna.say(room.id, "lost");
  await redis.zremrangebyscore(`room:${room.id}`, lost.cursor, lost.cursor);
  const told = (await sync(await anna.connect(), { [room.id]: lost.cursor }))[room.id];
  expect(told).toMatchObject({ reset: true, messages: [{ id: kept.id }] });
});

test("who was away hears everything: what came live and what sync tells leave nothing out", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Away", [ben.id]);
  const annas = await anna.connect();
  const before = await ben.connect();
  const held = await annas.say(room.id, "held");
  await before.hearsMessage(room.id, "held");
  before.close();
  let away = true;
  const saying = (async () => {
    const said: Message[] = [];
    while (said.length < 20 || (away && said.length < 150)) said.push(await annas.say(room.id, `word ${said.length}`));
    return said;
  })();
  const bens = await ben.connect();
  const missed = (await sync(bens, { [room.id]: held.cursor }))[room.id];
  away = false;
  const all = [...(await saying), await annas.say(room.id, "the last word")];
  await bens.hearsMessage(room.id, "the last word");
  expect(missed?.reset).toBe(false);
  const known = new Set([...(missed?.messages ?? []), ...bens.messages(room.id)].map(({ id }) => id));
  expect(all.filter(({ id }) => !known.has(id))).toEqual([]);
});
