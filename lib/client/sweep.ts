const TICK_MS = 15_000;
const ASLEEP_MS = 45_000; // a tick that comes so late: the machine has slept, and its connection is dead or stale
const SWEEP_TICKS = 20; // 5 min: it finds what all else has missed
const CHANCE_TICKS = 8; // 2 min, so that not all tabs ask at once

interface Parts {
  look(): void;
  isVisible(): boolean;
  random?: () => number;
}

/** Looks after a sleep of the machine, and every few minutes while the page is seen. Returns how to end it. */
export function lookNowAndThen({ look, isVisible, random = Math.random }: Parts): () => void {
  let ticked = Date.now();
  let left = wait(); // counted, not read from the clock, which may be set back
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);

  function tick(): void {
    const passed = Date.now() - ticked;
    ticked = Date.now();
    left--;
    if (!isVisible() || (left > 0 && passed < TICK_MS + ASLEEP_MS)) return;
    left = wait();
    look();
  }

  function wait(): number {
    return SWEEP_TICKS + Math.round(random() * CHANCE_TICKS);
  }
}
