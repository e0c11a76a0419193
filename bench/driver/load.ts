/** Load on a server: so many messages a second, or one at a time. */
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../spread";
import type { Crowd } from "./crowd";

export interface Load {
  /** Messages a second, of all senders together. */
  rate: number;
  seconds: number;
  /** How many of the crowd speak, in turn. */
  speakers?: number | undefined;
  /** How late it may be before it is ended early. */
  behindMaxMs?: number | undefined;
}

export interface Measured {
  messages: number;
  deliveries: number;
  /** From the first message to the last delivery. */
  seconds: number;
  /** To the last receiver, in milliseconds. */
  p50: number;
  p99: number;
  /** Was more waiting than could be caught up with? Then it was ended early. */
  overloaded: boolean;
  /** Share of one core that the driver itself has used. */
  driver: number;
}

const BEHIND_MAX_MS = 1_000;
const ARRIVES_WITHIN_MS = 30_000;

/** Sends at a fixed rate whatever comes back: who waits for answers does not notice that they are late. */
export async function loadCrowd(crowd: Crowd, load: Load): Promise<Measured> {
  const { rate, seconds, speakers, behindMaxMs = BEHIND_MAX_MS } = load;
  const members = speakers ? crowd.members.slice(0, speakers) : crowd.members;
  crowd.clear();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  let messages = 0;
  let overloaded = false;
  for (let past = 0; past < seconds * 1_000 && !overloaded && !crowd.noted.broken; past = performance.now() - begin) {
    for (; messages < (past / 1_000) * rate; messages++) {
      crowd.say(members[messages % members.length] as (typeof members)[0], begin + (messages / rate) * 1_000);
    }
    await wait(1);
    if (messages % 64 === 0)
      overloaded = crowd.due() - crowd.deliveries() > (crowd.due() / messages) * rate * (behindMaxMs / 1_000);
  }
  await arrival(crowd);
  return measured(crowd, { messages, begin, cpu, overloaded });
}

/** The next message is said when the one before has arrived everywhere. */
export async function oneAtATime(
  crowd: Crowd,
  { count, speakers }: { count: number; speakers: number },
): Promise<Measured> {
  crowd.clear();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  for (let messages = 0; messages < count; messages++) {
    await wait(2 + Math.random() * 3); // else the server's next tick is always the same
    crowd.say(crowd.members[messages % speakers] as Crowd["members"][0], performance.now());
    await arrival(crowd);
  }
  return measured(crowd, { messages: count, begin, cpu, overloaded: false });
}

async function arrival(crowd: Crowd): Promise<void> {
  const due = crowd.due();
  for (const begin = performance.now(); crowd.deliveries() < due; ) {
    if (crowd.noted.broken) throw crowd.noted.broken;
    if (performance.now() - begin > ARRIVES_WITHIN_MS)
      throw new Error(`${due - crowd.deliveries()} of ${due} deliveries had not arrived after 30 s`);
    await wait(1); // not a busy loop: Redis may share this processor
  }
}

interface Run {
  messages: number;
  begin: number;
  cpu: NodeJS.CpuUsage;
  overloaded: boolean;
}

function measured(crowd: Crowd, { messages, begin, cpu, overloaded }: Run): Measured {
  const seconds = (performance.now() - begin) / 1_000;
  const used = process.cpuUsage(cpu);
  crowd.check();
  const latencies = crowd.noted.latencies.toSorted((a, b) => a - b);
  return {
    messages,
    deliveries: crowd.deliveries(),
    seconds,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    overloaded,
    driver: (used.user + used.system) / 1e6 / seconds,
  };
}
