import { randomUUID } from "node:crypto";
import * as z from "zod";
import { wholeRedisSeconds } from "./clock";
import type { UserId } from "./events";
import {
  LATEST_SCORE,
  SESSION_IDLE_SECONDS,
  SESSION_SECONDS,
  SESSION_SEEN_EVERY_SECONDS,
  SESSIONS_MAX,
} from "./limits";
import { warnSometimes } from "./log";
import { commands } from "./redis/client";
import { run } from "./redis/history";
import { keys } from "./redis/keys";
import { relay } from "./redis/relay";
import * as seals from "./seals";

/** Who asks: the person, and by which of their sessions. */
export interface Viewer {
  id: UserId;
  username: string;
  sessionId: string;
}

/** A session as its owner sees it. Times in unix seconds. */
export interface SessionInfo {
  id: string;
  since: number;
  lastSeen: number;
  browser: string;
}

/** A session that may begin: what is stored of it, and the sealed value of its cookie. */
export interface Beginning {
  id: string;
  since: number;
  stored: string;
  sealed: string;
}

/** A new session of a person, not kept anywhere yet. */
export async function beginning(userId: UserId, userAgent: string): Promise<Beginning> {
  const [id, since] = [randomUUID(), wholeRedisSeconds()];
  const sealed = await seals.seal({ userId, sessionId: id });
  return { id, since, stored: JSON.stringify({ since, browser: browserName(userAgent) }), sealed };
}

/** Starts a session, kept in Redis. Returns the sealed value of its cookie. HGETALL, HSET, EXPIRE */
export async function start(userId: UserId, userAgent: string): Promise<string> {
  const { id, since, stored, sealed } = await beginning(userId, userAgent);
  await makeRoom(userId);
  await commands()
    .multi()
    .hset(keys.sessions(userId), id, stored)
    .hset(keys.sessionsSeen(userId), id, since)
    .expire(keys.sessions(userId), SESSION_SECONDS)
    .expire(keys.sessionsSeen(userId), SESSION_SECONDS)
    .exec();
  return sealed;
}

/** The person behind a sealed cookie, if its session has not ended. HGET twice and HMGET, in one round trip */
export async function find(sealed: string | undefined): Promise<Viewer | null> {
  const named = sealed ? await seals.open(sealed) : null;
  return named && verify(named.userId, named.sessionId);
}

/**
 * The same, and what `read` finds for the person whom the cookie names, in the same round trip. It is given to nobody
 * whose session has ended.
 */
export async function findAnd<T>(
  sealed: string | undefined,
  read: (userId: UserId) => Promise<T>,
): Promise<{ viewer: Viewer; found: T } | null> {
  const named = sealed ? await seals.open(sealed) : null;
  if (!named) return null;
  const [verifying, reading] = [verify(named.userId, named.sessionId), read(named.userId)];
  reading.catch(() => undefined); // nobody waits for it where the session has ended
  const viewer = await verifying;
  return viewer && { viewer, found: await reading };
}

/** The person of a session, if it has not ended. HGET twice and HMGET, in one round trip; one script once a minute */
export async function verify(userId: UserId, sessionId: string): Promise<Viewer | null> {
  const [stored, seen, [username, deleted]] = await Promise.all([
    commands().hget(keys.sessions(userId), sessionId),
    commands().hget(keys.sessionsSeen(userId), sessionId),
    commands().hmget(keys.user(userId), "username", "deleted"),
  ]);
  const session = stored && parse(stored);
  if (!session || !username || deleted || isOver(session, seen)) return null;
  const now = wholeRedisSeconds();
  if (now - (secondsOf(seen) ?? 0) >= SESSION_SEEN_EVERY_SECONDS) touch(userId, sessionId, now);
  return { id: userId, username, sessionId };
}

/** The sessions of a person, the last seen first. HGETALL twice */
export async function list(userId: UserId): Promise<SessionInfo[]> {
  const [all, seen] = await Promise.all([
    commands().hgetall(keys.sessions(userId)),
    commands().hgetall(keys.sessionsSeen(userId)),
  ]);
  return Object.entries(all)
    .flatMap(([id, stored]) => {
      const session = parse(stored);
      return session && !isOver(session, seen[id])
        ? [{ id, ...session, lastSeen: secondsOf(seen[id]) ?? session.since }]
        : [];
    })
    .sort((a, b) => b.lastSeen - a.lastSeen);
}

/** Ends a session; its sockets close on every instance. HDEL twice, PUBLISH */
export async function end(userId: UserId, sessionId: string): Promise<void> {
  const both = commands().multi().hdel(keys.sessions(userId), sessionId).hdel(keys.sessionsSeen(userId), sessionId);
  await run(relay().publishIn(both, { type: "session.ended", userId, sessionId }));
}

/** The same where the person has such a session; else nobody is told. Did they have it? HEXISTS, then as above */
export async function endOwn(userId: UserId, sessionId: string): Promise<boolean> {
  const has = (await commands().hexists(keys.sessions(userId), sessionId)) === 1;
  if (has) await end(userId, sessionId);
  return has;
}

/** Ends all sessions of a person. DEL, PUBLISH */
export async function endAll(userId: UserId): Promise<void> {
  const all = commands().multi().del(keys.sessions(userId), keys.sessionsSeen(userId));
  await run(relay().publishIn(all, { type: "session.ended", userId, sessionId: null }));
}

/** Not worth a refusal: a Redis that is full, or read-only, can still be read. */
function touch(userId: UserId, sessionId: string, now: number): void {
  commands()
    .noteSeen(keys.sessions(userId), keys.sessionsSeen(userId), sessionId, now, SESSION_SECONDS)
    .catch((error: Error) => warnSometimes("last seen could not be written", { reason: error.message }));
}

const storedSchema = z.object({ since: z.number(), browser: z.string() });

function parse(stored: string): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    return null;
  }
}

/** A time that somebody has stored; none that is no time. */
function secondsOf(stored?: string | null): number | undefined {
  const seconds = Number(stored ?? Number.NaN);
  return seconds > 0 && seconds < LATEST_SCORE ? seconds : undefined;
}

/** Two weeks after it began, however often it is used; a week after it was used last. */
function isOver({ since }: { since: number }, seen?: string | null): boolean {
  const now = wholeRedisSeconds();
  return now - since >= SESSION_SECONDS || now - Math.max(since, secondsOf(seen) ?? 0) >= SESSION_IDLE_SECONDS;
}

async function makeRoom(userId: UserId): Promise<void> {
  const all = await commands().hgetall(keys.sessions(userId));
  const byAge = Object.entries(all).map(([id, stored]) => ({ id, since: parse(stored)?.since ?? 0 }));
  byAge.sort((a, b) => b.since - a.since);
  const over = byAge.filter((session, index) => index >= SESSIONS_MAX - 1 || isOver(session));
  for (const { id } of over) await end(userId, id);
}

// The first that fits: each pretends to be those after it.
const BROWSERS: [RegExp, string][] = [
  [/Edg/, "Edge"],
  [/OPR/, "Opera"],
  [/Firefox/, "Firefox"],
  [/Chrome/, "Chrome"],
  [/Safari/, "Safari"],
  [/curl/, "curl"],
  [/node/i, "Node"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** "Firefox on Linux": enough to know it again, less than the whole header. */
export function browserName(userAgent: string): string {
  const nameIn = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = nameIn(BROWSERS) ?? "A browser";
  const system = nameIn(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
