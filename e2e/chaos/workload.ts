/** What people do: they write, go from room to room, type without sending; some are invited, removed, signed out. */
import { setTimeout as pause } from "node:timers/promises";
import { GENERAL, type RoomId } from "../../lib/events";
import type { Random } from "../random";
import { changeMembers } from "./membership";
import { signOutSomewhere } from "./signing-out";
import type { Tab } from "./tab";
import type { World } from "./world";

const BETWEEN_ACTS_MS = 75; // some dozen messages a second, of all people together
const BETWEEN_CHANGES_MS = 4_000;

/** Begins. Returns how to end it, which waits for what is under way. */
export function startWorkload(world: World, random: Random): () => Promise<void> {
  const leaving = new AbortController();
  const { signal } = leaving;
  const loops = [
    every(BETWEEN_ACTS_MS, signal, actingIn(world, random.branch())),
    every(BETWEEN_CHANGES_MS, signal, changeMembers(world, random.branch())),
    every(BETWEEN_CHANGES_MS, signal, signOutSomewhere(world, random.branch())),
  ];
  return async () => {
    leaving.abort();
    await Promise.all(loops);
  };
}

async function every(ms: number, signal: AbortSignal, act: () => void | Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await pause(ms, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await act();
  }
}

function actingIn(world: World, random: Random): () => void {
  let count = 0;
  return () => {
    const tab = random.pick(world.tabs);
    const roomId = chosenRoom(tab, random);
    const what = random.next();
    if (isShutOut(tab)) void tab.open(GENERAL);
    else if (what < 0.9) tab.send(roomId, `${tab.name} says ${++count}`);
    else if (what < 0.98) void tab.open(roomId);
    else type(world, tab, roomId, `${tab.name} thinks of ${++count}`);
  };
}

const roomsOf = (tab: Tab): RoomId[] => (tab.chat()?.rooms.state.get() ?? []).map(({ id }) => id);

/** The open room is no longer theirs. */
function isShutOut(tab: Tab): boolean {
  const open = tab.screen()?.roomId;
  return open !== undefined && !roomsOf(tab).includes(open);
}

/** Mostly the one that is open; of those the person is in, to their knowledge. */
function chosenRoom(tab: Tab, random: Random): RoomId {
  const open = tab.screen()?.roomId;
  const other = random.pick([GENERAL, ...roomsOf(tab)]);
  return open && random.chance(0.6) ? open : other;
}

function type({ drafts }: World, tab: Tab, roomId: RoomId, text: string): void {
  const kept = tab.chat()?.drafts;
  if (!kept) return;
  const key = kept.keyOf(roomId);
  kept.set(roomId, text);
  drafts.set(key, { person: tab.person, key, text });
}
