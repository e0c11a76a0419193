/** People are taken out of the closed room, look whether they still get something of it, and are invited again. */
import { setTimeout as pause } from "node:timers/promises";
import type { UserId } from "../../lib/events";
import type { Random } from "../random";
import { noteHeard } from "./heard";
import { ask, type Person } from "./person";
import type { World } from "./world";

const AT_ONCE_MS = 1_200; // a little more than revoking may take
const AGAIN_AFTER_MS = 300;

export function changeMembers(world: World, random: Random): () => Promise<void> {
  const [host] = world.people as [Person];
  const out = new Set<UserId>();
  const unclear = new Set<UserId>(); // an invitation without an answer may still come true, at any time
  const guests = world.people.filter(
    ({ id }) => id !== host.id && world.rooms.members[world.rooms.closed]?.includes(id),
  );

  return async () => {
    const who = random.pick(guests);
    if (unclear.has(who.id)) return;
    if (!out.has(who.id)) {
      await remove(world, random.chance(0.5) ? host : who, who, random);
      out.add(who.id);
      await pause(AT_ONCE_MS);
      return lookInside(world, who, random);
    }
    if (await invited(world, host, who, random)) out.delete(who.id);
    else unclear.add(who.id);
  };
}

/** Asks until it is answered: a second time does no harm. By whom: the host, or the person leaves. */
async function remove(world: World, by: Person, who: Person, random: Random): Promise<void> {
  const path = `/api/rooms/${world.rooms.closed}/members/${who.id}`;
  for (;;) {
    const answer = await ask(random.pick(world.instances).url(), by.cookie, ["DELETE", path]).catch(() => null);
    if (answer?.status === 204 || answer?.status === 404) break;
    await pause(AGAIN_AFTER_MS);
  }
  world.recorder.note({ type: "removed", who: who.id, roomId: world.rooms.closed });
}

/** By an old link, and by a sync of a connection that was there before. */
async function lookInside({ tabs, instances, rooms, recorder }: World, who: Person, random: Random): Promise<void> {
  const asked = Date.now();
  const path = `/api/rooms/${rooms.closed}/messages`;
  const answer = await ask(random.pick(instances).url(), who.cookie, ["GET", path]).catch(() => null);
  noteHeard(recorder, { by: who.id, ear: "an old link", asked }, answer?.body);
  for (const tab of tabs.filter(({ person }) => person === who)) {
    await tab
      .chat()
      ?.connection.ask("sync", { rooms: { [rooms.closed]: null } })
      .catch(() => undefined);
  }
}

async function invited(world: World, host: Person, who: Person, random: Random): Promise<boolean> {
  const { closed } = world.rooms;
  world.recorder.note({ type: "inviting", who: who.id, roomId: closed });
  const invitation = ["POST", `/api/rooms/${closed}/members`, { userIds: [who.id] }] as [string, string, object];
  const answer = await ask(random.pick(world.instances).url(), host.cookie, invitation).catch(() => null);
  return answer?.status === 204;
}
