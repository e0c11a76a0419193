// @ts-check
/** The Redis of this machine: the one that is configured, else a program to start one. */
import { install } from "./installing.mjs";
import { onPath } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const NAMES = ["redis-server", "valkey-server"];
const SETTINGS = ["REDIS_URL", "REDIS_TLS_URL", "REDISCLOUD_URL", "REDIS_ENDPOINT_URL"];

/**
 * The setting that names a Redis; then that one is used, and none is started.
 * @param {Record<string, string | undefined>} env
 */
export const redisSetting = (env = process.env) => SETTINGS.find((name) => env[name]);

/** The path of a program that starts Redis; installed if there is none. */
export async function redisProgram() {
  const found = onPath(...NAMES);
  if (found) return found;
  await install("Redis (redis-server or valkey-server, or the address of one in REDIS_URL)", {
    "apt-get": "redis-server",
    dnf: "redis",
    pacman: "valkey",
    apk: "redis",
    brew: "redis",
  });
  const installed = onPath(...NAMES);
  if (!installed)
    throw new Advice(
      "Redis is installed, but there is no redis-server on PATH. Add its folder to PATH, then start again.",
    );
  return installed;
}
