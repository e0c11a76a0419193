/** What each of a crowd may still say on a server that limits it: a fast one is asked for more than the limit allows. */
interface Limit {
  most: number;
  withinMs: number;
}

export function createAllowance({ most, withinMs }: Limit, now = () => performance.now()) {
  let said: { count: number; at: number }[] = [];

  return {
    /** Milliseconds to rest until each may say so many more. Resting does not help whoever asks for more than `most`. */
    restFor(count: number): number {
      said = said.filter(({ at }) => now() - at < withinMs);
      let sum = said.reduce((sum, { count }) => sum + count, 0);
      let rest = 0;
      for (const { count: earlier, at } of said) {
        if (sum + count <= most) break;
        sum -= earlier;
        rest = at + withinMs - now();
      }
      return rest;
    },
    /** Each has said so many, the last of them now. */
    spend: (count: number) => void said.push({ count, at: now() }),
  };
}

export type Allowance = ReturnType<typeof createAllowance>;
