const WITHIN_MS = 1_000;

/** Resolves when the browser has nothing more urgent to do, at the latest after a second. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: WITHIN_MS });
    else setTimeout(resolve);
  });
