/** Delivery while the same server renders pages, or checks passwords: all of it on one processor. */
import { setTimeout as wait } from "node:timers/promises";
import { ask } from "../run/asking";
import { type BenchPerson, PASSWORD } from "../run/people";
import type { Target } from "../run/targets";
import type { Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { withCompany } from "./company";
import { finding } from "./findings";

const PEOPLE = 200;
const RATE = 20;

type Disturbance = (target: Target, people: BenchPerson[], going: () => boolean) => Promise<number>;

/** One page after the other, without a pause. */
const renderPages: Disturbance = async ({ url }, [person], going) => {
  let pages = 0;
  for (; going(); pages++) await ask(`${url}/rooms/0`, person?.cookie ?? "");
  return pages;
};

/** Ten a second, each of somebody else. */
const signIn: Disturbance = async ({ url }, people, going) => {
  const answers: Promise<Response>[] = [];
  for (; going(); await wait(100)) {
    const username = people[answers.length % people.length]?.name;
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ username, password: PASSWORD });
    answers.push(fetch(`${url}/api/session`, { method: "POST", headers, body }));
  }
  for (const answer of await Promise.all(answers)) if (answer.status !== 200) throw new Error(`${answer.status}`);
  return answers.length;
};

const nothing: Disturbance = async () => 0;

const CASES = [
  { what: "at rest", disturb: nothing },
  { what: "while pages are rendered without pause", disturb: renderPages, aim: 1.5 },
  { what: "during 10 sign-ins a second", disturb: signIn, aim: 2 },
];

export const undisturbed: Scenario = {
  name: "undisturbed",
  about: "P11: p99 of delivery at 20 messages a second, while pages are rendered, and while people sign in",
  run: (bench) =>
    withCompany({ bench, names: ["banter"], people: PEOPLE }, async ({ driver, targets, people }) => {
      const target = targets[0] as Target;
      const p99s = CASES.map(() => [] as number[]);
      for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
        for (const [index, { what, disturb }] of CASES.entries()) {
          let going = true;
          const disturbing = disturb(target, people, () => going);
          const { p50, p99 } = await driver.load("banter", { rate: RATE, seconds: bench.quick ? 2 : 6 });
          going = false;
          const times = await disturbing;
          p99s[index]?.push(p99);
          bench.tell(`${what}${times ? ` (${times})` : ""}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
        }
      }
      return CASES.slice(1).map(({ what, aim = 0 }, index) => {
        const ratio = spreadOf((p99s[index + 1] ?? []).map((p99, round) => p99 / (p99s[0]?.[round] ?? 0)));
        const rest = spreadOf(p99s[0] ?? []).median.toFixed(1);
        const met = ratio.median <= aim;
        return finding(
          { banter: ratio },
          {
            goal: "P11",
            what: `p99 of delivery ${what}`,
            unit: "times",
            aim: `<= ${aim}`,
            met,
            note: `at rest ${rest} ms`,
          },
        );
      });
    }),
};
