import { type TargetName, TITLES } from "../run/targets";
import type { Finding, Spread } from "../scenario";
import { spreadOf } from "../spread";

/** A figure of Banter, and the same of those it is compared with. */
export type Figures = { banter: Spread } & Partial<Record<TargetName, Spread>>;

interface Verdict {
  goal: string;
  what: string;
  unit: string;
  aim: string;
  met: boolean;
  note?: string | undefined;
}

export function finding(figures: Figures, { note, ...verdict }: Verdict): Finding {
  const { banter, ...others } = figures;
  const peers = Object.entries(others).map(([name, spread]) => ({ name: TITLES[name as TargetName], spread }));
  return { ...verdict, ours: banter, peers, ...(note && { note }) };
}

/** One figure of each round of each server. */
export function perRound<R>(rounds: Map<TargetName, R[]>, figure: (round: R) => number): Figures {
  const spreads = [...rounds].map(([name, done]) => [name, spreadOf(done.map(figure))]);
  return Object.fromEntries(spreads) as Figures;
}

type Factors = Partial<Record<TargetName, number>>;

/** Is ours at least so many times that of each? */
export const atLeast = (figures: Figures, factors: Factors): boolean =>
  figures.banter.median > 0 &&
  factorsOf(figures, factors).every(([theirs, factor]) => figures.banter.median >= factor * theirs);

/** Is ours at most so many times that of each? */
export const atMost = (figures: Figures, factors: Factors): boolean =>
  factorsOf(figures, factors).every(([theirs, factor]) => figures.banter.median <= factor * theirs);

const factorsOf = (figures: Figures, factors: Factors): [number, number][] =>
  Object.entries(factors).map(([name, factor]) => [figures[name as TargetName]?.median ?? Number.NaN, factor]);

/** Says so where the CPU time of a process is not to be had. */
export const untold = ({ median }: Spread): string | undefined =>
  Number.isNaN(median) ? "this system does not say what CPU time a process has used, or no rate held" : undefined;

/** Says so where not the server but the driver was busy. */
export function limitedBy(shares: number[]): string | undefined {
  const { median } = spreadOf(shares);
  return median > 0.9 ? `the driver was busy at ${Math.round(100 * median)}%: it may have been the limit` : undefined;
}
