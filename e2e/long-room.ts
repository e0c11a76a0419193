/** Rooms with a long history, written straight into Redis: sending it would take longer than the test. */
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { keys } from "../lib/redis/keys";
import type { Chatter } from "./chatters";
import type { Banter } from "./servers";

const SECONDS_APART = 60;

/** A room of two with so many messages of the first of them, numbered, the last one a minute old. Answers its id. */
export async function longRoom({ redisUrl }: Banter, joe: Chatter, mary: Chatter, count: number): Promise<string> {
  const { id } = await joe.create({ kind: "closed", name: `Long ${joe.name}`, memberIds: [mary.id] });
  const redis = new Redis(redisUrl);
  const now = Math.floor(Date.now() / 1000);
  const batch = redis.pipeline();
  for (let number = 1; number <= count; number++) {
    const date = now - (count - number + 1) * SECONDS_APART;
    const message = `Number ${number}.${number % 10 === 0 ? ` ${WORDS}` : ""}`;
    const member = JSON.stringify({ from: joe.id, date, message, roomId: id, id: randomUUID() });
    batch.zadd(keys.room(id), date, member);
  }
  await batch.exec();
  await redis.quit();
  return id;
}

/** Marks the last `unread` messages as unread for `mary`. */
export async function markUnread({ page }: Chatter, roomId: string, unread: number): Promise<void> {
  const last = async (query: string) => {
    const answer = await page.request.get(`/api/rooms/${roomId}/messages?${query}`);
    return ((await answer.json()) as { messages: { cursor: string }[] }).messages;
  };
  let edge = "";
  for (let left = unread; left > 0; left -= 100) {
    const [first] = await last(`limit=${Math.min(100, left)}${edge && `&before=${edge}`}`);
    edge = first?.cursor ?? "";
  }
  await page.request.put(`/api/rooms/${roomId}/unread`, { data: { cursor: edge } });
}

const WORDS = "It goes on for a while, so that rows differ in height, as they do where people talk to one another.";
