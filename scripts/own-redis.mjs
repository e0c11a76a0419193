// @ts-check
import { join } from "node:path";
import { atEnd } from "./endings.mjs";
import { dataDir } from "./programs.mjs";
import { keepRedis } from "./redis.mjs";
import { redisSetting } from "./redis-program.mjs";

/**
 * The Redis of this checkout, for as long as the command runs: the configured one, else a private one.
 * @returns {Promise<{ env: Record<string, string>, remark: string }>} `env`: what the server is told of it
 */
export async function ownRedis() {
  const setting = redisSetting();
  if (setting) return { env: {}, remark: `the one of ${setting}` };
  const redis = await keepRedis(join(dataDir, "redis"));
  atEnd(redis.stop);
  return {
    env: { REDIS_URL: redis.url },
    remark: redis.found ? "still running, taken over" : "private, data in .data/redis",
  };
}
