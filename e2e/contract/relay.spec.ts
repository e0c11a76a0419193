import { Redis } from "ioredis";
import { type Banter, startTogether } from "../servers";
import { ask, type Person, register } from "./person";
import { sayAs, seconds, siblings } from "./siblings";
import type { SocketEar } from "./socket-ear";
import { expect, test } from "./test";

/** Four instances with a channel for each room, five people on each, and a hundred rooms of ten: two instances a room. */
const INSTANCES = 4;
const PEOPLE_EACH = 5;
const ROOMS = 100;
const TOKEN = "a token for the metrics of four";

interface Place {
  server: Banter;
  people: Person[];
  ears: SocketEar[];
}

let places: Place[];
let rooms: { id: string; at: Place[] }[];
let end = async () => {};

const members = ({ at }: { at: Place[] }) => at.flatMap(({ people }) => people);

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const together = await startTogether(INSTANCES, { RELAY: "rooms", METRICS_TOKEN: TOKEN, DEMO_DATA: "false" });
  const opened: { close(): void }[] = [];
  end = async () => {
    for (const ear of opened) ear.close();
    await together.end();
  };
  const ears = { opened: (ear: { close(): void }) => void opened.push(ear) };
  places = await Promise.all(together.servers.map((server) => settle(server, ears)));
  const createRoom = async (_: unknown, index: number) => {
    const at = [places[index % INSTANCES], places[(index + 1) % INSTANCES]] as Place[];
    const [host, ...others] = members({ at }) as [Person, ...Person[]];
    const { id } = await host.createRoom(
      "closed",
      `Room ${index}`,
      others.map((person) => person.id),
    );
    return { id, at };
  };
  rooms = await Promise.all(Array.from({ length: ROOMS }, createRoom));
  for (const place of places) place.ears = await Promise.all(place.people.map((person) => person.connect()));
});

test.afterAll(() => end());

async function settle(server: Banter, ears: { opened: (ear: { close(): void }) => void }): Promise<Place> {
  const people = Array.from({ length: PEOPLE_EACH }, () => register(server, ears, "Member"));
  return { server, people: await Promise.all(people), ears: [] };
}

/** The value of a line such as `chat_relay_heard_total{channel="room"}`; 0 where it has never been counted. */
async function read({ server }: Place, line: string): Promise<number> {
  const { body } = await ask<string>(server, "GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  const found = body.split("\n").find((text) => text.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

const readAll = (line: string) => Promise.all(places.map((place) => read(place, line)));

const texts = (ear: SocketEar) =>
  ear
    .all("messages")
    .flat()
    .map(({ message }) => message);

test("an instance without members of a room does no work for its messages, even if it took them in", async () => {
  const heard = 'chat_relay_heard_total{channel="room"}';
  const heardOfAll = 'chat_relay_heard_total{channel="family"}';
  const arrived = INSTANCES * PEOPLE_EACH; // each told on the channel of all, soon after it was let in
  await expect.poll(async () => (await readAll(heardOfAll)).reduce((sum, value) => sum + value)).toBe(arrived);
  const before = { room: await readAll(heard), family: await readAll(heardOfAll) };
  const delivered = await readAll("chat_deliver_lag_seconds_count");
  const sayIn = async (room: (typeof rooms)[number], index: number) => {
    const outside = places[(index + 2) % INSTANCES] as Place;
    const [author] = members(room) as [Person];
    expect(room.at).not.toContain(outside);
    expect((await author.at(outside.server).say(room.id, `message ${index}`)).status).toBe(201);
  };
  await Promise.all(rooms.map(sayIn));
  for (const place of places) {
    const mine = rooms.flatMap((room, index) => (room.at.includes(place) ? [`message ${index}`] : []));
    expect(mine).toHaveLength(ROOMS / 2);
    for (const ear of place.ears) await expect.poll(() => texts(ear).sort()).toEqual(mine.sort());
  }
  const grown = async (line: string, from: number[]) =>
    (await readAll(line)).map((value, index) => value - (from[index] as number));
  expect(await grown(heard, before.room)).toEqual(places.map(() => ROOMS / 2));
  expect(await grown("chat_deliver_lag_seconds_count", delivered)).toEqual(places.map(() => ROOMS / 2));
  const family = await grown(heardOfAll, before.family);
  expect(family.sort()).toEqual([0, 0, 0, ROOMS]); // the bridge, which passes it over
  expect(await readAll("chat_relay_bridged_total")).toEqual(places.map(() => 0));
});

test("what a sibling says reaches every member, also when the instance that passes it on is killed", async () => {
  const [sibling] = siblings as [(typeof siblings)[number]];
  const redis = new Redis(places[0]?.server.redisUrl as string);
  const say = async (room: { id: string; at: Place[] }, message: string) => {
    const from = members(room)[0]?.id as string;
    await sayAs(sibling, redis, { from, roomId: room.id, message, date: seconds() });
  };
  const hear = async (room: { at: Place[] }, message: string) => {
    for (const ear of room.at.flatMap(({ ears }) => ears)) {
      await expect.poll(() => texts(ear).filter((text) => text === message), { timeout: 25_000 }).toHaveLength(1);
    }
  };
  try {
    for (const room of rooms.slice(0, INSTANCES)) {
      await say(room, `a sibling in ${room.id}`);
      await hear(room, `a sibling in ${room.id}`);
    }
    const bridge = await redis.get("banter:bridge");
    const ids = await Promise.all(places.map(({ server }) => instanceOf(server)));
    const dead = places[ids.indexOf(bridge as string)] as Place;
    const others = places.filter((place) => place !== dead);
    const room = rooms.find(({ at }) => !at.includes(dead)) as (typeof rooms)[number];
    await dead.server.kill();
    await say(room, "nobody passes this on");
    await hear(room, "nobody passes this on");
    const catchUps = await Promise.all(others.map((place) => read(place, 'chat_catchup_total{cause="bridge"}')));
    expect(Math.min(...catchUps)).toBeGreaterThan(0);
    await say(room, "the next one does");
    await hear(room, "the next one does");
  } finally {
    redis.disconnect();
  }
});

async function instanceOf(server: Banter): Promise<string> {
  return (await ask<{ instance: string }>(server, "GET", "/readyz")).body.instance;
}
