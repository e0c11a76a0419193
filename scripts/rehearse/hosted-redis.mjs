// @ts-check
/** Redis as the smallest hosted plan gives it: TLS with a certificate signed by itself, a password, 20 connections, 25 MB. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../endings.mjs";
import { isAnswering } from "../port.mjs";
import { run } from "../programs.mjs";
import { redisProgram } from "../redis-program.mjs";
import { Advice } from "../steps.mjs";

const PLAN = ["--maxclients", "20", "--maxmemory", "25mb", "--maxmemory-policy", "noeviction", "--timeout", "300"];

/** Prepared, not started: the first dyno comes before it. @param {string} folder @param {number} port */
export async function hostedRedis(folder, port) {
  const password = randomBytes(16).toString("hex");
  const url = `rediss://:${password}@127.0.0.1:${port}`;
  const [key, certificate] = [join(folder, "redis.key"), join(folder, "redis.crt")];
  const subject = ["-subj", "/CN=redis.example.org", "-days", "2", "-keyout", key, "-out", certificate];
  await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject]);
  const tls = [
    "--tls-port",
    String(port),
    "--tls-cert-file",
    certificate,
    "--tls-key-file",
    key,
    "--tls-auth-clients",
    "no",
  ];
  const where = ["--port", "0", "--bind", "127.0.0.1", "--dir", folder, "--logfile", "redis.log", "--save", ""];
  return { url, start: () => start([...where, ...tls, "--requirepass", password, ...PLAN], port), connections };

  /** How many connections there are, but for the one that asks. @param {{ path: string }} slug */
  async function connections(slug) {
    const { Redis } = createRequire(join(slug.path, "package.json"))("ioredis");
    const asking = new Redis(url, { tls: { rejectUnauthorized: false } });
    const clients = String(await asking.client("LIST"));
    asking.disconnect();
    return clients.trim().split("\n").length - 1;
  }
}

/** @param {string[]} args @param {number} port */
async function start(args, port) {
  const child = spawn(await redisProgram(), args, { detached: true, stdio: "ignore" });
  atEnd(async () => {
    if (child.kill("SIGTERM")) await once(child, "exit");
  });
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null)
      throw new Advice("This Redis did not start with TLS. The rehearsal needs one built with it.");
    await pause(20);
  }
}
