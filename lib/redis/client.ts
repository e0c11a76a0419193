import { Redis, type RedisOptions } from "ioredis";
import { env } from "../env";
import { log, warnSometimes } from "../log";
import { isRenderer, oncePerProcess, serverId } from "../process";
import { breakCircuit } from "./circuit";
import { measureClock } from "./clock";
import { gatherWrites } from "./gather";
import { measure } from "./measured";
import { scripts } from "./scripts";
import { keepWatch } from "./watch";

/**
 * The connection for commands. One a process, opened on first use, because `next build` imports this file.
 * It fails at once while Redis is away. A failed command may have run: only what is idempotent is sent again.
 */
export const commands = (): Redis =>
  oncePerProcess("redis.commands", () => {
    const redis = open(isRenderer() ? "pages" : "commands", {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0, // else a command can wait for 20 reconnects
      autoResendUnfulfilledCommands: false, // a reply that was lost is not a command that was lost
      scripts,
    });
    gatherWrites(redis);
    breakCircuit(redis);
    keepWatch(redis, COMMANDS_WATCHED_EVERY_MS, () => measureClock(redis));
    redis.on("ready", () => void measureClock(redis).catch(() => undefined)); // first of all: what is read next may need it
    return redis;
  });

/** Resolves when commands can be sent, however many attempts to connect fail before. */
export async function whenReady(): Promise<void> {
  if (commands().status !== "ready") await new Promise<void>((resolve) => commands().once("ready", resolve));
}

/** Calls `run` each time commands can be sent again; now, if they can. */
export function onReady(run: () => void): void {
  commands().on("ready", run);
  if (commands().status === "ready") run();
}

/** The connection that listens. One a process, opened on first use; the relay subscribes at each connect. */
export const subscriber = (): Redis =>
  oncePerProcess("redis.subscriber", () => {
    const redis = open("subscriber", { maxRetriesPerRequest: null, autoResubscribe: false });
    keepWatch(redis, SUBSCRIBER_WATCHED_EVERY_MS, () => redis.ping());
    return redis;
  });

/** Ends both connections, answers pending. QUIT */
export async function closeConnections(): Promise<void> {
  await Promise.all([closeCommands(), close(subscriber())]);
}

/** Ends the connection for commands, where there is no other. QUIT */
export const closeCommands = () => close(commands());

const close = (redis: Redis) => redis.quit().then(noop, () => redis.disconnect());
const noop = () => undefined;

const COMMAND_TIMEOUT_MS = 3_000; // a person waits no longer without being told
const RECONNECT_MAX_MS = 2_000;
const FAILOVER_EVERY_MS = 2_000;
const COMMANDS_WATCHED_EVERY_MS = 10_000; // two questions more, and it is opened anew within 20 s
const SUBSCRIBER_WATCHED_EVERY_MS = 15_000; // within 25 s: people wait no longer than 30 s for what was said

function open(role: string, options: RedisOptions): Redis {
  const redis = new Redis({
    ...address(env().REDIS_URL, env().REDIS_TLS_VERIFY),
    protocol: 2, // cursors are text as Redis prints it; RESP3 doubles would be reprinted
    connectionName: `banter:${role}:${serverId().slice(0, 8)}`,
    connectTimeout: 5_000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), RECONNECT_MAX_MS) * (0.5 + Math.random() / 2),
    reconnectOnError: failover(),
    ...options,
  });
  redis.on("error", (error: Error & { code?: string }) => {
    const code = error.code ?? error.name;
    warnSometimes(`redis ${role} is not reachable`, { code, reason: error.message, hint: hintOf(code, error.message) });
  });
  redis.on("ready", () => log.info({ role }, "redis is ready"));
  measure(role, redis);
  return redis;
}

/**
 * An error after which another connection may lead to the new master. Not at each of them: what is refused for longer
 * can still be read meanwhile.
 */
function failover(): (error: Error) => 1 | false {
  let last = Number.NEGATIVE_INFINITY;
  return ({ message }) => {
    if (!/READONLY|NOREPLICAS|MASTERDOWN/.test(message) || performance.now() - last < FAILOVER_EVERY_MS) return false;
    last = performance.now();
    return 1;
  };
}

/** Redis that has all the clients it takes closes a new connection, often before its reason is read. */
const hintOf = (code: string, reason: string) =>
  /^(ECONNRESET|EPIPE)$/.test(code) || reason.includes("max number of clients")
    ? "Perhaps the limit of its connections is reached: maxclients, or that of the plan."
    : undefined;

/** The connection options for an address: `redis://`, `rediss://`, `unix://` or the path of a unix socket. */
export function address(url: string, verify: boolean): RedisOptions {
  if (/^(unix:\/\/)?\//.test(url)) return { path: url.replace(/^unix:\/\//, "") };
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    password: decodeURIComponent(password) || undefined,
    // "h" is what old Heroku addresses carry; Redis with users refuses it
    username: username === "h" ? undefined : decodeURIComponent(username) || undefined,
    tls: protocol === "rediss:" ? { rejectUnauthorized: verify } : undefined,
  };
}
