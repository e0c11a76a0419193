/** Chance that can be repeated: the same seed gives the same choices in the same order. */
export interface Random {
  /** 0 or more, below 1. */
  next(): number;
  /** A whole number from 0 on, below `end`. */
  below(end: number): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(of: readonly T[]): T[];
  /** Another source, whose choices do not depend on how often this one is asked. */
  branch(): Random;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }
  const below = (end: number) => Math.floor(next() * end);
  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error("there is nothing to pick from");
    return from[below(from.length)] as T;
  }
  function shuffled<T>(of: readonly T[]): T[] {
    const left = [...of];
    return of.map(() => left.splice(below(left.length), 1)[0] as T);
  }
  return {
    next,
    below,
    pick,
    shuffled,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    branch: () => randomFrom(below(2 ** 32)),
  };
}
