/** A Redis for one of the compared servers: it writes what it is told to a file, as a real one does. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { atEnd } from "../../scripts/endings.mjs";
import { keepRedis, stopRedis } from "../../scripts/redis.mjs";
import { pin } from "./pinned";

export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), "banter-bench-"));
  const { url } = await keepRedis(folder); // append-only file, written once a second
  const redis = new Redis(url, { protocol: 2 });
  const info = await redis.info("server");
  pin(Number(/process_id:(\d+)/.exec(info)?.[1]), "redis");
  const stop = async () => {
    calledOff();
    redis.disconnect();
    await stopRedis(url);
    rmSync(folder, { recursive: true, force: true });
  };
  const calledOff = atEnd(stop);
  return { url, redis, calls: () => calls(redis), stop };
}

export type BenchRedis = Awaited<ReturnType<typeof startRedis>>;

export type Calls = Record<string, number>;

/** How often each command was called since Redis began; those of scripts are counted on their own, too. */
async function calls(redis: Redis): Promise<Calls> {
  const lines = (await redis.info("commandstats")).matchAll(/cmdstat_([^:]+):calls=(\d+)/g);
  return Object.fromEntries([...lines].map(([, name, count]) => [name as string, Number(count)]));
}

/** What was called between two counts. */
export function callsBetween(before: Calls, after: Calls): Calls {
  const grown = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(grown.filter(([name, count]) => count > 0 && name !== "info"));
}
