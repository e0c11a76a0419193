import { Redis } from "ioredis";
import type { RedisEnv } from "../env";
import { address } from "./client";
import { scripts } from "./scripts";

export type Connection = Redis;

const PATIENCE_MS = 60_000; // nobody waits for a page: a busy Redis may take its time

/** One connection for a command of the operator. It is not opened again when it breaks. Throws if it cannot be opened. */
export async function connectAsOperator({ REDIS_URL, REDIS_TLS_VERIFY }: RedisEnv): Promise<Connection> {
  const redis = new Redis({
    ...address(REDIS_URL, REDIS_TLS_VERIFY),
    protocol: 2,
    connectionName: "banter:operator",
    connectTimeout: 5_000,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    lazyConnect: true,
    scripts,
  });
  let reason = "";
  redis.on("error", (error: Error) => {
    reason = error.message;
  });
  await redis.connect().catch((error: Error) => {
    throw new Error(`Redis is not reachable: ${reason || error.message}`);
  });
  return redis;
}
