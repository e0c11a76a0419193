/** Every test file has a Redis of its own: a real one, empty, gone with the file. */
import { afterAll, inject } from "vitest";
import { passingRedis } from "./redis.mjs";

const redis = await passingRedis(inject("redisFolder"));

process.env.REDIS_URL = redis.url;
process.env.SESSION_SECRET ??= "a secret for tests that has more than 32 characters";
process.env.LOG_LEVEL ??= "silent";
process.env.DEMO_DATA ??= "false";

afterAll(redis.stop);
