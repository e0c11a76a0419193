/** People who are signed in, written into Redis in bulk: thousands need no registration each. */

import { hash } from "bcryptjs";
import type { Redis } from "ioredis";
import { keys } from "../../lib/redis/keys";
import * as sessions from "../../lib/sessions";

export interface BenchPerson {
  id: string;
  name: string;
  cookie: string;
}

export const PASSWORD = "correct horse battery";
const AT_ONCE = 500;

/** People with these rooms beside General; what they write is theirs, so each has an account and a session. */
export async function addPeople(redis: Redis, count: number, roomsOf: (index: number) => string[] = () => []) {
  const before = Number((await redis.get(keys.totalUsers)) ?? 0);
  const password = await hash(PASSWORD, 10);
  const people: BenchPerson[] = [];
  while (people.length < count) {
    const batch = redis.pipeline();
    const end = Math.min(count, people.length + AT_ONCE);
    for (let index = people.length; index < end; index++) {
      const person = await signedIn(String(before + index + 1));
      batch.hset(keys.user(person.id), { username: person.name, password });
      batch.set(keys.username(person.name), keys.user(person.id));
      batch.sadd(keys.userRooms(person.id), "0", ...roomsOf(index));
      batch.hset(keys.sessions(person.id), person.sessionId, person.stored);
      batch.hset(keys.sessionsSeen(person.id), person.sessionId, person.since);
      people.push({ id: person.id, name: person.name, cookie: person.cookie });
    }
    await batch.exec();
  }
  await redis.set(keys.totalUsers, before + count);
  return people;
}

async function signedIn(id: string) {
  const { id: sessionId, since, stored, sealed } = await sessions.beginning(id, "benchmark");
  return { id, name: `Person ${id}`, sessionId, since, stored, cookie: `banter=${encodeURIComponent(sealed)}` };
}

/** A named room and its members, as `POST /api/rooms` leaves it. */
export async function addRoom(redis: Redis, roomId: string, memberIds: string[]): Promise<void> {
  await redis
    .pipeline()
    .set(keys.roomName(roomId), `Room ${roomId}`)
    .hset(keys.roomInfo(roomId), { kind: "closed", by: memberIds[0] ?? "1", at: 1 })
    .sadd(keys.roomMembers(roomId), ...memberIds)
    .exec();
}
