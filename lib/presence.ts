import type { UserId } from "./events";
import { USER_ID } from "./events";
import { PRESENCE_AT_ONCE, PRESENCE_LEASE_MS } from "./limits";
import { metrics } from "./metrics";
import { serverId } from "./process";
import { commands } from "./redis/client";
import { keys } from "./redis/keys";

/** Ids that came online and went offline: real changes, told to the others by whoever caused them. */
export interface Change {
  online: UserId[];
  offline: UserId[];
}

/** People have their first tab on this instance, or lost their last. Renews the lease. One script */
export const arrive = (userIds: UserId[]) => change("arrive", userIds);
export const depart = (userIds: UserId[]) => change("depart", userIds);

/**
 * Says who is here, all of them: heals what a sibling or a lost command changed. One script; above 2,000 people one
 * for each 2,000, so that nobody else waits long, and SMEMBERS
 */
export async function beat(here: () => UserId[]): Promise<Change> {
  const everybody = here();
  if (everybody.length <= PRESENCE_AT_ONCE) return change("beat", everybody);
  const [held, arrived] = await Promise.all([
    commands().smembers(keys.onlineBy(serverId())), // sent first: who arrives from here on is not in it
    inChunks("arrive", everybody),
  ]);
  const now = new Set(here());
  const left = await inChunks(
    "depart",
    held.filter((id) => !now.has(id)),
  );
  return { online: [...arrived.online, ...left.online], offline: [...arrived.offline, ...left.offline] };
}

/** Ends this instance's lease and takes its people off. One script */
export const bye = () => change("bye", []);

/** Takes somebody off, whatever the instances say: true if they were online. SREM */
export const takeOff = async (userId: UserId): Promise<boolean> =>
  (await commands().srem(keys.onlineUsers, userId)) === 1;

/** Which of these are online, on any server. SMISMEMBER */
export async function areOnline(userIds: UserId[]): Promise<Set<UserId>> {
  if (userIds.length === 0) return new Set();
  const flags = await commands().smismember(keys.onlineUsers, ...userIds);
  return new Set(userIds.filter((_, index) => flags[index] === 1));
}

/** Everybody who is online, on any server. SMEMBERS */
export async function onlineIds(): Promise<UserId[]> {
  return (await commands().smembers(keys.onlineUsers)).filter((id) => USER_ID.test(id));
}

/** One after the other, so that Redis answers others in between. */
async function inChunks(what: "arrive" | "depart", ids: UserId[]): Promise<Change> {
  const all: Change = { online: [], offline: [] };
  for (let start = 0; start < ids.length; start += PRESENCE_AT_ONCE) {
    const { online, offline } = await change(what, ids.slice(start, start + PRESENCE_AT_ONCE));
    all.online.push(...online);
    all.offline.push(...offline);
  }
  return all;
}

async function change(what: "arrive" | "depart" | "beat" | "bye", userIds: UserId[]): Promise<Change> {
  const { onlineUsers, instances, onlineBy } = keys;
  const [online, offline] = await commands().changePresence(
    onlineUsers,
    instances,
    onlineBy(serverId()),
    serverId(),
    PRESENCE_LEASE_MS,
    onlineBy(""),
    what,
    ...userIds,
  );
  if (what === "arrive" || what === "beat") metrics().reaped.inc(offline.length); // of instances whose lease had ended
  return { online, offline };
}
