import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { commands } from "./client";
import { keys } from "./keys";

/** Counts over all instances; by itself, on this one, while Redis is away. One script a call */
export function sharedLimiter(name: string, points: number, seconds: number): RateLimiterAbstract {
  return new RateLimiterRedis({
    storeClient: commands(),
    useRedisPackage: false,
    keyPrefix: keys.rate(name),
    points,
    duration: seconds,
    insuranceLimiter: ownLimiter(name, points, seconds),
  });
}

/** Counts on this instance only, without a word to Redis. */
export const ownLimiter = (name: string, points: number, seconds: number): RateLimiterAbstract =>
  new RateLimiterMemory({ keyPrefix: keys.rate(name), points, duration: seconds });
