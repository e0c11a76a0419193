const ASKED_EVERY_MS = 200;
const TRUSTED_FOR_MS = 750; // with the way there and back less than the second within which a removal is known everywhere

/**
 * Knows whether all is heard that is told. A subscription may be dead without a word, and a process may stand still:
 * what it was not told meanwhile it does not know, and answers by what was true. So it asks all the time, and trusts an
 * answer for less than a second from when it was asked for. `hearAll`: resolves when all that was told before the call
 * has been heard. `regained`: called when an answer can be trusted again.
 */
export function watchSubscription(hearAll: () => Promise<unknown>, regained: () => void) {
  let askedAt = Number.NEGATIVE_INFINITY; // of the last question that was answered
  let asking = false;
  const isCurrent = () => performance.now() - askedAt < TRUSTED_FOR_MS;
  const timer = setInterval(() => void ask(), ASKED_EVERY_MS).unref();
  void ask();

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    const at = performance.now();
    try {
      await hearAll();
      hear(at);
    } catch {
      // the connection says what is the matter
    } finally {
      asking = false;
    }
  }

  function hear(at: number): void {
    const wasCurrent = isCurrent();
    askedAt = at;
    if (!wasCurrent && isCurrent()) regained();
  }

  return { isCurrent, end: () => clearInterval(timer) };
}
