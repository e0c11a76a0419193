import { DAY_SECONDS, dayOf } from "./grouping";
import { State } from "./state";
import type { Offset } from "./zones";

const LOOK_SECONDS = 60 * 60; // where clocks change, midnight is not when it seemed to be

/** A time of the present day, for "Today" and "Yesterday": it changes when the reader's day does, not sooner. */
export class Today {
  /** Unix seconds; hydration begins with what the server said. */
  readonly state: State<number>;
  readonly #told: number;
  readonly #startedAt: number;

  /** `told`: the server's time, in unix seconds; the browser's clock may be wrong, so only what passes counts. */
  constructor(
    told: number,
    private readonly clock: () => number = Date.now,
  ) {
    this.#told = told;
    this.#startedAt = clock();
    this.state = new State(told);
  }

  /** Looks at every midnight. Returns how to end it. */
  start(offset: Offset): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      this.look(offset);
      timer = setTimeout(next, 1000 * Math.min(untilMidnight(this.#now, offset), LOOK_SECONDS));
    };
    next();
    return () => clearTimeout(timer);
  }

  /** Is it another day by now? */
  look(offset: Offset): void {
    if (dayOf(this.#now, offset) !== dayOf(this.state.get(), offset)) this.state.set(this.#now);
  }

  get #now(): number {
    return this.#told + Math.max(0, Math.floor((this.clock() - this.#startedAt) / 1000));
  }
}

/** Seconds until the day ends, if no clock is changed before. */
export const untilMidnight = (now: number, offset: Offset): number =>
  DAY_SECONDS - ((((now - offset(now) * 60) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS);
