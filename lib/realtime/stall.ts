const LOOKED_EVERY_MS = 100;
const STOOD_MS = 500; // half of the second within which it is known that somebody was removed

/**
 * Knows whether this process stood still: stopped, starved, or busy for too long. What was told meanwhile lies unread
 * beside what is asked of it now, and which of the two is read first is chance. So from then on nothing that it knew
 * is current, until `hearAll` has resolved: when all that was told before has been heard.
 */
export function watchStalls(hearAll: () => Promise<unknown>) {
  let moved = performance.now();
  let hearing = false;
  const timer = setInterval(look, LOOKED_EVERY_MS).unref();

  function look(): void {
    if (isCurrent()) moved = performance.now();
  }

  /** Asked at any moment: the first thing after a stall may be a request, long before the timer. */
  function isCurrent(): boolean {
    if (!hearing && performance.now() - moved >= STOOD_MS) void catchUp();
    return !hearing;
  }

  async function catchUp(): Promise<void> {
    hearing = true;
    const asked = performance.now(); // it may stand still again before the answer is read
    try {
      await hearAll();
      moved = asked;
    } catch {
      // the connection says what is the matter; the timer asks again
    } finally {
      hearing = false;
    }
  }

  return { isCurrent, end: () => clearInterval(timer) };
}
