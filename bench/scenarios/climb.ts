/** Rising load on one server, and what each step of it has cost. */
import { setTimeout as wait } from "node:timers/promises";
import type { Measured } from "../driver/load";
import { figure } from "../report/table";
import type { Allowance } from "../run/allowance";
import type { Driver } from "../run/driver";
import { type Calls, callsBetween } from "../run/redis";
import { highest, rise, type Step } from "../run/rising";
import type { Target } from "../run/targets";
import type { Bench, Finding } from "../scenario";
import { spreadOf } from "../spread";

export interface Attempt extends Step, Measured {
  /** Seconds of the server's processor. */
  cpu: number;
  calls: Calls;
}

interface Climb {
  start: number;
  limitMs: number;
  /** How many speak, in turn, and what the server lets each of them say. */
  limited?: { people: number; allowance: Allowance } | undefined;
}

/** Finds the highest rate that a server keeps up with. */
export function climb(bench: Bench, driver: Driver, target: Target, { start, limitMs, limited }: Climb) {
  const seconds = bench.quick ? 0.6 : 2;
  return rise({
    start,
    limitMs,
    steps: bench.quick ? 4 : 8,
    attempt: async (rate): Promise<Attempt> => {
      const each = limited ? Math.ceil((rate * seconds) / limited.people) : 0;
      await wait(limited?.allowance.restFor(each) ?? 0);
      const [cpu, calls] = [target.cpu(), await target.redis.calls()];
      const measured = await driver.load(target.name, { rate, seconds });
      limited?.allowance.spend(each);
      const used = target.cpu() - cpu;
      return { ...measured, rate, cpu: used, calls: callsBetween(calls, await target.redis.calls()) };
    },
  });
}

/** Microseconds of the server's processor for one delivery. */
export const costOf = (attempt: Attempt | undefined): number =>
  attempt ? (attempt.cpu / attempt.deliveries) * 1e6 : Number.NaN;

/** What was reached, for a line of progress. */
export function held(attempts: Attempt[], limitMs: number): string {
  const best = highest(attempts, limitMs);
  if (!best) return `nothing held, not ${Math.min(...attempts.map(({ rate }) => rate))} messages/s`;
  return `${Math.round(best.deliveries / best.messages) * best.rate} deliveries/s, p99 ${best.p99.toFixed(0)} ms, ${figure(costOf(best))} us each`;
}

/** What a message costs Redis: counted by itself, in the runs of the highest rate. */
export function callsPerMessage(attempts: Attempt[]): Finding[] {
  if (attempts.length === 0) return [];
  const scripts = spreadOf(attempts.map(({ calls, messages }) => (calls.evalsha ?? 0) / messages));
  const beside = attempts.map(({ calls, messages }) => (total(calls) - (calls.evalsha ?? 0)) / messages);
  const inside = spreadOf(beside);
  const finding: Finding = {
    goal: "P7",
    what: "scripts that Redis runs per message",
    unit: "",
    ours: scripts,
    peers: [],
    aim: "1",
    met: scripts.median < 1.02,
    note: `${inside.median.toFixed(1)} commands per message are given inside it; presence and clock beside it are counted too`,
  };
  return [finding];
}

const total = (calls: Calls) => Object.values(calls).reduce((sum, count) => sum + count, 0);
