import type { Finding, Spread } from "../scenario";

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { median: at(sorted.length >> 1), min: at(0), max: at(sorted.length - 1) };
}

/** A figure that is met where it is at most so much. */
export function atMost(most: number, { ours, peers = [], ...said }: Omit<Finding, "met" | "peers"> & Partial<Finding>) {
  return { ...said, ours, peers, met: ours.median <= most } satisfies Finding;
}

export const KB = 1_000; // bytes, as networks count
