export const BEAT_MS = 500;
const SILENT_AFTER_BEATS = 4; // two seconds: a page that takes so long is better rendered here
const DEAD_AFTER_BEATS = 60; // it may also be that the machine gives it no time

interface Parts {
  /** No beat for two seconds. Could it be relied on before? */
  silent(wasWell: boolean): void;
  /** For half a minute. */
  dead(): void;
}

/**
 * Watches the beats of a process. They are counted against ticks of our own, not against time: when this process has stood
 * still, it has not listened either.
 */
export function watchPulse({ silent, dead }: Parts) {
  let ready = false;
  let missed = 0;
  const timer = setInterval(() => {
    missed++;
    if (missed === SILENT_AFTER_BEATS) silent(ready);
    if (missed === DEAD_AFTER_BEATS) dead();
  }, BEAT_MS).unref();

  return {
    /** Can it be relied on? */
    isWell: () => ready && missed < SILENT_AFTER_BEATS,
    beat(isReady: boolean): void {
      ready = isReady;
      missed = 0;
    },
    end(): void {
      ready = false;
      clearInterval(timer);
    },
  };
}
