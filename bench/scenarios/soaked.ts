import type { Measured } from "../driver/load";
import type { Usage } from "../run/targets";
import type { Finding } from "../scenario";
import { spreadOf } from "../spread";

export interface Minute {
  measured: Measured;
  /** What the server used, in the order of time. */
  usages: Usage[];
  /** Seconds of the server's processor. */
  cpu: number;
}

const GROWTH_MAX = 1.05;
const SLOWER_MAX = 1.25; // so much do two stretches of an even load differ by themselves

/** What some minutes of the same load say: the last third of them against the first. */
export function soaked(minutes: Minute[]): Finding[] {
  const usages = minutes.flatMap(({ usages }) => usages);
  const seconds = minutes.reduce((sum, { measured }) => sum + measured.seconds, 0);
  const length = `${Math.round(seconds / 60)} minutes at 400,000 deliveries/s`;
  const behind = minutes.filter(({ measured }) => measured.overloaded).length;
  return [
    counted(minutes, length),
    steady(
      usages.map(({ rss }) => rss / 1e6),
      { what: `${length}: memory of the server`, unit: "MB", most: GROWTH_MAX },
    ),
    steady(
      minutes.map(({ usages }) => Math.min(...usages.map(({ heap }) => heap / 1e6))), // most of it has been collected there
      { what: `${length}: heap of the server, at its lowest in a minute`, unit: "MB", most: GROWTH_MAX },
    ),
    {
      ...steady(
        minutes.map(({ measured }) => measured.p99),
        { what: `${length}: p99 of a minute, to the last receiver`, unit: "ms", most: SLOWER_MAX },
      ),
      ...(behind > 0 && { note: `${behind} times it was more than 5 s behind` }),
    },
  ];
}

function counted(minutes: Minute[], length: string): Finding {
  const deliveries = minutes.reduce((sum, { measured }) => sum + measured.deliveries, 0);
  return {
    goal: "soak",
    what: `${length}: lost, doubled or misordered, of ${deliveries.toLocaleString("en")}`,
    unit: "",
    ours: spreadOf([0]), // else the driver has thrown
    peers: [],
    aim: "0",
    met: true,
  };
}

interface Bound {
  what: string;
  unit: string;
  /** How many times the first third the last may be. */
  most: number;
}

function steady(values: number[], { what, unit, most }: Bound): Finding {
  const warm = values.slice(Math.floor(values.length / 10));
  const third = Math.max(1, Math.floor(warm.length / 3));
  const [first, last] = [spreadOf(warm.slice(0, third)), spreadOf(warm.slice(-third))];
  return {
    goal: "soak",
    what,
    unit,
    ours: last,
    peers: [{ name: "itself, in the first third", spread: first }],
    aim: `<= ${most}x the first third`,
    met: last.median <= most * first.median,
  };
}
