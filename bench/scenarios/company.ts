/** The compared servers, with the same people connected to each, and rounds that take turns. */
import type { Redis } from "ioredis";
import { type Driver, startDriver } from "../run/driver";
import { addPeople, type BenchPerson } from "../run/people";
import { startTarget, type Target, type TargetName } from "../run/targets";
import type { Bench } from "../scenario";

interface Company {
  bench: Bench;
  names: TargetName[];
  people: number;
  /** The room that each of them listens to: the ids of people count from 1. */
  roomOf?: (index: number) => string;
  /** Makes what rooms need beside their members, before anybody connects. */
  furnish?: (redis: Redis, people: BenchPerson[]) => Promise<void>;
  env?: Record<string, string>;
  /** Messages a second before anything is measured: code that ran often runs faster. */
  warmUpRate?: number;
}

export interface Present {
  driver: Driver;
  targets: Target[];
  people: BenchPerson[];
}

const LET_IN_PER_SECOND = 150; // below the limit of Banter; the others have none
const GENERAL = "0";

/** Does `work` with servers, and people who are connected to each; ends them. */
export async function withCompany<T>(company: Company, work: (present: Present) => Promise<T>): Promise<T> {
  const { bench, names, people: count, roomOf = () => GENERAL, furnish, env = {}, warmUpRate = 50 } = company;
  const driver = startDriver();
  const targets: Target[] = [];
  let people: BenchPerson[] = [];
  for (const name of names) {
    const target = await startTarget(name, { env });
    targets.push(target);
    people = await addPeople(target.redis.redis, count, (index) => [roomOf(index)]);
    await furnish?.(target.redis.redis, people);
    const { port } = target;
    const seats = people.map(({ id, cookie }, index) => ({ port, userId: id, cookie, roomId: roomOf(index) }));
    await driver.open(name, target.dialect, { seats, perSecond: name === "banter" ? LET_IN_PER_SECOND : undefined });
  }
  for (const { name } of targets) await driver.load(name, { rate: warmUpRate, seconds: bench.quick ? 0.5 : 2 });
  const result = await work({ driver, targets, people });
  for (const target of targets) await target.stop();
  await driver.stop();
  return result;
}

/** Each server in turn, again and again: what else the machine does meanwhile meets all of them. */
export async function inRounds<R>(
  bench: Bench,
  targets: Target[],
  measure: (target: Target, before: R | undefined) => Promise<R>,
): Promise<Map<TargetName, R[]>> {
  const rounds = new Map<TargetName, R[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
    for (const target of targets) {
      const done = rounds.get(target.name) as R[];
      done.push(await measure(target, done.at(-1)));
    }
  }
  return rounds;
}
