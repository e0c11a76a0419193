// @ts-check
/** What the commands of an operator share: their arguments, their code, and the Redis they are about. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./build.mjs";
import { leave, leaveOnSignals } from "./endings.mjs";
import { ownRedis } from "./own-redis.mjs";
import { dataDir, root } from "./programs.mjs";
import { redisSetting } from "./redis-program.mjs";
import { Advice, command } from "./steps.mjs";

/** @typedef {typeof import("../lib/operator")} Code */
/** @typedef {import("../lib/redis/operator").Connection} Connection */

process.env.LOG_LEVEL = "silent"; // what is found is told, not logged

/**
 * Runs a command on Redis; its answer is the exit code.
 * @param {(redis: Connection, code: Code) => Promise<number>} work
 */
export async function onRedis(work) {
  leaveOnSignals(130);
  await command(async () => {
    const code = await operatorCode();
    const redis = await connect(code);
    const exit = await work(redis, code).catch((error) => {
      throw error instanceof code.BadBackup ? new Advice(error.message) : error;
    });
    redis.disconnect();
    await leave(exit);
  });
}

/**
 * The arguments of a command; what it does not know ends it with its usage.
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} T
 * @param {string} usage @param {T} options @param {number} names how many names it takes besides
 */
export function readArguments(usage, options, names) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length === names) return { values, names: positionals };
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
  }
  console.error(`\n  ${usage}\n`);
  process.exit(2);
}

/** In a checkout made of what is there now; where esbuild is not installed, what `npm run build` has made. */
async function operatorCode() {
  await bundle("lib/operator.ts").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  });
  const built = join(root, "dist/operator.js");
  if (!existsSync(built)) throw new Advice("There is nothing built yet. Do this first:\n\n  npm ci && npm run build");
  process.chdir(root);
  return /** @type {Promise<Code>} */ (import(pathToFileURL(built).href));
}

/** The configured Redis, else that of `npm run quickstart`, which is started for the time if need be. @param {Code} code */
async function connect({ connectAsOperator, readRedisEnv, BadSetting }) {
  if (!redisSetting() && !existsSync(join(dataDir, "redis")))
    throw new Advice("Which Redis? Say it by REDIS_URL, such as:\n\n  REDIS_URL=redis://127.0.0.1:6379 npm run doctor");
  const { env } = await ownRedis();
  try {
    return await connectAsOperator(readRedisEnv({ ...process.env, ...env }));
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Advice(
      error instanceof BadSetting ? message.replace("Banter cannot start", "A setting is wrong") : message,
    );
  }
}
