import type { Finding } from "../scenario";

/** A figure that is met where it is at most so much. */
export function atMost(most: number, { ours, peers = [], ...said }: Omit<Finding, "met" | "peers"> & Partial<Finding>) {
  return { ...said, ours, peers, met: ours.median <= most } satisfies Finding;
}

export const KB = 1_000; // bytes, as networks count
