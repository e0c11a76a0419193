// @ts-check
/** Redis as hosts give it: with a password, 20 connections and 25 MB, which are the limits of the smallest plan. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../endings.mjs";
import { freePort, isAnswering } from "../port.mjs";
import { run } from "../programs.mjs";
import { redisProgram } from "../redis-program.mjs";
import { Advice } from "../steps.mjs";

const PLAN = "--maxclients 20 --maxmemory 25mb --maxmemory-policy noeviction --timeout 300".split(" ");

/** Heroku's: TLS with a certificate signed by itself. Prepared, not started: the first dyno comes before it. @param {string} folder */
export async function herokuRedis(folder) {
  const { port, dir, password } = await place(folder, "heroku-redis");
  const [key, certificate] = [join(dir, "redis.key"), join(dir, "redis.crt")];
  const subject = ["-subj", "/CN=redis.example.org", "-days", "2", "-keyout", key, "-out", certificate];
  await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject]);
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no"];
  const url = `rediss://:${password}@127.0.0.1:${port}`;
  return {
    settings: { REDIS_URL: url, REDIS_TLS_VERIFY: "false" },
    start: () => start({ dir, port, password }, ["--port", "0", "--tls-port", String(port), ...files]),
    connections: (/** @type {{ path: string }} */ slug) => connections(slug, url),
  };
}

/** Redis Cloud's, which tells its address and its password apart. @param {string} folder */
export async function cloudRedis(folder) {
  const { port, dir, password } = await place(folder, "cloud-redis");
  await start({ dir, port, password }, ["--port", String(port)]);
  return { settings: { REDIS_ENDPOINT_URL: `127.0.0.1:${port}`, REDIS_PASSWORD: password } };
}

/** @param {string} folder @param {string} name */
async function place(folder, name) {
  const dir = join(folder, name);
  mkdirSync(dir);
  return { dir, port: await freePort(), password: randomBytes(16).toString("hex") };
}

/** @param {{ dir: string, port: number, password: string }} place @param {string[]} listen */
async function start({ dir, port, password }, listen) {
  const where = ["--bind", "127.0.0.1", "--dir", dir, "--logfile", "redis.log", "--save", ""];
  const args = [...listen, ...where, "--requirepass", password, ...PLAN];
  const child = spawn(await redisProgram(), args, { detached: true, stdio: "ignore" });
  atEnd(async () => {
    if (child.kill("SIGTERM")) await once(child, "exit");
  });
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null)
      throw new Advice("This Redis did not start as the rehearsal needs it. Is it one that was built with TLS?");
    await pause(20);
  }
}

/**
 * How many connections each process holds: they are named banter:role:process.
 * @param {{ path: string }} slug @param {string} url
 */
async function connections(slug, url) {
  const { Redis } = createRequire(join(slug.path, "package.json"))("ioredis");
  const asking = new Redis(url, { tls: { rejectUnauthorized: false }, connectionName: "asking" });
  const list = String(await asking.client("LIST"));
  asking.disconnect();
  const names = [...list.matchAll(/ name=(\S*)/g)].map(([, name = ""]) => name).filter((name) => name !== "asking");
  const owners = names.map((name) => name.split(":")[2]);
  return [...new Set(owners)].map((owner) => owners.filter((other) => other === owner).length);
}
