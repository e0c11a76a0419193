/** Servers for tests: the built one, on a port and a Redis of its own. Also for tests that need no browser. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../scripts/port.mjs";
import { passingRedis } from "../scripts/redis.mjs";
import { startServer, untilReady } from "../scripts/server-process.mjs";

export interface Banter {
  url: string;
  port: number;
  redisUrl: string;
  /** All it has said so far is in this file. */
  log: string;
  pid: () => number;
  /** SIGTERM, then waits until it has ended. Answers its exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL, as if the machine had lost power. */
  kill: () => Promise<number | null>;
  /** Starts it again on the same port; stops it before if it still runs. */
  restart: () => Promise<void>;
}

export interface Settings {
  /** A Redis that is there already; without it the caller gets a new one, ended by `end`. */
  redisUrl?: string;
  env?: Record<string, string | undefined>;
}

/** Starts a server and waits until it is ready. `end` ends all that was started. */
export async function startBanter({
  redisUrl,
  env = {},
}: Settings = {}): Promise<Banter & { end: () => Promise<void> }> {
  const redis = redisUrl ? undefined : await passingRedis();
  const banter = await startOn(redisUrl ?? redis?.url ?? "", env).catch(async (error) => {
    await redis?.stop();
    throw error;
  });
  const end = async () => {
    await banter.stop();
    await redis?.stop();
  };
  return { ...banter, end };
}

/** Starts `count` servers on one Redis, which share their sessions. `end` ends all that was started. */
export async function startTogether(count: number, env: Settings["env"] = {}) {
  const redis = await passingRedis();
  const shared = { SESSION_SECRET: newSecret(), ...env };
  const servers: Banter[] = [];
  for (let started = 0; started < count; started++) servers.push(await startOn(redis.url, shared));
  const end = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
  };
  return { servers, redisUrl: redis.url, end };
}

async function startOn(redisUrl: string, given: Settings["env"]): Promise<Banter> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(mkdtempSync(join(tmpdir(), "banter-log-")), "server.log");
  const env = { ...DEFAULTS, SESSION_SECRET: newSecret(), ...given, PORT: String(port), REDIS_URL: redisUrl };

  let server = start();
  await ready();
  return {
    url,
    port,
    redisUrl,
    log,
    pid: () => server.pid,
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart,
  };

  function start() {
    return startServer(["dist/server.js"], { env, log });
  }

  async function ready() {
    await untilReady(url, server, log).catch(async (error) => {
      await server.kill();
      throw error;
    });
  }

  async function restart() {
    await server.stop();
    server = start();
    await ready();
  }
}

const DEFAULTS = {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  DEMO_DATA: "true",
  RATE_LIMITS: "off",
  LOG_LEVEL: "warn",
};

const newSecret = () => randomBytes(24).toString("hex");
