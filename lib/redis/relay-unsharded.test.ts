import { afterAll, expect, inject, test } from "vitest";
import { faultyRedis } from "../../scripts/faulty-redis";

const WITHOUT = ["SSUBSCRIBE", "SUNSUBSCRIBE", "SPUBLISH"].flatMap((name) => ["--rename-command", name, ""]);
const redis = await faultyRedis(WITHOUT, inject("redisFolder")); // as before version 7
process.env.REDIS_URL = redis.socket;
await import("./relay-rooms.test");

afterAll(redis.end);

test("this Redis has no sharded channels", async () => {
  expect((await redis.ask("SPUBLISH", "channel", "message"))[0]).toContain("unknown command");
});
