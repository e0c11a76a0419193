export interface TokenBucket {
  /** Takes `cost` tokens, and answers 0; or takes none, and answers after how many seconds there are enough. */
  take(cost: number): number;
}

/** Bounds how often something is done: `capacity` at once, `perSecond` in the long run. `now`: milliseconds. */
export function createTokenBucket(capacity: number, perSecond: number, now = clock): TokenBucket {
  let tokens = capacity;
  let filledAt = now();
  return {
    take(cost) {
      const at = now();
      tokens = Math.min(capacity, tokens + ((at - filledAt) / 1000) * perSecond);
      filledAt = at;
      const wanted = Math.min(cost, capacity); // what costs more than there ever is would wait for ever
      if (tokens < wanted) return (wanted - tokens) / perSecond;
      tokens -= wanted;
      return 0;
    },
  };
}

const clock = () => performance.now();
