import type { Redis } from "ioredis";
import { warnSometimes } from "../log";

/**
 * Asks a connection every `everyMs` whether it lives. A half-open one says nothing for ever, and nobody is told: after
 * two questions without an answer it is broken off, and opened anew.
 */
export function keepWatch(redis: Redis, everyMs: number, ask: () => Promise<unknown>): void {
  const lives = () =>
    ask().then(
      () => true,
      (error: Error) => error.message !== "Command timed out", // whatever else failed says so itself
    );
  async function look(): Promise<void> {
    const { stream } = redis;
    if (redis.status !== "ready" || (await lives()) || redis.stream !== stream || (await lives())) return;
    if (redis.stream !== stream) return;
    warnSometimes("redis did not answer on an open connection: it is opened anew", {
      connection: redis.options.connectionName,
    });
    redis.disconnect(true);
  }
  setInterval(look, everyMs).unref();
}
