import type { Redis } from "ioredis";
import { oncePerProcess } from "../process";

/**
 * The time by the clock of Redis, in unix seconds with a fraction. What decides something asks this one: the clock of a
 * machine may be wrong by minutes, and each instance has another. Accurate to a round trip; costs none.
 */
export function redisSeconds(): number {
  const { ahead } = state();
  return (ahead ?? Date.now() - performance.now()) / 1000 + performance.now() / 1000;
}

/** Asks Redis for the time, and so whether it is there. TIME */
export async function measureClock(redis: Redis): Promise<void> {
  const asked = performance.now();
  const [seconds, microseconds] = await redis.time();
  const middle = (asked + performance.now()) / 2;
  state().ahead = Number(seconds) * 1000 + Number(microseconds) / 1000 - middle;
}

/** `ahead`: how far the clock of Redis is ahead of the milliseconds this process has run; null before it was asked. */
const state = () => oncePerProcess("redis.clock", () => ({ ahead: null as number | null }));
