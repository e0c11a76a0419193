/** The world of the pictures: people, rooms and words that are always the same, on a server with a steady clock. */
import { Redis } from "ioredis";
import { keys } from "../../lib/redis/keys";
import { passingRedis } from "../../scripts/redis.mjs";
import { expect } from "../fixtures";
import { type Banter, startBanter } from "../servers";
import { redisLine } from "./redis-line";
import { idOf, PASSWORD, sayNow, writePeople, writeRooms } from "./store";
import type { Name } from "./words";

export interface World {
  url: string;
  redis: Redis;
  /** Puts everything back to where it was at the beginning. */
  reset(): Promise<void>;
  /** The cookie of this person, whose session is always the same. */
  cookie(name: Name): Promise<Cookie>;
  /** Somebody says something, in the last minute. */
  say(roomId: string, name: Name, text: string): Promise<void>;
  /** Takes Redis away from the server, until the next reset. */
  cutStorage(): Promise<void>;
  /** The address of another server on the same data, without demo people; started when first asked for. */
  plain(): Promise<string>;
  end(): Promise<void>;
}

interface Cookie {
  name: string;
  value: string;
}

const CLOCK = new URL("steady-clock.mjs", import.meta.url);
const STEADY = { NODE_OPTIONS: `--import ${CLOCK.href}`, SESSION_SECRET: "the secret of the pictures is not one" };

/** Starts a Redis with the world in it, and a server on it. */
export async function startWorld(): Promise<World> {
  const store = await startStore();
  try {
    return worldOn(store, await startBanter({ redisUrl: store.line.url, env: STEADY }));
  } catch (error) {
    await store.end();
    throw error;
  }
}

async function startStore() {
  const { url, stop } = await passingRedis();
  const line = await redisLine(url);
  const redis = new Redis(url);
  await writePeople(redis);
  await writeRooms(redis);
  const end = async () => {
    redis.disconnect();
    await line.cut();
    await stop();
  };
  return { redis, line, end };
}

function worldOn({ redis, line, end }: Awaited<ReturnType<typeof startStore>>, banter: Banter): World {
  const servers = [banter];
  const cookies = new Map<Name, Promise<Cookie>>();
  return {
    url: banter.url,
    redis,
    reset: async () => {
      await line.mend();
      await Promise.all(servers.map(isReady));
      await writeRooms(redis);
    },
    cookie: (name) => {
      const cookie = cookies.get(name) ?? signIn(banter.url, redis, name);
      cookies.set(name, cookie);
      return cookie;
    },
    say: (roomId, name, text) => sayNow(redis, roomId, name, text),
    cutStorage: line.cut,
    plain: async () => {
      servers[1] ??= await startBanter({ redisUrl: line.url, env: { ...STEADY, DEMO_DATA: "false" } });
      return servers[1].url;
    },
    end: async () => {
      await Promise.all(servers.map((server) => server.end()));
      await end();
    },
  };
}

/** Also after Redis was away: its connections come back by themselves. */
const isReady = ({ url }: Banter) => expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);

const CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

/** Signs in, and has two further sessions of earlier days. */
async function signIn(url: string, redis: Redis, username: Name): Promise<Cookie> {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": CHROME },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status} ${await answer.text()}`);
  for (const { id, since, seen, browser } of EARLIER) {
    await redis.hset(keys.sessions(idOf(username)), id, JSON.stringify({ since, browser }));
    await redis.hset(keys.sessionsSeen(idOf(username)), id, seen);
  }
  const [name = "", value = ""] = (answer.headers.getSetCookie()[0]?.split(";")[0] ?? "").split("=", 2);
  return { name, value };
}

const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 3, day, hour, minute) / 1000;

const EARLIER = [
  { id: "5a1d2c1e-0000-4000-8000-000000000001", since: at(21, 8, 2), seen: at(23, 7, 55), browser: "Safari on iOS" },
  {
    id: "5a1d2c1e-0000-4000-8000-000000000002",
    since: at(14, 9, 30),
    seen: at(20, 18, 4),
    browser: "Firefox on Linux",
  },
];
