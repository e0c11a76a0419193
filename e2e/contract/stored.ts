import type { Redis } from "ioredis";

const SIZE: Record<string, string> = { string: "strlen", hash: "hlen", set: "scard", zset: "zcard" };

/** Every key with its size, but for what beats by itself: presence, counts of attempts, who seeds. */
export async function stored(redis: Redis): Promise<Record<string, unknown>> {
  const keys = (await redis.keys("*")).filter((key) => !/online_users|^banter:/.test(key)).sort();
  const sizes = keys.map(async (key) => [key, await redis.call(SIZE[await redis.type(key)] ?? "type", key)]);
  return Object.fromEntries(await Promise.all(sizes));
}
