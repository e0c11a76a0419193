const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Milliseconds before attempt 2, 3, …: 1, 2, 4 … 30 s, each a little less by chance, so that not all come at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return full * (0.5 + random() / 2);
}
