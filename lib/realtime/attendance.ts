import type { User, UserId } from "../events";
import {
  PRESENCE_AT_ONCE,
  PRESENCE_BEAT_MS,
  PRESENCE_GATHER_MS,
  PRESENCE_GATHER_MS_PER_PERSON,
  PRESENCE_GRACE_MS,
} from "../limits";
import { warnSometimes } from "../log";
import type { Change } from "../presence";
import type { Relay } from "../redis/relay";

interface Parts {
  presence: {
    arrive(ids: UserId[]): Promise<Change>;
    depart(ids: UserId[]): Promise<Change>;
    beat(here: () => UserId[]): Promise<Change>;
    bye(): Promise<Change>;
    /** SMEMBERS */
    onlineIds(): Promise<UserId[]>;
  };
  users: { byIds(ids: UserId[]): Promise<User[]> };
  relay: Pick<Relay, "publishPresence">;
  tellAll(change: { online: User[]; offline: UserId[] }): void;
}

/**
 * Counts the tabs of each person on this instance. The first says that they are online, everywhere; the last, after
 * a grace in which a reload comes back, that they are gone.
 */
export function createAttendance({ presence, users, relay, tellAll }: Parts) {
  const tabs = new Map<UserId, number>();
  const going = new Map<UserId, NodeJS.Timeout>();
  const here = () => [...new Set([...tabs.keys(), ...going.keys()])];
  let shown: Set<UserId> | null = null; // who is online, as the people here were told
  let beating: NodeJS.Timeout | undefined;
  let stopped = false;

  function arrive(userId: UserId): void {
    clearTimeout(going.get(userId));
    const wasHere = tabs.has(userId) || going.delete(userId);
    tabs.set(userId, (tabs.get(userId) ?? 0) + 1);
    if (!wasHere) arrived(userId);
  }

  const arrived = inTurns(async (ids) => {
    const stillHere = ids.filter((id) => tabs.has(id) || going.has(id));
    if (stillHere.length > 0 && !stopped) await publish(presence.arrive(stillHere));
  });

  function depart(userId: UserId): void {
    const left = (tabs.get(userId) ?? 1) - 1;
    if (left > 0) {
      tabs.set(userId, left);
      return;
    }
    tabs.delete(userId);
    if (!stopped) going.set(userId, setTimeout(gone, PRESENCE_GRACE_MS, userId));
  }

  function gone(userId: UserId): void {
    going.delete(userId);
    publish(presence.depart([userId]));
  }

  /** Whatever fails here the next beat sets right. */
  async function publish(changing: Promise<Change>): Promise<void> {
    try {
      const { online, offline } = await changing;
      const people = await users.byIds([...online, ...offline]);
      const came = new Set(online);
      await Promise.all(
        people.map(({ id, username }) => relay.publishPresence({ id, username, online: came.has(id) })),
      );
    } catch (error) {
      warnSometimes("presence could not be written", { reason: (error as Error).message });
    }
  }

  /** The more are here, the more hear of each change: then more changes are told at once. */
  const gatherMs = () => PRESENCE_GATHER_MS + tabs.size * PRESENCE_GATHER_MS_PER_PERSON;

  const gathered = createGatherer(async (ids) => {
    const people = await users.byIds(ids);
    const online = people.filter((person) => person.online);
    const offline = people.filter((person) => !person.online).map(({ id }) => id);
    for (const { id } of online) shown?.add(id);
    for (const id of offline) shown?.delete(id);
    if (people.length > 0) tellAll({ online, offline });
  }, gatherMs);

  async function beat(): Promise<void> {
    await publish(presence.beat(here));
    await compare().catch((error: Error) => warnSometimes("presence could not be read", { reason: error.message }));
  }

  /** Who came or went while the channel was not heard, or Redis not read, is found by what the people here were told. */
  async function compare(): Promise<void> {
    const online = new Set(await presence.onlineIds());
    const before = shown ?? online;
    shown ??= online;
    for (const id of online) if (!before.has(id)) gathered(id);
    for (const id of before) if (!online.has(id)) gathered(id);
  }

  return {
    arrive,
    depart,
    /** Somebody came or went, somewhere: read who, and tell the people here. */
    heard: gathered,
    start(): void {
      beating = setInterval(beat, PRESENCE_BEAT_MS);
    },
    beat,
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(beating);
      for (const timer of going.values()) clearTimeout(timer);
      await publish(presence.bye());
    },
  };
}

export type Attendance = ReturnType<typeof createAttendance>;

/** While one batch is written the next gathers: the more come at once, the fewer writes for each of them. */
function inTurns(write: (ids: UserId[]) => Promise<void>): (id: UserId) => void {
  const waiting: UserId[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await write(waiting.splice(0, PRESENCE_AT_ONCE));
    writing = false;
  }

  return (id) => {
    waiting.push(id);
    if (!writing) void writeAll();
  };
}

/** Calls `flush` with all that was given within `ms`, at most once in it. */
function createGatherer(flush: (ids: UserId[]) => Promise<void>, ms: () => number): (id: UserId) => void {
  let waiting: Set<UserId> | null = null;
  return (id) => {
    if (waiting) {
      waiting.add(id);
      return;
    }
    waiting = new Set([id]);
    setTimeout(() => {
      const ids = [...(waiting ?? [])];
      waiting = null;
      flush(ids).catch((error: Error) => warnSometimes("presence could not be read", { reason: error.message }));
    }, ms());
  };
}
