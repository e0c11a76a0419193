/** Thousands of people who connect and say nothing: what that costs, and what it occupies. */
import { setTimeout as wait } from "node:timers/promises";
import { figure } from "../report/table";
import { type Driver, startDriver } from "../run/driver";
import { addPeople, type BenchPerson } from "../run/people";
import { startTarget, type Target, type TargetName, TITLES } from "../run/targets";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { atMost, finding, perRound, untold } from "./findings";

const SETTLED_AFTER_MS = 2_000; // until everybody has been told who is there
const GONE_AFTER_MS = { banter: 4_500, others: 1_000 }; // until nobody counts as there any more
const WARM_UP = 200;

/** How its cost grows is asked of Banter only, and of the demo no memory. */
const SIZES = {
  banter: ["few", "some", "many"],
  demo: ["some"],
  "socket.io": ["some", "many"],
} as const satisfies Partial<Record<TargetName, (keyof Sizes)[]>>;

/** Of one server, in one round. */
interface Round {
  /** Seconds of the server's processor for one connection, by how many there were in the end. */
  cost: Map<number, number>;
  /** The same of the last of them, who come a second time: as after a page that was loaded from this process. */
  again: number;
  /** Bytes for one connection, at the most of them. */
  bytes: number;
}

export const connecting: Scenario = {
  name: "connecting",
  about: "P5, P6: memory of idle connections, and CPU per connect; from one address only with RATE_LIMITS=off",
  async run(bench) {
    const sizes = bench.quick ? { few: 250, some: 500, many: 500 } : { few: 500, some: 1_000, many: 8_000 };
    const rounds = new Map<TargetName, Round[]>();
    for (let round = 0; round < (bench.quick ? 1 : 3); round++) {
      for (const name of ["banter", "demo", "socket.io"] as const) {
        const counts = [...new Set(SIZES[name].map((size) => sizes[size]))];
        const done = await connectAll(bench, name, counts);
        rounds.set(name, [...(rounds.get(name) ?? []), done]);
      }
    }
    return findings(rounds, sizes);
  },
};

async function connectAll(bench: Bench, name: TargetName, counts: number[]): Promise<Round> {
  const driver = startDriver();
  const target = await startTarget(name, { env: { RATE_LIMITS: "off" } });
  const people = await addPeople(target.redis.redis, WARM_UP + counts.reduce((sum, count) => sum + count));
  await open(driver, target, people.splice(0, WARM_UP));
  await leave(driver, target);
  const round: Round = { cost: new Map(), again: Number.NaN, bytes: Number.NaN };
  let crowd: BenchPerson[] = [];
  for (const count of counts) {
    if (crowd.length > 0) await leave(driver, target);
    crowd = people.splice(0, count); // new ones each time: a cookie that was opened before costs less
    const bytes = await target.memory();
    round.cost.set(count, await costOf(driver, target, crowd));
    round.bytes = ((await target.memory()) - bytes) / count;
  }
  if (name === "banter") {
    await leave(driver, target);
    round.again = await costOf(driver, target, crowd);
  }
  await driver.stop();
  await target.stop();
  const costs = [...round.cost].map(([count, cost]) => `${count}: ${figure(cost * 1e3)} ms`);
  bench.tell(`${TITLES[name]}: CPU per connect ${costs.join(", ")}; ${(round.bytes / 1024).toFixed(1)} KB each`);
  return round;
}

/** Of each of them, until everybody has been told. */
async function costOf(driver: Driver, target: Target, people: BenchPerson[]): Promise<number> {
  const before = target.cpu();
  await open(driver, target, people);
  await wait(SETTLED_AFTER_MS);
  return (target.cpu() - before) / people.length;
}

function open(driver: Driver, { name, dialect, port }: Target, people: BenchPerson[]) {
  const seats = people.map(({ id, cookie }) => ({ port, userId: id, cookie, roomId: "0" }));
  return driver.open(name, dialect, { seats });
}

async function leave(driver: Driver, { name }: Target): Promise<void> {
  await driver.close(name);
  await wait(name === "banter" ? GONE_AFTER_MS.banter : GONE_AFTER_MS.others);
}

interface Sizes {
  few: number;
  some: number;
  many: number;
}

function findings(rounds: Map<TargetName, Round[]>, { few, some, many }: Sizes): Finding[] {
  const compared = new Map([...rounds].filter(([name]) => name !== "demo"));
  const memory = perRound(compared, ({ bytes }) => bytes / 1024);
  const cost = perRound(rounds, (round) => (round.cost.get(some) ?? Number.NaN) * 1e3);
  const ours = rounds.get("banter") ?? [];
  const again = { ...cost, banter: spreadOf(ours.map((round) => round.again * 1e3)) };
  const growth = spreadOf(ours.map((round) => (round.cost.get(many) ?? 0) / (round.cost.get(few) ?? 0)));
  return [
    finding(memory, {
      goal: "P5",
      what: `memory of an idle connection, at ${many.toLocaleString("en")}`,
      unit: "KB",
      aim: "<= 18 KB, <= 1.15x Socket.IO",
      met: memory.banter.median <= 18 && atMost(memory, { "socket.io": 1.15 }),
    }),
    finding(cost, {
      goal: "P6",
      what: `CPU per connect, at ${some.toLocaleString("en")}`,
      unit: "ms",
      aim: "<= 1/8 of the demo",
      met: atMost(cost, { demo: 1 / 8 }),
      note: untold(cost.banter),
    }),
    finding(again, {
      goal: "P6",
      what: "the same, of who has loaded a page from there before",
      unit: "ms",
      aim: "<= 1/8 of the demo",
      met: atMost(again, { demo: 1 / 8 }),
      note: untold(again.banter),
    }),
    finding(
      { banter: growth },
      {
        goal: "P6",
        what: `CPU per connect, at ${many.toLocaleString("en")} against at ${few}`,
        unit: "times",
        aim: "<= 1.25",
        met: growth.median <= 1.25,
      },
    ),
  ];
}
