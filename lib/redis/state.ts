import { oncePerProcess } from "../process";
import { commands } from "./client";
import { keys } from "./keys";

/** How Redis is doing. `memoryRatio` is null where Redis has no maxmemory. */
export interface RedisState {
  memoryRatio: number | null;
  clients: number;
  online: number;
}

/** How Redis is doing, at most 10 s ago. INFO twice, SCARD, at most once in 10 s */
export function redisState(): Promise<RedisState> {
  const held = oncePerProcess("redis.state", () => ({ at: -FRESH_MS, reading: null as Promise<RedisState> | null }));
  if (!held.reading || performance.now() - held.at >= FRESH_MS) {
    held.at = performance.now();
    held.reading = read().catch((error) => {
      held.at = -FRESH_MS; // ask again at once
      throw error;
    });
  }
  return held.reading;
}

/** A field of what INFO answers; undefined where this Redis does not say it. */
export const infoField = (info: string, field: string): string | undefined =>
  new RegExp(`^${field}:(.*?)\\r?$`, "m").exec(info)?.[1];

const FRESH_MS = 10_000;

async function read(): Promise<RedisState> {
  const redis = commands();
  const [memory, clients, online] = await Promise.all([
    redis.info("memory"),
    redis.info("clients"),
    redis.scard(keys.onlineUsers),
  ]);
  const max = Number(infoField(memory, "maxmemory") ?? 0);
  return {
    memoryRatio: max > 0 ? Number(infoField(memory, "used_memory")) / max : null,
    clients: Number(infoField(clients, "connected_clients") ?? 0),
    online,
  };
}
