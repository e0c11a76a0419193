const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Milliseconds before attempt 2, 3, …: by chance between nothing and 1, 2, 4 … 30 s, so that not all come at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
}
