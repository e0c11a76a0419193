/** What one message costs those that have nothing to do with it: the figures of docs/scaling.md. */
import { Redis } from "ioredis";
import { channels, keys } from "../../lib/redis/keys";
import { scripts } from "../../lib/redis/scripts";
import { startRedis } from "../run/redis";
import { startTarget, type Target } from "../run/targets";
import type { Bench, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { finding } from "./findings";

const ROOM = "10"; // nobody listens to it
const AT_ONCE = 200;
const TOKEN = "the token of the benchmark";
const SENDER = "00000000-0000-4000-8000-000000000000";
const LEASE_MS = 8_000;

type Mode = "single" | "rooms";

export const relay: Scenario = {
  name: "relay",
  about: "what a message costs an instance without members of its room, and Redis: for docs/scaling.md",
  only: "at length",
  async run(bench) {
    const rounds = Array.from({ length: bench.quick ? 2 : 5 });
    const costs = { single: [] as number[], other: [] as number[], bridge: [] as number[], redis: [] as number[] };
    for (const _ of rounds) {
      const single = await measure(bench, "single");
      const rooms = await measure(bench, "rooms");
      costs.single.push(...single.instances);
      costs.bridge.push(rooms.instances[0] as number);
      costs.other.push(rooms.instances[1] as number);
      costs.redis.push(single.redis);
    }
    const cost = (what: string, values: number[]) =>
      finding(
        { banter: spreadOf(values) },
        { goal: "scale", what, unit: "us", aim: "known, for docs/scaling.md", met: true },
      );
    return [
      cost("an instance hears a message of others, single relay: CPU", costs.single),
      cost("the same with RELAY=rooms, the bridge: CPU", costs.bridge),
      cost("the same with RELAY=rooms, any other instance: CPU", costs.other),
      cost("Redis appends and announces a message: time in it", costs.redis),
    ];
  },
};

/** Microseconds of each of two instances, and of Redis, for one message of a room that neither listens to. */
async function measure(bench: Bench, mode: Mode) {
  const count = bench.quick ? 10_000 : 40_000;
  const redis = await startRedis();
  // nobody asks for a page, and a process for them would begin to work just then
  const env = { RELAY: mode, METRICS_TOKEN: TOKEN, LOG_LEVEL: "silent", PAGES: "thread" };
  const first = await startTarget("banter", { redis, env });
  if (mode === "rooms") await until(async () => (await redis.redis.exists(keys.bridge)) === 1); // the first is the bridge
  const second = await startTarget("banter", { redis, env });
  const store = new Redis(redis.url, { protocol: 2, scripts });
  await append(store, mode, 2_000); // to warm up
  await heard(mode === "single" ? [first, second] : [first], 2_000);
  const before = [first, second].map((target) => target.cpu());
  await store.config("RESETSTAT");
  await append(store, mode, count);
  await heard(mode === "single" ? [first, second] : [first], 2_000 + count);
  const instances = [first, second].map((target, index) => (1e6 * (target.cpu() - (before[index] as number))) / count);
  const info = await store.info("commandstats");
  const inRedis = Number(/cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(info)?.[1]);
  bench.tell(`${mode}: ${instances.map((us) => us.toFixed(1)).join(" and ")} us an instance, ${inRedis} us in Redis`);
  store.disconnect();
  await second.stop();
  await first.stop();
  await redis.stop();
  return { instances, redis: inRedis };
}

async function append(store: Redis, mode: Mode, count: number): Promise<void> {
  const told = mode === "rooms" ? '"told":true,' : "";
  const channel = mode === "rooms" ? channels.room(ROOM) : "";
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => {
        const id = crypto.randomUUID();
        const tail = `,"message":"what does it cost to hear this?","roomId":"${ROOM}","id":"${id}"}`;
        const envelope = `{"serverId":"${SENDER}",${told}"type":"message",`;
        return store.appendMessage(
          keys.room(ROOM),
          keys.roomBlocks(ROOM),
          id,
          '{"from":"1","date":',
          tail,
          "",
          1,
          channels.messages,
          envelope,
          "",
          channel,
        );
      }),
    );
  }
}

/** Waits until these have heard so many messages of the family. */
async function heard(targets: Target[], count: number): Promise<void> {
  for (const { url } of targets) {
    await until(async () => {
      const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const [, number] = /chat_relay_heard_total\{channel="family"\} (\d+)/.exec(await answer.text()) ?? [];
      return Number(number) >= count;
    });
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 4 * LEASE_MS;
  while (!(await isSo())) if (performance.now() > end) throw new Error("an instance did not hear all that was said");
}
