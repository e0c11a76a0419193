/** What a test of the contract may ask for: people on two servers of one Redis, and that Redis. */
import { Redis } from "ioredis";
import { test as base } from "../fixtures";
import type { Banter } from "../servers";
import { type Person, register, signIn } from "./person";

export { expect } from "@playwright/test";

interface World {
  first: Banter;
  second: Banter;
  /** Registers somebody, by default on the first server. */
  newcomer: (name: string, server?: Banter) => Promise<Person>;
  signIn: (server: Banter, account: { username: string; password: string }) => Promise<Person>;
  /** Anna is on the first server; Ben and a stranger of theirs on the second. */
  anna: Person;
  ben: Person;
  stranger: Person;
  redis: Redis;
}

interface Opened {
  opened: (ear: { close(): void }) => void;
}

export const test = base.extend<World & Opened>({
  first: async ({ pair }, use) => use(pair.first),
  second: async ({ pair }, use) => use(pair.second),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  opened: async ({}, use) => {
    const ears: { close(): void }[] = [];
    await use((ear) => ears.push(ear));
    for (const ear of ears) ear.close();
  },
  newcomer: async ({ first, opened }, use) => use((name, server = first) => register(server, { opened }, name)),
  signIn: async ({ opened }, use) => use((server, account) => signIn(server, { opened }, account)),
  anna: async ({ newcomer }, use) => use(await newcomer("Anna")),
  ben: async ({ newcomer, second }, use) => use(await newcomer("Ben", second)),
  stranger: async ({ newcomer, second }, use) => use(await newcomer("Stranger", second)),
  redis: async ({ pair }, use) => {
    const redis = new Redis(pair.first.redisUrl);
    await use(redis);
    redis.disconnect();
  },
});
