/** Five hundred people in one room: how much a server can tell them, and how soon one message is with all. */
import { MESSAGES_PER_10_SECONDS } from "../../lib/limits";
import type { Measured } from "../driver/load";
import { createAllowance } from "../run/allowance";
import { highest } from "../run/rising";
import { type TargetName, TITLES } from "../run/targets";
import type { Finding, Scenario } from "../scenario";
import { type Attempt, callsPerMessage, climb, costOf, held } from "./climb";
import { inRounds, withCompany } from "./company";
import { atLeast, atMost, finding, limitedBy, perRound, untold } from "./findings";

const PEOPLE = 500;
const LIMIT_MS = 200;
const TIGHT_MS = 100;
const SPARE = 5; // of what each may say: for the first messages, and those alone
const START: Record<TargetName, number> = { banter: 1_000, demo: 60, "socket.io": 60, ws: 100 };

/** What one server did in one round. */
interface Round {
  attempts: Attempt[];
  alone: Measured;
}

export const oneRoom: Scenario = {
  name: "one-room",
  about: "P1-P4, P7: deliveries a second to 500 people in one room, their cost, and the time of one message",
  run: (bench) =>
    withCompany({ bench, names: Object.keys(START) as TargetName[], people: PEOPLE }, async ({ driver, targets }) => {
      const allowance = createAllowance({ most: MESSAGES_PER_10_SECONDS - SPARE, withinMs: 10_000 });
      const limited = { people: PEOPLE, allowance };
      const rounds = await inRounds<Round>(bench, targets, async (target, before) => {
        const start = highest(before?.attempts ?? [], LIMIT_MS)?.rate ?? START[target.name];
        const alone = await driver.one(target.name, { count: bench.quick ? 25 : 100, speakers: PEOPLE });
        const attempts = await climb(bench, driver, target, {
          start,
          limitMs: LIMIT_MS,
          limited: target.name === "banter" ? limited : undefined,
        });
        bench.tell(`${TITLES[target.name]}: ${held(attempts, LIMIT_MS)}, one alone p50 ${alone.p50.toFixed(1)} ms`);
        return { attempts, alone };
      });
      return findings(rounds);
    }),
};

function findings(rounds: Map<TargetName, Round[]>): Finding[] {
  const best = (round: Round, limitMs = LIMIT_MS) => highest(round.attempts, limitMs);
  const rate = (limitMs: number) => perRound(rounds, (round) => (best(round, limitMs)?.rate ?? 0) * PEOPLE);
  const [p1, p4] = [rate(LIMIT_MS), rate(TIGHT_MS)];
  const p2 = perRound(rounds, (round) => costOf(best(round)));
  const ours = (rounds.get("banter") ?? []).flatMap((round) => best(round) ?? []);
  return [
    finding(p1, {
      goal: "P1",
      what: `deliveries to ${PEOPLE} people in one room, p99 <= ${LIMIT_MS} ms`,
      unit: "/s",
      aim: "1,000,000; >= 15x demo, 12x Socket.IO, 10x ws",
      met: p1.banter.median >= 1_000_000 && atLeast(p1, { demo: 15, "socket.io": 12, ws: 10 }),
      note: limitedBy(ours.map(({ driver }) => driver)),
    }),
    finding(p2, {
      goal: "P2",
      what: "server CPU per delivery in P1",
      unit: "us",
      aim: "<= 1; 1/15 of demo and Socket.IO, 1/10 of ws",
      met: p2.banter.median <= 1 && atMost(p2, { demo: 1 / 15, "socket.io": 1 / 15, ws: 1 / 10 }),
      note: untold(p2.banter),
    }),
    ...aloneFindings(rounds),
    finding(p4, {
      goal: "P4",
      what: `the same with p99 <= ${TIGHT_MS} ms`,
      unit: "/s",
      aim: ">= 12x demo and Socket.IO",
      met: atLeast(p4, { demo: 12, "socket.io": 12 }),
    }),
    ...callsPerMessage(ours),
  ];
}

function aloneFindings(rounds: Map<TargetName, Round[]>): Finding[] {
  return (["p50", "p99"] as const).map((value) => {
    const figures = perRound(rounds, ({ alone }) => alone[value]);
    return finding(figures, {
      goal: "P3",
      what: `one message in flight, to the last of ${PEOPLE}: ${value}`,
      unit: "ms",
      aim: "<= 1.0x Socket.IO, <= 1.5x ws",
      met: atMost(figures, { "socket.io": 1, ws: 1.5 }),
    });
  });
}
