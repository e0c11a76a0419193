/** The servers that are compared, each on its own Redis. */
import { freePort } from "../../scripts/port.mjs";
import { lastLines } from "../../scripts/programs.mjs";
import type { DialectName } from "../driver/dialects";
import { cpuSeconds } from "./cpu";
import { type Process, startNode } from "./pinned";
import { type BenchRedis, startRedis } from "./redis";

export type TargetName = "banter" | "demo" | "socket.io" | "ws";

export interface Usage {
  /** Of the whole process. */
  rss: number;
  /** Of its objects, those that are to be collected included. */
  heap: number;
}

export interface Target {
  name: TargetName;
  dialect: DialectName;
  port: number;
  url: string;
  redis: BenchRedis;
  cpu(): number;
  /** Bytes in memory after what nobody needs has been given back. */
  memory(): Promise<number>;
  /** Bytes in use as it runs. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const PROGRAMS: Record<TargetName, { dialect: DialectName; program: string }> = {
  banter: { dialect: "banter", program: "dist/server.js" },
  demo: { dialect: "plain", program: "bench/baselines/demo.mjs" },
  "socket.io": { dialect: "plain", program: "bench/baselines/socketio.mjs" },
  ws: { dialect: "bare", program: "bench/baselines/ws.mjs" },
};

/** What Banter is called in tables, and its peers. */
export const TITLES: Record<TargetName, string> = {
  banter: "Banter",
  demo: "demo's commands",
  "socket.io": "Socket.IO",
  ws: "ws",
};

interface Options {
  redis?: BenchRedis;
  env?: Record<string, string>;
}

const READY_WITHIN_MS = 30_000;

export async function startTarget(name: TargetName, { redis: shared, env = {} }: Options = {}): Promise<Target> {
  const redis = shared ?? (await startRedis());
  const port = await freePort();
  const { dialect, program } = PROGRAMS[name];
  const server = startNode(["--expose-gc", "--import", "./bench/run/memory.mjs", program], {
    place: "server",
    env: { ...BANTER, PORT: String(port), REDIS_URL: redis.url, ...env },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(server, `${url}${name === "banter" ? "/readyz" : "/"}`);
  return {
    name,
    dialect,
    port,
    url,
    redis,
    cpu: () => cpuSeconds(server.pid),
    memory: () => answerTo<number>("memory", server),
    usage: () => answerTo<Usage>("usage", server),
    stop: async () => {
      await server.stop();
      if (!shared) await redis.stop();
    },
  };
}

const BANTER = { NODE_ENV: "production", HOST: "127.0.0.1", DEMO_DATA: "false", LOG_LEVEL: "warn", RATE_LIMITS: "on" };

async function untilReady(server: Process, url: string): Promise<void> {
  for (const begin = Date.now(); Date.now() - begin < READY_WITHIN_MS; ) {
    if (server.child.exitCode !== null) break;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer) return;
  }
  throw new Error(`a server did not start: ${lastLines(server.output(), 12)}`);
}

/** One word at a time: what comes next is its answer. */
function answerTo<T>(word: string, { child }: Process): Promise<T> {
  return new Promise((resolve) => {
    child.once("message", (answer: T) => resolve(answer));
    child.send(word);
  });
}
