/** The end of a run: everything is well, and one waits until everybody has seen everything. */
import { setTimeout as pause } from "node:timers/promises";
import { GENERAL, type Message, type RoomId, type UserId } from "../../lib/events";
import { LATEST_SCORE } from "../../lib/limits";
import { keys } from "../../lib/redis/keys";
import { parseMember } from "../../lib/redis/members";
import { presenceIsTrue } from "./checks/around";
import { difference } from "./checks/shown";
import type { Resources } from "./instance";
import { type End, type FinalView, storyOf } from "./story";
import type { Tab } from "./tab";
import type { World } from "./world";

const LOOKS_EVERY_MS = 500;
const GROWTH_MIB = 200; // what a process may keep that it has once needed
const GROWTH_DESCRIPTORS = 100; // every tab and ear may have come to one instance

export type Before = Map<string, Resources>;

export const resourcesNow = ({ instances }: World): Before =>
  new Map(instances.map((instance) => [instance.name, instance.resources()]));

/** Waits until outboxes are empty, views are whole and presence is true; at most so long. Answers how it ended. */
export async function settled(world: World, before: Before, patienceMs: number): Promise<End> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const end = await endOf(world, before);
    if (isSettled(world, end) || Date.now() > until) return end;
    await pause(LOOKS_EVERY_MS);
  }
}

function isSettled({ recorder }: World, end: End): boolean {
  const story = storyOf(recorder.happenings, end);
  return (
    Object.values(end.outboxes).every((waiting) => waiting.length === 0) &&
    end.views.every((view) => difference(story, view) === null) &&
    presenceIsTrue(story).violations.length === 0
  );
}

async function endOf(world: World, before: Before): Promise<End> {
  const { redis, tabs, ears, streams, rooms, drafts } = world;
  const connected = ears.filter((ear) => ear.isConnected());
  return {
    at: Date.now(),
    rooms: await storedIn(world, [GENERAL, rooms.direct, rooms.closed]),
    members: rooms.members,
    views: await viewsOf(world),
    outboxes: Object.fromEntries(tabs.map((tab) => [tab.name, waitingIn(tab)])),
    drafts: [...drafts.values()].map(({ person, key, text }) => ({
      whose: key,
      written: text,
      found: person.browser.kept(key).get(key) ?? "",
    })),
    presence: {
      expected: [...new Set([...tabs, ...connected, ...streams].map(({ person }) => person.id))],
      stored: await redis.client.smembers(keys.onlineUsers),
      seen: Object.fromEntries(tabs.map((tab) => [tab.name, onlineFor(tab)])),
    },
    ears: connected.map(({ name }) => name),
    resources: growth(world, before),
    streams: streams.map((stream) => stream.heard()),
  };
}

async function storedIn({ redis }: World, roomIds: RoomId[]): Promise<Record<RoomId, Message[]>> {
  const rooms: Record<RoomId, Message[]> = {};
  for (const roomId of roomIds) {
    const flat = await redis.client.zrange(keys.room(roomId), 0, "-1", "WITHSCORES");
    rooms[roomId] = flat.flatMap((raw, index) => {
      const cursor = flat[index + 1] ?? "";
      return index % 2 === 0 && Number(cursor) < LATEST_SCORE ? (parseMember(roomId, raw, cursor) ?? []) : [];
    });
  }
  return rooms;
}

/** The open rooms of those who are in them. */
async function viewsOf({ tabs, redis }: World): Promise<FinalView[]> {
  const views = tabs.map(async (tab): Promise<FinalView[]> => {
    const screen = tab.screen();
    if (!screen) return [{ tab: tab.name, roomId: "none", rows: [], fromStart: false, toEnd: false }];
    const { roomId, timeline } = screen;
    const isIn = roomId === GENERAL || (await redis.client.sismember(keys.userRooms(tab.person.id), roomId)) === 1;
    const { older, newer } = timeline.state.get();
    const view = { tab: tab.name, roomId, rows: screen.rows(), fromStart: older === null, toEnd: newer === null };
    return isIn ? [view] : [];
  });
  return (await Promise.all(views)).flat();
}

const waitingIn = (tab: Tab): string[] =>
  (tab.chat()?.outbox.state.get() ?? []).filter(({ failed }) => !failed).map(({ id }) => id);

const onlineFor = (tab: Tab): UserId[] =>
  Object.values(tab.chat()?.people.state.get() ?? {})
    .filter(({ online }) => online)
    .map(({ id }) => id);

function growth({ instances }: World, before: Before): End["resources"] {
  return instances.flatMap((instance) => {
    const first = before.get(instance.name) ?? { rssMib: 0, descriptors: 0 };
    const now = instance.resources();
    const of = { instance: instance.name };
    return [
      { ...of, what: "MiB", before: first.rssMib, after: now.rssMib, allowed: first.rssMib + GROWTH_MIB },
      {
        ...of,
        what: "descriptors",
        before: first.descriptors,
        after: now.descriptors,
        allowed: first.descriptors + GROWTH_DESCRIPTORS,
      },
    ];
  });
}
