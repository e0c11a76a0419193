/** Four hundred people in two hundred direct rooms: many small rooms, and nothing to be gathered. */
import { highest } from "../run/rising";
import { type TargetName, TITLES } from "../run/targets";
import type { Scenario } from "../scenario";
import { type Attempt, climb, held } from "./climb";
import { inRounds, withCompany } from "./company";
import { atLeast, finding, limitedBy, perRound } from "./findings";

const PEOPLE = 400;
const LIMIT_MS = 200;
const WARM_UP_RATE = 2_000; // each message is a write of its own, and the first thousands cost three times as much
const START: Record<TargetName, number> = { banter: 3_000, demo: 3_000, "socket.io": 3_000, ws: 4_000 };

/** The person with an even index, and the next. */
const roomOf = (index: number) => `${index - (index % 2) + 1}:${index - (index % 2) + 2}`;

export const directRooms: Scenario = {
  name: "direct-rooms",
  about: "P4b: messages a second in 200 direct rooms; so many of one person only with RATE_LIMITS=off",
  run: (bench) =>
    withCompany(
      {
        bench,
        names: Object.keys(START) as TargetName[],
        people: PEOPLE,
        roomOf,
        env: { RATE_LIMITS: "off" },
        warmUpRate: WARM_UP_RATE,
      },
      async ({ driver, targets }) => {
        const rounds = await inRounds<Attempt[]>(bench, targets, async (target, before) => {
          const start = highest(before ?? [], LIMIT_MS)?.rate ?? START[target.name];
          const attempts = await climb(bench, driver, target, { start, limitMs: LIMIT_MS });
          bench.tell(`${TITLES[target.name]}: ${held(attempts, LIMIT_MS)}`);
          return attempts;
        });
        const figures = perRound(rounds, (attempts) => highest(attempts, LIMIT_MS)?.rate ?? 0);
        const ours = (rounds.get("banter") ?? []).flatMap((attempts) => highest(attempts, LIMIT_MS) ?? []);
        return [
          finding(figures, {
            goal: "P4b",
            what: `messages in ${PEOPLE / 2} direct rooms, p99 <= ${LIMIT_MS} ms`,
            unit: "/s",
            aim: ">= 1.5x demo, >= 1.0x Socket.IO",
            met: atLeast(figures, { demo: 1.5, "socket.io": 1 }),
            note: limitedBy(ours.map((step) => step.driver)),
          }),
        ];
      },
    ),
};
