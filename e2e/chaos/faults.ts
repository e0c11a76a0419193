/** What can go wrong. Each begins, lasts, and is healed before it returns. */
import { setTimeout as pause } from "node:timers/promises";
import { GENERAL } from "../../lib/events";
import type { Random } from "../random";
import { saySomething, spreadPoison, takeOffline } from "./sibling";
import type { World } from "./world";

export type Fault = (world: World, random: Random) => Promise<void>;

const SHORT_MS = [500, 3_000] as const;
const LONG_MS = [2_000, 6_000] as const;
const DELAY_MS = [100, 700] as const; // where word takes a second, nothing can be revoked within one
const SKEW_MINUTES = 10;

export const FAULTS = {
  "instance killed": async ({ instances }, random) => {
    const instance = random.pick(instances);
    await instance.kill();
    await lasting(random, SHORT_MS);
    await instance.start();
  },
  "instance replaced": async ({ instances }, random) => {
    await random.pick(instances).replace();
  },
  "instance with a wrong clock": async ({ instances }, random) => {
    const instance = random.pick(instances);
    await instance.kill();
    const minutes = random.pick([-SKEW_MINUTES, -2, 2, SKEW_MINUTES]);
    await instance.start({ skewMs: minutes * 60_000 });
  },
  "guest gone with an instance": async ({ instances, guest, listen }, random) => {
    const at = random.pick(instances);
    const ear = await listen(guest, "guest", { at });
    await ear.begun;
    await at.kill(); // it cannot say that the guest has gone
    await ear.end();
    await at.start();
  },
  "instance frozen": async ({ instances, recorder }, random) => {
    const instance = random.pick(instances);
    const from = Date.now();
    instance.freeze();
    await lasting(random, LONG_MS);
    instance.thaw();
    recorder.note({ type: "frozen", from });
  },
  "redis killed": async ({ redis }, random) => {
    await redis.kill();
    await lasting(random, SHORT_MS);
    await redis.start();
  },
  "redis frozen": async ({ redis }, random) => {
    redis.freeze();
    await lasting(random, LONG_MS);
    redis.thaw();
  },
  "subscribers cut": async ({ redis }) => {
    await redis.client.call("CLIENT", "KILL", "TYPE", "pubsub");
  },
  "commands cut": async ({ redis }) => {
    await redis.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  },
  "redis far away": async ({ instances }, random) => {
    const { redis } = random.pick(instances);
    redis.delayMs = random.between(...DELAY_MS);
    await lasting(random, LONG_MS);
    redis.heal();
  },
  "replies lost": async ({ instances }, random) => {
    const { redis } = random.pick(instances);
    redis.weather = "mute";
    await lasting(random, LONG_MS);
    redis.heal();
  },
  "redis silent": async ({ instances }, random) => {
    const { redis } = random.pick(instances);
    redis.weather = "silent";
    await lasting(random, LONG_MS);
    redis.heal();
  },
  "connections reset": async ({ instances }, random) => {
    const { redis } = random.pick(instances);
    redis.weather = "refuse";
    redis.cut();
    await lasting(random, SHORT_MS);
    redis.heal();
  },
  "connections half open": async ({ instances }, random) => {
    random.pick(instances).redis.strand();
  },
  "late siblings": async (world, random) => {
    for (let count = 1 + random.below(5); count > 0; count--) await saySomething(world, random);
  },
  poison: spreadPoison,
  "sibling takes people offline": takeOffline,
  "tabs offline": async ({ tabs }, random) => {
    const away = random.shuffled(tabs).slice(0, 1 + random.below(tabs.length / 2));
    for (const { front, tell } of away) {
      front.weather = "refuse";
      front.cut();
      tell("offline");
    }
    await lasting(random, LONG_MS);
    for (const { front, tell } of away) {
      front.heal();
      tell("online");
    }
  },
  "tab asleep": async ({ tabs }, random) => {
    const { front } = random.pick(tabs);
    front.weather = "silent";
    await lasting(random, LONG_MS);
    front.heal();
  },
  "tab without answers": async ({ tabs }, random) => {
    const tab = random.pick(tabs);
    tab.front.weather = "mute";
    tab.send(tab.screen()?.roomId ?? GENERAL, `${tab.name} says something and hears nothing`);
    await lasting(random, SHORT_MS);
    tab.front.heal();
  },
  "tab crashed": async ({ tabs }, random) => {
    const tab = random.pick(tabs);
    const roomId = tab.screen()?.roomId;
    if (roomId) tab.send(roomId, `${tab.name} says its last words`); // on their way at that moment
    tab.crash();
    await lasting(random, SHORT_MS);
    await tab.load(roomId);
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

const lasting = (random: Random, [least, most]: readonly [number, number]) => pause(random.between(least, most));
