import { MEMORY_HIGH_RATIO, MEMORY_WATCHED_EVERY_MS } from "./limits";
import { warnSometimes } from "./log";
import { redisState } from "./redis/state";

/** Warns in the log while Redis is nearly full: it still answers, and then one day it takes no message any more. */
export function watchStorage(): void {
  setInterval(lookAtStorage, MEMORY_WATCHED_EVERY_MS).unref();
}

/** Warns if Redis is above 80 % of its memory. INFO twice, SCARD, at most once in 10 s */
export async function lookAtStorage(): Promise<void> {
  try {
    const { memoryRatio } = await redisState();
    if (memoryRatio === null || memoryRatio < MEMORY_HIGH_RATIO) return;
    warnSometimes("redis is nearly full", { percent: Math.round(memoryRatio * 100) });
  } catch (error) {
    warnSometimes("the memory of redis could not be read", { reason: (error as Error).message });
  }
}
