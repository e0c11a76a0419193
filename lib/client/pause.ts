/** Waiting that somebody can end early, for all who wait. */
export class Pause {
  readonly #waiting = new Set<() => void>();

  /** Resolves after `ms` milliseconds, or at `end`. */
  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  end(): void {
    for (const done of this.#waiting) done();
  }
}
