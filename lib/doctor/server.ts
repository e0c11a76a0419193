import { MEMORY_HIGH_RATIO } from "../limits";
import { channels, keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { infoField } from "../redis/state";
import { amount, type Finding, ok, problem, warning } from "./finding";

/** The server itself: version, speed, persistence, memory, connections, clock. */
export async function* examineServer(redis: Connection): AsyncGenerator<Finding> {
  const info = await redis.info();
  const field = (name: string) => infoField(info, name) ?? "";
  yield version(field);
  yield await speed(redis);
  yield transport(redis);
  yield await persistence(redis, field);
  yield memory(field);
  yield await connections(redis, field);
  yield await clock(redis);
}

type Field = (name: string) => string;

const OLDEST = [6, 2];
const CLOCK_MAY_DIFFER_SECONDS = 5;
const CONNECTIONS_EACH = 2;

function version(field: Field): Finding {
  const [major = 0, minor = 0] = field("redis_version").split(".").map(Number);
  const name = field("valkey_version") ? `Valkey ${field("valkey_version")}` : `Redis ${field("redis_version")}`;
  const [oldMajor = 0, oldMinor = 0] = OLDEST;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor)) return ok("version", name);
  return problem("version", `${name} is too old.`, "Install Redis 6.2 or newer, or Valkey.");
}

async function speed(redis: Connection): Promise<Finding> {
  const times: number[] = [];
  for (let ping = 0; ping < 5; ping++) {
    const began = performance.now();
    await redis.ping();
    times.push(performance.now() - began);
  }
  const ms = times.sort((a, b) => a - b)[2] ?? 0;
  const text = `answers in ${ms.toFixed(1)} ms`;
  if (ms < 50) return ok("speed", text);
  return warning("speed", `${text}: every message waits that long.`, "Move Redis nearer to the servers.");
}

function transport({ options }: Connection): Finding {
  if (options.path) return ok("transport", "a unix socket");
  if (options.tls) {
    const verified = options.tls.rejectUnauthorized !== false;
    return ok("transport", verified ? "TLS" : "TLS, whose certificate is not verified");
  }
  if (/^(localhost|127\.|::1$)/.test(options.host ?? "")) return ok("transport", "plain, on this machine");
  return warning(
    "transport",
    "Messages and hashes cross the network in the clear.",
    "Use rediss://, unless the network is private.",
  );
}

async function persistence(redis: Connection, field: Field): Promise<Finding> {
  const todo = "Look at the disk and at the log of Redis.";
  if (field("aof_enabled") === "1") {
    if (field("aof_last_write_status") === "ok") return ok("persistence", "append-only file");
    return problem("persistence", "The append-only file cannot be written.", todo);
  }
  if (field("rdb_last_bgsave_status") !== "ok")
    return problem("persistence", "The last snapshot could not be written.", todo);
  const [, save = "unknown"] = await redis.config("GET", "save").then(
    (reply) => reply as string[],
    () => [], // hosted ones do not tell
  );
  const advice = "Set appendonly yes, or export regularly: npm run export.";
  if (save === "") return warning("persistence", "Nothing is kept: when Redis restarts, all is gone.", advice);
  if (save === "unknown")
    return warning(
      "persistence",
      "No append-only file, and this Redis does not say whether it takes snapshots.",
      advice,
    );
  const minutes = Math.round((Date.now() / 1000 - Number(field("rdb_last_save_time"))) / 60);
  return warning(
    "persistence",
    `Snapshots only, the last ${amount(minutes, "minute")} ago: what came since is lost when Redis dies.`,
    advice,
  );
}

function memory(field: Field): Finding {
  const [used, max] = [Number(field("used_memory")), Number(field("maxmemory"))];
  const policy = field("maxmemory_policy");
  if (max === 0) return ok("memory", `${megabytes(used)} used, no maxmemory`);
  const text = `${megabytes(used)} of ${megabytes(max)} used (${Math.round((100 * used) / max)} %)`;
  if (policy !== "noeviction")
    return problem(
      "memory",
      `${text}; ${policy} takes whole rooms away when it is full.`,
      "Set maxmemory-policy noeviction.",
    );
  if (used / max >= MEMORY_HIGH_RATIO)
    return warning(
      "memory",
      `${text}; when it is full no message can be sent.`,
      "Raise maxmemory, or set ROOM_MAX_MESSAGES.",
    );
  return ok("memory", `${text}, ${policy}`);
}

async function connections(redis: Connection, field: Field): Promise<Finding> {
  const [, ours, , everybodys] = (await redis.pubsub("NUMSUB", channels.banter, channels.messages)) as (
    | string
    | number
  )[];
  const instances = Number(ours);
  const ourEars = (await redis.exists(keys.bridge)) ? 1 : instances; // with RELAY=rooms one of them listens to the family
  const siblings = Math.max(0, Number(everybodys) - ourEars);
  const leases = await redis.zcard(keys.instances);
  const [used, max] = [Number(field("connected_clients")), Number(field("maxclients") || 0)];
  const of = max > 0 ? ` of ${max.toLocaleString("en")}` : "";
  const text = `${used}${of} connections; ${amount(instances, "instance")} of Banter, ${amount(siblings, "sibling server")}`;
  const deploying = 2 * CONNECTIONS_EACH * Math.max(instances, leases) + 1;
  if (max > 0 && used >= MEMORY_HIGH_RATIO * max)
    return warning("connections", `${text}: nearly all are used.`, "Raise maxclients, or run fewer processes.");
  if (max > 0 && used - CONNECTIONS_EACH * instances + deploying > max)
    return warning("connections", `${text}; a deploy needs ${deploying}.`, "Run fewer processes, or raise maxclients.");
  return ok("connections", text);
}

async function clock(redis: Connection): Promise<Finding> {
  const began = Date.now();
  const [seconds, micros] = await redis.time();
  const here = (began + Date.now()) / 2;
  const ahead = (Number(seconds) * 1000 + Number(micros) / 1000 - here) / 1000;
  const text = `Redis is ${Math.abs(ahead).toFixed(1)} s ${ahead < 0 ? "behind" : "ahead of"} this machine`;
  if (Math.abs(ahead) <= CLOCK_MAY_DIFFER_SECONDS) return ok("clock", text);
  return warning("clock", `${text}; times of messages follow Redis.`, "Let both keep their time by NTP.");
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
