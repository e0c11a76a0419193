import { cpuSeconds } from "../run/cpu";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { besideHello } from "./hello";
import { at } from "./place";
import { bytesOf } from "./wire";

const MESSAGES = 50; // a page of history
const RATIO_MAX = 1.5;
const WARM_UP = 200; // requests; then what is hot is compiled

export const rendering: Scenario = {
  name: "rendering",
  about: "P12: the processor time of a room page, against a hello-world of the same Next",
  run: (bench) =>
    at(MESSAGES, ({ page, cookie, pid }) =>
      besideHello((hello) =>
        compare(bench, {
          room: { url: page, cookie, pid: pid() },
          hello: { ...hello, cookie: "" },
        }),
      ),
    ),
};

interface Asked {
  url: string;
  cookie: string;
  pid: number;
}

async function compare({ quick, tell }: Bench, { room, hello }: Record<"room" | "hello", Asked>): Promise<Finding[]> {
  const [rounds, requests] = quick ? [2, 30] : [7, 120];
  const warmUp = quick ? WARM_UP / 2 : WARM_UP;
  await perRequest(room, warmUp);
  await perRequest(hello, warmUp);
  const ms = { room: [] as number[], hello: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    ms.room.push(await perRequest(room, requests));
    ms.hello.push(await perRequest(hello, requests));
    tell(
      `rendering ${round}/${rounds}: ${ms.room.at(-1)?.toFixed(1)} ms, hello-world ${ms.hello.at(-1)?.toFixed(1)} ms`,
    );
  }
  const [ours, theirs] = [spreadOf(ms.room), spreadOf(ms.hello)];
  const ratio = spreadOf(ms.room.map((value, round) => value / (ms.hello[round] ?? Number.NaN)));
  return [
    {
      goal: "P12",
      what: `room page with ${MESSAGES} messages, signed in: processor time per request`,
      unit: "ms",
      ours,
      peers: [{ name: "hello-world of the same Next", spread: theirs }],
      aim: `at most ${RATIO_MAX} x hello-world`,
      met: ratio.median <= RATIO_MAX,
      note: `${ratio.median.toFixed(2)} x (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
    },
  ];
}

async function perRequest({ url, cookie, pid }: Asked, requests: number): Promise<number> {
  const before = cpuSeconds(pid);
  for (let request = 0; request < requests; request++) await bytesOf(url, cookie);
  return (1_000 * (cpuSeconds(pid) - before)) / requests;
}
