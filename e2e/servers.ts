/** Servers for tests: the built one, on a port and a Redis of its own. Also for tests that need no browser. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../scripts/port.mjs";
import { passingRedis } from "../scripts/redis.mjs";
import { startServer, untilReady } from "../scripts/server-process.mjs";

export interface Banter {
  url: string;
  port: number;
  redisUrl: string;
  /** All it has said since it was last started. */
  log: () => string;
  pid: () => number;
  /** SIGTERM, then waits until it has ended. Answers its exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL, as if the machine had lost power. */
  kill: () => Promise<number | null>;
  /** Starts it again on the same port; stops it before if it still runs. */
  restart: () => Promise<void>;
  /** Ends all that was started for it. */
  end: () => Promise<void>;
}

type Env = Record<string, string | undefined>;

/** Starts a server and waits until it is ready: on the Redis of `redisUrl`, else on a new one that ends with it. */
export async function startBanter({ redisUrl, env = {} }: { redisUrl?: string; env?: Env } = {}): Promise<Banter> {
  if (redisUrl) return startOn(redisUrl, env);
  const { servers, end } = await startTogether(1, env);
  const [banter] = servers as [Banter];
  return { ...banter, end };
}

/** Starts `count` servers on one new Redis; they share their sessions. */
export async function startTogether(count: number, env: Env = {}) {
  const redis = await passingRedis();
  const servers: Banter[] = [];
  const end = async () => {
    await Promise.all(servers.map((server) => server.end()));
    await redis.stop();
  };
  const shared = { SESSION_SECRET: newSecret(), ...env };
  try {
    for (let started = 0; started < count; started++) servers.push(await startOn(redis.url, shared));
  } catch (error) {
    await end();
    throw error;
  }
  return { servers, redisUrl: redis.url, end };
}

async function startOn(redisUrl: string, given: Env): Promise<Banter> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "banter-server-"));
  const log = join(folder, "server.log");
  const env = { ...DEFAULTS, SESSION_SECRET: newSecret(), ...given, PORT: String(port), REDIS_URL: redisUrl };

  const start = () => startServer(["dist/server.js"], { env, log });
  const ready = () =>
    untilReady(url, server, log).catch(async (error) => {
      await end();
      throw error;
    });
  const end = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  let server = start();
  await ready();
  return {
    url,
    port,
    redisUrl,
    log: () => readFileSync(log, "utf8"),
    pid: () => server.pid,
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      server = start();
      await ready();
    },
    end,
  };
}

const DEFAULTS: Env = {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  DEMO_DATA: "true",
  RATE_LIMITS: "off",
  LOG_LEVEL: "warn",
  DYNO: undefined,
  ALLOWED_ORIGINS: undefined,
};

const newSecret = () => randomBytes(24).toString("hex");
