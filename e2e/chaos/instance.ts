/** One of the instances: a place in the formation, in which processes come and go. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/port.mjs";
import { root } from "../../scripts/programs.mjs";
import { startServer, untilReady } from "../../scripts/server-process.mjs";
import { openProxy, type Target, type Way } from "./proxy";

const CLOCK = fileURLToPath(new URL("skewed-clock.cjs", import.meta.url));

type Server = ReturnType<typeof startServer>;

export interface Instance {
  name: string;
  /** The way from here to Redis. */
  redis: Way;
  port(): number;
  url(): string;
  /** Starts a process, and waits until it is ready. `skewMs`: how wrong its clock is. */
  start(options?: { skewMs?: number }): Promise<void>;
  kill(): Promise<void>;
  /** As a platform replaces it: the new one starts as soon as the old one is told to go. */
  replace(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Memory in MiB, and how many files and connections are open. */
  resources(): Resources;
  end(): Promise<void>;
}

export interface Resources {
  rssMib: number;
  descriptors: number;
}

export interface InstanceParts {
  name: string;
  redis: Target;
  secret: string;
  /** The setting `RELAY`. */
  relay: string;
  /** Where the logs go. */
  folder: string;
  /** The folder that holds the built server, if not the checkout. */
  built?: string;
  /** A process has ended that nobody has ended. */
  fell(what: string): void;
}

export async function openInstance(parts: InstanceParts): Promise<Instance> {
  const redis = await openProxy(parts.redis);
  const leaving = new Set<Promise<unknown>>();
  let generation = 0;
  let port = 0;
  let current: Server | null = null;

  async function launch({ skewMs = 0 }: { skewMs?: number } = {}): Promise<{ server: Server; at: number }> {
    const at = await freePort();
    const log = join(parts.folder, `${parts.name}-${++generation}.log`);
    const server = startServer([...(skewMs ? ["--require", CLOCK] : []), "dist/server.js"], {
      env: { ...envOf(parts, at, redis.port), CHAOS_SKEW_MS: String(skewMs) },
      log,
      cwd: parts.built ?? root,
    });
    void server.ended.then((code) => {
      if (current === server) parts.fell(`${parts.name} ended by itself with ${code}; see ${log}`);
    });
    await untilReady(`http://127.0.0.1:${at}`, server, log);
    return { server, at };
  }

  async function start(options?: { skewMs?: number }): Promise<void> {
    const { server, at } = await launch(options);
    current = server;
    port = at;
  }

  async function replace(): Promise<void> {
    const old = current;
    current = null;
    const gone = old?.stop().then((code) => {
      if (code !== 0) parts.fell(`${parts.name} was told to go, and ended with ${code}`);
    });
    if (gone) leaving.add(gone);
    await start();
    await gone;
  }

  async function kill(): Promise<void> {
    const old = current;
    current = null;
    await old?.kill();
  }

  return {
    name: parts.name,
    redis,
    port: () => port,
    url: () => `http://127.0.0.1:${port}`,
    start,
    kill,
    replace,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    resources: () => resourcesOf(current?.pid ?? 0),
    end: async () => {
      signal("SIGCONT");
      await Promise.all([kill(), ...leaving]);
      await redis.close();
    },
  };

  function signal(name: NodeJS.Signals): void {
    if (current?.isRunning()) process.kill(current.pid, name);
  }
}

const envOf = ({ secret, relay }: InstanceParts, port: number, redisPort: number) => ({
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  PORT: String(port),
  REDIS_URL: `redis://127.0.0.1:${redisPort}`,
  SESSION_SECRET: secret,
  DEMO_DATA: "false",
  RATE_LIMITS: "off",
  RELAY: relay,
  LOG_LEVEL: "info",
  DYNO: undefined,
  ALLOWED_ORIGINS: undefined,
});

/** Where the system tells; elsewhere nothing is measured. */
function resourcesOf(pid: number): Resources {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return { rssMib: Math.round(Number(kib) / 1024), descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { rssMib: 0, descriptors: 0 };
  }
}
