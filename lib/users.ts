import { env } from "./env";
import { Refused, unavailable } from "./errors";
import { GENERAL, USER_ID, type User, type UserId } from "./events";
import { likenesses } from "./likeness";
import { NOBODIES_MAX, USERS_MAX } from "./limits";
import { warnSometimes } from "./log";
import { whileClaimed } from "./name-claims";
import { cleanUsername } from "./names";
import { cleanPassword } from "./new-password";
import * as passwords from "./passwords";
import { areOnline, onlineIds } from "./presence";
import { oncePerProcess } from "./process";
import { commands } from "./redis/client";
import { lastCursor, run } from "./redis/history";
import { keys } from "./redis/keys";
import { DEMO_PEOPLE } from "./redis/seed";

export { DEMO_PASSWORD } from "./redis/seed";

export interface Account {
  id: UserId;
  username: string;
}

/**
 * Registers a person. What counts is the claim of the name, made last: until then nobody can find the account.
 * Nobody gets a name that could be taken for somebody else's, whichever server has registered them.
 * Throws `invalid`, `conflict`, `unavailable`. EXISTS, INCR, HSET, SADD, SET NX twice, DEL, one script, `refuseLookalike` twice
 */
export async function register(username: string, password: string): Promise<Account> {
  const name = cleanUsername(username);
  cleanPassword(password, name);
  const [taken, seeded] = await Promise.all([
    commands().exists(keys.username(name)),
    commands().exists(keys.totalUsers),
  ]);
  if (taken) throw nameTaken(name);
  await refuseLookalike(name);
  if (!seeded && env().DEMO_DATA) throw unavailable("Banter is still preparing its demo data. Please try again.");
  const hash = await passwords.hash(password);
  const id = String(await commands().incr(keys.totalUsers));
  const newest = await lastCursor(GENERAL);
  await Promise.all([
    commands().hset(keys.user(id), { username: name, password: hash }),
    commands().sadd(keys.userRooms(id), GENERAL),
    newest && commands().moveRead(keys.reads(id), GENERAL, newest),
  ]);
  await takeName(name, id).catch(async (error) => {
    if (error instanceof Refused)
      await Promise.all([keys.user(id), keys.userRooms(id), keys.reads(id)].map((key) => commands().del(key)));
    throw error;
  });
  return { id, username: name };
}

/** Somebody who has shown the password that `hash` is of. */
export interface Proof {
  account: Account;
  hash: string;
}

/**
 * The person with this name and password. A wrong password and an unknown name are answered alike, and take as
 * long. Throws `unauthenticated`, `unavailable`. GET twice, HMGET
 */
export async function authenticate(username: string, password: string): Promise<Proof> {
  const asWritten = keys.username(username.slice(0, LONGEST_NAME));
  const normal = keys.username(username.slice(0, LONGEST_NAME).normalize("NFKC").trim());
  const [exact, folded] = await Promise.all([commands().get(asWritten), commands().get(normal)]);
  const id = pointedTo(exact) ?? pointedTo(folded) ?? "0";
  const [name, hash] = await commands().hmget(keys.user(id), "username", "password");
  const fits = await passwords.matches(password, name ? (hash ?? null) : null);
  if (!fits || !name || !hash) throw doNotFit();
  return { account: { id, username: name }, hash };
}

/** Says no more than that: neither is told which of the two was wrong. */
export const doNotFit = () => new Refused("unauthenticated", "This username and password do not fit together.");

/** Is it still the password of this person? It may have been changed while it was compared. HGET */
export const isCurrent = async ({ account, hash }: Proof): Promise<boolean> =>
  (await commands().hget(keys.user(account.id), "password")) === hash;

/** The names of people, by id; those who do not exist are left out. HMGET each, once until they are forgotten */
export async function names(ids: UserId[]): Promise<Map<UserId, string>> {
  return new Map([...(await people(ids))].map(([id, { username }]) => [id, username]));
}

