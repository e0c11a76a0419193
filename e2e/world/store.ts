/** Writes the world of the pictures straight into Redis, as the siblings would. */
import { randomUUID } from "node:crypto";
import bcrypt from "bcryptjs";
import type { Redis } from "ioredis";
import { channels, keys } from "../../lib/redis/keys";
import { AWAY, HERE, ME, type Name, PEOPLE, ROOMS, type WorldRoom } from "./words";

export const PASSWORD = "password123";

export const idOf = (name: Name) => String(PEOPLE.indexOf(name) + 1);

/** Accounts: once. With them the database is not empty, so no demo data is written into it. */
export async function writePeople(redis: Redis): Promise<void> {
  const password = await bcrypt.hash(PASSWORD, 10);
  for (const username of PEOPLE) {
    await redis.hset(keys.user(idOf(username)), { username, password });
    await redis.set(keys.username(username), keys.user(idOf(username)));
  }
  await redis.set(keys.totalUsers, PEOPLE.length);
}

/** Rooms, what is said and read in them, and who is here: as if nobody had ever touched them. */
export async function writeRooms(redis: Redis): Promise<void> {
  const old = (await redis.keys("*")).filter((key) => CHANGING.test(key));
  const batch = redis.multi();
  if (old.length > 0) batch.del(...old);
  for (const room of ROOMS) {
    if (room.name) batch.set(keys.roomName(room.id), room.name);
    batch.hset(keys.roomInfo(room.id), { kind: room.kind, by: idOf(room.by), at: "1775000000" });
    batch.sadd(keys.roomMembers(room.id), ...room.members.map(idOf));
    for (const name of room.members) batch.sadd(keys.userRooms(idOf(name)), room.id);
    if (room.kind === "open" && room.id !== "0") batch.sadd(keys.openRooms, room.id);
    const said = messagesOf(room);
    if (said.length > 0) batch.zadd(keys.room(room.id), ...said.flatMap(({ score, member }) => [score, member]));
    const read = said.at(-1 - (room.unread ?? 0));
    if (read) batch.hset(keys.reads(idOf(ME)), room.id, read.score);
  }
  batch.set(keys.totalRooms, ROOMS.length);
  batch.sadd(keys.onlineUsers, ...HERE.map(idOf)).srem(keys.onlineUsers, ...AWAY.map(idOf));
  await batch.exec();
}

/** Somebody says something now, in the last minute of the pictures: stored, and told to every server. */
export async function sayNow(redis: Redis, roomId: string, name: Name, text: string): Promise<void> {
  const [, newest] = await redis.zrevrange(keys.room(roomId), 0, 0, "WITHSCORES");
  const score = Math.max(Number(newest ?? 0) + 1, LAST_MINUTE);
  const member = memberOf(roomId, name, text, score);
  await redis.zadd(keys.room(roomId), score, member);
  const envelope = { serverId: "pictures", type: "message", cursor: String(score), prev: newest ?? null };
  await redis.publish(channels.messages, JSON.stringify({ ...envelope, data: JSON.parse(member) }));
}

/** The cursor of the message that holds this text. */
export function cursorOf(roomId: string, text: string): string {
  const room = ROOMS.find(({ id }) => id === roomId);
  const found = room && messagesOf(room).find(({ member }) => member.includes(text));
  if (!found) throw new Error(`Nobody says “${text}” in room ${roomId}.`);
  return String(found.score);
}

const CHANGING = /^(room:|\{room:|user:\d+:rooms$|\{user:\d+\}:(read|last|blocks)$|open_rooms$|total_rooms$)/;
const LAST_MINUTE = Date.UTC(2026, 3, 23, 10, 45) / 1000;
const LINE = /^(\d\d) (\d\d):(\d\d) (\S+) {2}(.+)$/;

function messagesOf({ id, words }: WorldRoom): { score: number; member: string }[] {
  const lines = words.split("\n").filter(Boolean);
  return lines.map((line) => {
    const [, day, hour, minute, name, text] = LINE.exec(line) ?? [];
    if (!text) throw new Error(`This is no line of the world: ${line}`);
    const score = Date.UTC(2026, 3, Number(day), Number(hour), Number(minute)) / 1000;
    return { score, member: memberOf(id, name as Name, text, score) };
  });
}

const memberOf = (roomId: string, name: Name, message: string, date: number) =>
  JSON.stringify({ from: idOf(name), date, message, roomId, id: randomUUID() });
