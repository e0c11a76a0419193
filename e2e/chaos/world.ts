/** Everything of a run: Redis, the instances, the people with their tabs, and those who listen at the door. */
import { randomBytes } from "node:crypto";
import { GENERAL, type RoomId, type UserId } from "../../lib/events";
import { atEnd } from "../../scripts/endings.mjs";
import type { LoadClient } from "./client";
import { type Ear, openEar } from "./ear";
import { openFront } from "./front";
import { createRecorder, type Recorder } from "./history";
import { type Instance, openInstance } from "./instance";
import type { RelayKind } from "./options";
import { createRoom, type Person, register } from "./person";
import { type ChaosRedis, startRedis } from "./redis";
import { openStream, type Stream } from "./stream";
import { createTab, type Tab } from "./tab";

export interface World {
  redis: ChaosRedis;
  instances: Instance[];
  people: Person[];
  outsiders: Person[];
  /** Somebody who comes and goes. */
  guest: Person;
  tabs: Tab[];
  ears: Ear[];
  streams: Stream[];
  rooms: Rooms;
  recorder: Recorder;
  /** What people have typed and not sent, by where their browser keeps it. */
  drafts: Map<string, { person: Person; key: string; text: string }>;
  /** An ear more, of a session of its own. */
  listen(person: Person, name: string, options?: ListenOptions): Promise<Ear>;
  end(): Promise<void>;
}

export interface Rooms {
  direct: RoomId;
  closed: RoomId;
  /** Who was in a room at first. */
  members: Record<RoomId, UserId[]>;
}

interface ListenOptions {
  cookie?: string;
  /** On this instance and no other. */
  at?: Instance;
}

export interface WorldParts {
  /** Where the logs go. */
  folder: string;
  loadClient: LoadClient;
  /** The folder that holds the built server, if not the checkout. */
  built?: string;
  relay: RelayKind;
}

const INSTANCES = 3;
const PEOPLE = 12;
const WITH_TWO_TABS = 4;
const IN_CLOSED_ROOM = 6;
const OUTSIDERS = 2;
const GUESTS = 1;

export async function openWorld({ folder, loadClient, built, relay }: WorldParts): Promise<World> {
  const ends: (() => Promise<void>)[] = [];
  const kept = <T extends { end(): Promise<void> }>(part: T): T => {
    ends.push(() => part.end());
    return part;
  };
  const end = async () => {
    over();
    for (const stop of ends.splice(0).reverse()) await stop();
  };
  const over = atEnd(end);
  const recorder = createRecorder();
  let turns = 0;

  async function build(): Promise<World> {
    const redis = kept(await startRedis());
    const fell = (what: string) => recorder.note({ type: "fell", what });
    const parts = { redis: redis.target, secret: randomBytes(24).toString("hex"), folder, built, fell };
    const names = Array.from({ length: INSTANCES }, (_, index) => `instance-${index + 1}`);
    const relayOf = (index: number) => (relay === "mixed" ? (index === 1 ? "rooms" : "single") : relay);
    const open = async (name: string, index: number) =>
      kept(await openInstance({ ...parts, name, relay: relayOf(index) }));
    const instances = await Promise.all(names.map(open));
    await Promise.all(instances.map((instance) => instance.start()));
    const front = () => openFront(instances, turns++);

    const everybody = await registered(instances, PEOPLE + OUTSIDERS + GUESTS);
    const people = everybody.slice(0, PEOPLE);
    const outsiders = everybody.slice(PEOPLE, PEOPLE + OUTSIDERS);
    const guest = everybody.at(-1) as Person;
    const rooms = await furnished(instances, people);
    const tabs: Tab[] = [];
    for (const [person, name] of named(people)) {
      tabs.push(kept(createTab({ name, person, front: await front(), loadClient, recorder })));
    }
    await Promise.all(tabs.map((tab, index) => tab.load(firstRoom(rooms, tab.person, index))));

    const listen = async (person: Person, name: string, { cookie, at }: ListenOptions = {}) =>
      kept(openEar({ name, person, cookie, recorder, front: await (at ? openFront([at], 0) : front()) }));
    const ears = await Promise.all(outsiders.map((person, index) => listen(person, `outsider ${index + 1}`)));
    const [listener] = people as [Person];
    const heard = [GENERAL, rooms.direct, rooms.closed];
    const streams = [
      kept(openStream({ name: "stream", person: listener, rooms: heard, recorder, front: await front() })),
    ];
    return {
      redis,
      instances,
      people,
      outsiders,
      guest,
      tabs,
      ears,
      streams,
      rooms,
      recorder,
      drafts: new Map(),
      listen,
      end,
    };
  }

  return build().catch(async (error) => {
    await end();
    throw error;
  });
}

async function registered(instances: Instance[], count: number): Promise<Person[]> {
  const names = Array.from({ length: count }, (_, index) => `P${index + 1}`);
  return Promise.all(names.map((name, index) => register((instances[index % INSTANCES] as Instance).url(), name)));
}

/** The first two have a direct room; the first has created a closed one, with the next five in it. */
async function furnished([instance]: Instance[], people: Person[]): Promise<Rooms> {
  const [host, other] = people as [Person, Person];
  const inside = people.slice(0, IN_CLOSED_ROOM).map(({ id }) => id);
  const url = instance?.url() ?? "";
  const direct = await createRoom(url, host, { kind: "direct", userId: other.id });
  const closed = await createRoom(url, host, { kind: "closed", name: "Closed", memberIds: inside.slice(1) });
  return { direct, closed, members: { [direct]: [host.id, other.id], [closed]: inside } };
}

function named(people: Person[]): [Person, string][] {
  return people.flatMap((person, index) => {
    const name = `P${index + 1}`;
    const one: [Person, string] = [person, `${name}a`];
    return index < WITH_TWO_TABS ? [one, [person, `${name}b`] as [Person, string]] : [one];
  });
}

/** So that each room is open somewhere from the start. */
function firstRoom({ direct, closed, members }: Rooms, { id }: Person, index: number): RoomId {
  const mine = [GENERAL, closed, direct].filter((roomId) => roomId === GENERAL || members[roomId]?.includes(id));
  return mine[index % mine.length] as RoomId;
}
