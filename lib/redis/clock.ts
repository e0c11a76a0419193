import type { Redis } from "ioredis";
import { oncePerProcess } from "../process";

/**
 * The time by the clock of Redis, in unix seconds with a fraction. What decides something asks this one: the clock of a
 * machine may be wrong by minutes, and each instance has another. Accurate to a round trip; costs none.
 */
export function redisSeconds(): number {
  const ahead = held()?.ahead ?? Date.now() - performance.now();
  return (ahead + performance.now()) / 1000;
}

/** Asks Redis for the time, and so whether it is there. Of measurements that agree the sharper one is kept. TIME */
export async function measureClock(redis: Redis): Promise<void> {
  const asked = performance.now();
  const [seconds, microseconds] = await redis.time();
  const took = performance.now() - asked;
  const ahead = Number(seconds) * 1000 + Number(microseconds) / 1000 - (asked + took / 2);
  const before = held();
  if (before && before.took < took && Math.abs(before.ahead - ahead) < took) return;
  measured().clock = { ahead, took };
}

/** `ahead`: how far the clock of Redis is ahead of the milliseconds that this process has run. */
interface Measured {
  clock: { ahead: number; took: number } | null;
}

const measured = () => oncePerProcess("redis.clock", (): Measured => ({ clock: null }));
const held = () => measured().clock;
