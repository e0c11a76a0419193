/** The highest rate that a server keeps up with, found by steps. */
export interface Step {
  rate: number;
  p99: number;
  /** It could not keep up, whatever its p99. */
  overloaded: boolean;
}

interface Search<S extends Step> {
  start: number;
  limitMs: number;
  /** How many rates are tried at most. */
  steps: number;
  attempt(rate: number): Promise<S>;
}

const GROWTH = 2;

const holds = ({ p99, overloaded }: Step, limitMs: number) => !overloaded && p99 <= limitMs;

/**
 * Doubles until it is too much, halves until it is not, and goes on between the highest that held and the lowest
 * that did not. Answers all attempts.
 */
export async function rise<S extends Step>({ start, limitMs, steps, attempt }: Search<S>): Promise<S[]> {
  const attempts: S[] = [];
  let held = 0;
  let failed = Number.POSITIVE_INFINITY;
  for (let rate = start; attempts.length < steps; ) {
    const step = await attempt(Math.round(rate));
    attempts.push(step);
    if (holds(step, limitMs)) held = Math.max(held, step.rate);
    else failed = Math.min(failed, step.rate);
    if (failed / held < 1.08) break;
    rate = held === 0 ? failed / GROWTH : Number.isFinite(failed) ? Math.sqrt(held * failed) : held * GROWTH;
  }
  return attempts;
}

/** Of these, the highest rate that held within the limit. */
export const highest = <S extends Step>(attempts: S[], limitMs: number): S | undefined =>
  attempts.filter((step) => holds(step, limitMs)).sort((a, b) => b.rate - a.rate)[0];
