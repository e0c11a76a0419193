/** Half an hour of steady load on one server: what it uses must not grow, and nobody must wait longer. */
import { setTimeout as wait } from "node:timers/promises";
import type { Load, Measured } from "../driver/load";
import { addRoom } from "../run/people";
import type { Target, Usage } from "../run/targets";
import type { Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { withCompany } from "./company";
import { type Minute, soaked } from "./soaked";

const CROWD = 500; // in one room
const PAIRS = 50; // in a direct room each
const RATE = 960; // messages a second: 800 to the crowd, which are 400,000 deliveries, and 160 to pairs
const ROOM_MAX_MESSAGES = 20_000; // reached within the first minute: from then on Redis does not grow either
const LOAD: Load = { rate: RATE, seconds: 60, behindMaxMs: 5_000 }; // what a busy machine holds up for a moment is caught up with
const SAMPLED_EVERY_MS = 1_000; // some of the samples are taken right after a collection

const CROWD_ROOM = "10"; // not General, which the pairs would hear, too
const directOf = (index: number) => `${index - (index % 2) + 1}:${index - (index % 2) + 2}`;

export const soak: Scenario = {
  name: "soak",
  about: "30 minutes of 400,000 deliveries a second, each counted: memory, and p99 per minute; --minutes 5 is shorter",
  only: "by name",
  run: (bench) =>
    withCompany(
      {
        bench,
        names: ["banter"],
        people: CROWD + 2 * PAIRS,
        roomOf: (index) => (index < CROWD ? CROWD_ROOM : directOf(index)),
        furnish: (redis, people) => {
          const ids = people.slice(0, CROWD).map(({ id }) => id);
          return addRoom(redis, CROWD_ROOM, ids);
        },
        env: { ROOM_MAX_MESSAGES: String(ROOM_MAX_MESSAGES) },
      },
      async ({ driver, targets }) => {
        const target = targets[0] as Target;
        const minutes: Minute[] = [];
        for (let left = 60 * bench.minutes; left > 1; ) {
          // throws where anything of this minute was lost, doubled or misordered
          const minute = await observed(target, driver.load(target.name, LOAD));
          minutes.push(minute);
          left -= minute.measured.seconds; // less than a minute where the server fell behind
          bench.tell(`minute ${minutes.length}: ${inWords(minute)}`);
        }
        return soaked(minutes);
      },
    ),
};

/** A load, and what the server uses meanwhile. */
async function observed(target: Target, load: Promise<Measured>): Promise<Minute> {
  const usages: Usage[] = [];
  const cpu = target.cpu();
  const done = load.then(() => undefined);
  for (let going = true; going; ) {
    const usage = await Promise.race([done, target.usage()]); // a server that has ended does not answer
    if (usage) usages.push(usage);
    going = await Promise.race([done.then(() => false), wait(SAMPLED_EVERY_MS, true, { ref: false })]);
  }
  return { measured: await load, usages, cpu: target.cpu() - cpu };
}

function inWords({ measured, usages, cpu }: Minute): string {
  const rss = (spreadOf(usages.map(({ rss }) => rss)).median / 1e6).toFixed(0);
  const heap = (Math.min(...usages.map(({ heap }) => heap)) / 1e6).toFixed(0);
  const busy = Math.round((100 * cpu) / measured.seconds);
  const behind = measured.overloaded ? ", fell behind" : "";
  return `${measured.deliveries} deliveries, p99 ${measured.p99.toFixed(0)} ms, ${rss} MB, heap at least ${heap}, CPU ${busy}%, of the driver ${Math.round(100 * measured.driver)}%${behind}`;
}