/** People by id, in the order given; those who do not exist are left out. One round trip. SMISMEMBER, and `names` */
export async function byIds(ids: UserId[]): Promise<User[]> {
  const [found, online] = await Promise.all([people(ids), areOnline(ids)]);
  return ids.flatMap((id) => {
    const person = found.get(id);
    return person ? [{ id, ...person, online: online.has(id) && !person.deleted }] : []; // its last tabs may still be counted
  });
}

/** Does this person have an account, by what Redis says now? HMGET */
export async function hasAccount(userId: UserId): Promise<boolean> {
  const [name, deleted] = await commands().hmget(keys.user(userId), "username", "deleted");
  return name !== null && deleted === null;
}

/** A person is called otherwise from now on; without an id, anybody may be: they are asked for again. */
export function forget(userId?: UserId): void {
  oncePerProcess("users.forgetting", () => ({ times: 0 })).times++;
  for (const tell of told()) tell(userId);
  for (const memory of [known(), everyone()]) {
    if (userId === undefined) memory.clear();
    else memory.delete(userId);
  }
}

/** Calls `tell` whenever somebody is to be forgotten: another process may remember them. */
export const onForget = (tell: (userId?: UserId) => unknown): void => void told().add(tell);

/** At most 100 people: by id, by a part of the name, who are online, or all. GET, SMISMEMBER, and HGET for new ones */
export async function list({ ids, q = "", online }: { ids?: UserId[]; q?: string; online?: boolean }): Promise<User[]> {
  const candidates = ids ?? (await everybody());
  const here = online ? new Set(await onlineIds()) : null;
  const wanted = q.normalize("NFKC").trim().toLowerCase();
  const found = [...(await names(candidates))]
    .filter(([id, name]) => name.toLowerCase().includes(wanted) && (here?.has(id) ?? true))
    .sort(([, a], [, b]) => Number(startsWith(b, wanted)) - Number(startsWith(a, wanted)) || a.localeCompare(b));
  return byIds(found.slice(0, USERS_MAX).map(([id]) => id));
}

/** The people of the demo data who are there to be tried; none without demo data. GET each, and `names` */
export async function demoPeople(): Promise<Account[]> {
  if (!env().DEMO_DATA) return [];
  const pointers = await Promise.all(DEMO_PEOPLE.map((name) => commands().get(keys.username(name))));
  const found = DEMO_PEOPLE.flatMap((username, index) => {
    const id = pointedTo(pointers[index] ?? null);
    return id ? [{ id, username }] : [];
  });
  const now = await names(found.map(({ id }) => id));
  return found.filter(({ id, username }) => now.get(id) === username);
}

/** Is this one of the demo people, whom everybody may be? */
export const isDemo = (username: string): boolean =>
  env().DEMO_DATA && (DEMO_PEOPLE as readonly string[]).includes(username);

const LONGEST_NAME = 256; // a sibling lets people register any name; longer is not looked up
const AT_ONCE = 1_000; // people asked for in one round trip

const nameTaken = (name: string) => new Refused("conflict", `The name ${name} is taken. Please choose another.`);
const tooAlike = (name: string, theirs: string) =>
  name === theirs
    ? nameTaken(name)
    : new Refused("conflict", `The name ${name} looks too much like ${theirs}, who is here. Please choose another.`);
const likenessOf = () => oncePerProcess("users.likenesses", () => new Map<string, Account>());
const known = () => oncePerProcess("users.names", () => new Map<UserId, Known>());
const everyone = () => oncePerProcess("users.everyone", () => new Set<UserId>());
const told = () => oncePerProcess("users.told", () => new Set<(userId?: UserId) => unknown>());
const startsWith = (name: string, wanted: string) => name.toLowerCase().startsWith(wanted);

interface Known {
  username: string;
  deleted?: true;
}

