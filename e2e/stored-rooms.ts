/** Rooms with a past, written into Redis: the API knows no other time than now. */
import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { keys } from "../lib/redis/keys";

interface Past {
  from: string;
  text: string;
  /** Unix seconds. */
  at: number;
}

/** Writes messages into a room, oldest first. */
export async function writePast(redisUrl: string, roomId: string, said: Past[]): Promise<void> {
  await withRedis(redisUrl, async (redis) => {
    const members = said.flatMap(({ from, text: message, at: date }, index) => {
      const member = JSON.stringify({ from, date, message, roomId, id: randomUUID() });
      return [`${date}.${String(index + 1).padStart(6, "0")}`, member];
    });
    await redis.zadd(keys.room(roomId), ...members);
  });
}

export async function withRedis<T>(url: string, run: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await run(redis);
  } finally {
    redis.disconnect();
  }
}
