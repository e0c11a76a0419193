import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { directOf, GENERAL, type RoomId, type UserId } from "../events";
import { serverId } from "../process";
import { commands } from "./client";
import { keys } from "./keys";

export const DEMO_PEOPLE = ["Pablo", "Joe", "Mary", "Alex"];
export const DEMO_PASSWORD = "password123";

/**
 * Writes the demo people, their rooms and words into an empty database: the same that the siblings write. Any
 * number of instances may call it at once; all return when it is done. `total_users`, written last, says that it is.
 * EXISTS, SET NX, then HSET, SET, SADD, ZADD
 */
export async function seed(hashPassword: (password: string) => Promise<string>): Promise<void> {
  while (!(await commands().exists(keys.totalUsers))) {
    if (await commands().set(keys.seeding, serverId(), "PX", LEASE_MS, "NX")) await write(hashPassword);
    else await wait(WAIT_MS); // somebody else is at it
  }
}

/** General has a name, whatever else is there: siblings answer 400 for a room without one. SET NX */
export async function nameGeneral(): Promise<void> {
  await commands().set(keys.roomName(GENERAL), "General", "NX");
}

const LEASE_MS = 10_000; // writing takes well under a second; if its writer dies, another begins again
const WAIT_MS = 100;

const CONVERSATION = [
  "Hello!",
  "Hi, How are you? What about our next meeting?",
  "Yeah everything is fine",
  "Next meeting tomorrow 10.00AM",
  "Wow that's great",
];
const GREETINGS = ["Hello", "Hi", "Yo", "Hola"];
const APART_SECONDS = 200;

async function write(hashPassword: (password: string) => Promise<string>): Promise<void> {
  if (await commands().exists(keys.totalUsers)) return;
  const hash = await hashPassword(DEMO_PASSWORD);
  const ids = DEMO_PEOPLE.map((_, index) => String(index + 1));
  await nameGeneral();
  for (const [index, id] of ids.entries()) {
    const username = DEMO_PEOPLE[index] as string;
    const direct = ids.filter((other) => other !== id).map((other) => directOf(id, other));
    await commands().hset(keys.user(id), { username, password: hash });
    await commands().sadd(keys.userRooms(id), GENERAL, ...direct);
    await commands().set(keys.username(username), keys.user(id));
  }
  for (const a of ids) for (const b of ids) if (Number(a) < Number(b)) await talk(directOf(a, b), [a, b].map(greeting));
  await talk(
    GENERAL,
    CONVERSATION.map((text, index) => ({ from: ids[index % ids.length] as string, text })),
  );
  await commands().set(keys.totalUsers, ids.length, "NX");
}

const greeting = (from: UserId) => ({ from, text: GREETINGS[Number(from) % GREETINGS.length] as string });

/** All words of a room in one command: a second attempt finds the room empty, or complete. */
async function talk(roomId: RoomId, words: { from: UserId; text: string }[]): Promise<void> {
  if (await commands().exists(keys.room(roomId))) return;
  const now = Date.now() / 1000;
  const entries = words.flatMap(({ from, text }, index) => {
    const score = (now - (words.length - index) * APART_SECONDS).toFixed(6);
    const member = { from, date: Math.floor(Number(score)), message: text, roomId, id: randomUUID() };
    return [score, JSON.stringify(member)];
  });
  await commands().zadd(keys.room(roomId), ...entries);
}