/** What is read while somebody is forgotten may be of before, and is not kept. */
async function people(ids: UserId[]): Promise<Map<UserId, Known>> {
  const missing = [...new Set(ids)].filter((id) => USER_ID.test(id) && !known().has(id));
  const read = new Map<UserId, Known>();
  if (missing.length > 0) {
    const forgetting = oncePerProcess("users.forgetting", () => ({ times: 0 }));
    const before = forgetting.times;
    const batch = commands().pipeline();
    for (const id of missing) batch.hmget(keys.user(id), "username", "deleted");
    const found = (await run(batch)) as ([string | null, string | null] | undefined)[];
    for (const [index, id] of missing.entries()) {
      const [username, deleted] = found[index] ?? [];
      if (username) read.set(id, deleted ? { username, deleted: true } : { username });
    }
    if (before === forgetting.times) for (const [id, person] of read) known().set(id, person);
  }
  return new Map(
    ids.flatMap((id) => {
      const person = read.get(id) ?? known().get(id);
      return person ? [[id, person]] : [];
    }),
  );
}

function pointedTo(value: string | null): UserId | null {
  const id = value?.replace(/^user:/, "");
  return id && USER_ID.test(id) ? id : null;
}

/** Throws `conflict`. SET NX twice, DEL, one script, and `refuseLookalike` */
async function takeName(name: string, id: UserId): Promise<void> {
  const taken = await whileClaimed(name, id, async () => {
    await refuseLookalike(name); // who has registered since
    return commands().claimName(keys.username(name), keys.user(id));
  });
  if (!taken) throw nameTaken(name);
}

/** Throws `conflict` if this name could be taken for somebody's. GET twice, and HGET and GET for each new person */
async function refuseLookalike(name: string): Promise<void> {
  await everybody();
  for (const likeness of likenesses(name)) {
    const theirs = likenessOf().get(likeness);
    if (!theirs) continue;
    const { id, username } = theirs;
    if (pointedTo(await commands().get(keys.username(username))) === id) throw tooAlike(name, username);
    likenessOf().delete(likeness); // they have that name no more
  }
}

/**
 * Only those whose name points to them: a registration that lost its name or is not finished, a deleted account, is
 * nobody. Any server may write the counter; where it promises far too many, those are met who came before it did, and after.
 */
async function everybody(): Promise<UserId[]> {
  const total = Math.floor(Number(await commands().get(keys.totalUsers)));
  const last = await meetAll(1, total, 1);
  if (last < total) {
    warnSometimes("total_users is far beyond the people who are here", { total, looked: last });
    await meetAll(total, last + 1, -1);
  }
  return [...everyone()];
}

/** Meets people from one id to another, until too many in a row are nobody's. Returns the last id that was looked at. */
async function meetAll(from: number, to: number, step: 1 | -1): Promise<number> {
  const unseen: UserId[] = [];
  let nobodies = 0;
  let id = from;
  for (; (to - id) * step >= 0 && nobodies < NOBODIES_MAX; id += step) {
    if (everyone().has(String(id))) nobodies = 0;
    else if (unseen.push(String(id)) === AT_ONCE) nobodies = (await meet(unseen.splice(0))) ? 0 : nobodies + AT_ONCE;
  }
  await meet(unseen);
  return id - step;
}

/** Meets whoever of these ids has their name. Is one of them somebody's at all? */
async function meet(ids: UserId[]): Promise<boolean> {
  const named = [...(await names(ids))];
  const batch = commands().pipeline();
  for (const [, name] of named) batch.get(keys.username(name)); // a slot each, so no MGET
  const pointers = (await run(batch)) as (string | null)[];
  for (const [index, [id, username]] of named.entries()) {
    if (pointedTo(pointers[index] ?? null) === id) {
      everyone().add(id);
      for (const likeness of likenesses(username)) likenessOf().set(likeness, { id, username });
    } else known().delete(id);
  }
  return named.length > 0;
}
