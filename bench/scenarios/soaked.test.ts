import { expect, test } from "vitest";
import { type Minute, soaked } from "./soaked";

/** Minutes of which each uses what the functions say, by its number. */
function minutes(
  rss: (minute: number) => number,
  p99: (minute: number) => number,
  heap: (minute: number) => number = () => 40e6,
): Minute[] {
  return Array.from({ length: 30 }, (_, minute) => ({
    measured: { messages: 1, deliveries: 500, seconds: 60, p50: 1, p99: p99(minute), overloaded: false, driver: 0.1 },
    usages: Array.from({ length: 6 }, (_, sample) => ({ rss: rss(minute), heap: heap(minute) + 5e6 * (sample % 3) })),
    cpu: 10,
  }));
}

const metOf = (of: Minute[]) => Object.fromEntries(soaked(of).map(({ what, met }) => [what.replace(/.*: /, ""), met]));
const MEMORY = "memory of the server";
const HEAP = "heap of the server, at its lowest in a minute";
const P99 = "p99 of a minute, to the last receiver";

test("what stays even is met, however it begins", () => {
  const even = minutes(
    (minute) => (minute < 3 ? 90e6 : 150e6 + (minute % 3) * 1e6),
    (minute) => (minute < 3 ? 300 : 50),
  );
  expect(Object.values(metOf(even))).toEqual([true, true, true, true]);
});

test("memory that grows by 1 MB a minute is a leak", () => {
  const leaking = minutes(
    (minute) => 150e6 + minute * 1e6,
    () => 50,
  );
  expect(metOf(leaking)).toMatchObject({ [MEMORY]: false, [P99]: true });
});

test("a p99 that rises is missed", () => {
  const slowing = minutes(
    () => 150e6,
    (minute) => 50 + minute,
  );
  expect(metOf(slowing)).toMatchObject({ [MEMORY]: true, [P99]: false });
});

test("a heap that grows between the collections is no leak, and one that does not shrink as far is", () => {
  const even = () => 50;
  expect(metOf(minutes(() => 150e6, even))).toMatchObject({ [HEAP]: true });
  const leaking = minutes(
    () => 150e6,
    even,
    (minute) => 40e6 + minute * 0.2e6,
  );
  expect(metOf(leaking)).toMatchObject({ [HEAP]: false, [MEMORY]: true });
});
