/** Chance that can be repeated. */

/** The same turns for the same seed (the generator is mulberry32, by Tommy Ettinger, in the public domain). */
export function createChance(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    isOneIn: (count: number) => below(count) === 0,
    oneOf: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}

export type Chance = ReturnType<typeof createChance>;
