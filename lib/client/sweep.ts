const TICK_MS = 15_000;
const ASLEEP_MS = 45_000; // a tick that comes so late: the machine has slept, and its connection is dead or stale
const SWEEP_MS = 5 * 60_000; // finds what all else has missed
const SWEEP_CHANCE_MS = 2 * 60_000; // so that not all tabs ask at once

interface Parts {
  look(): void;
  isVisible(): boolean;
  random?: () => number;
}

/** Looks after a sleep of the machine, and every few minutes while the page is seen. Returns how to end it. */
export function lookNowAndThen({ look, isVisible, random = Math.random }: Parts): () => void {
  let ticked = Date.now();
  let next = due();
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);

  function tick(): void {
    const now = Date.now();
    const hasSlept = now - ticked > TICK_MS + ASLEEP_MS;
    ticked = now;
    if (!isVisible() || (!hasSlept && now < next)) return;
    next = due();
    look();
  }

  function due(): number {
    return Date.now() + SWEEP_MS + random() * SWEEP_CHANCE_MS;
  }
}
