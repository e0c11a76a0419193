import type { Connection } from "./operator";

/**
 * The keys that fit a pattern, a page at a time. What is there the whole time comes at least once; a key may come twice.
 * SCAN
 */
export async function* keyPages(redis: Connection, pattern: string): AsyncGenerator<Buffer[]> {
  yield* pages((cursor) => redis.scanBuffer(cursor, "MATCH", pattern, "COUNT", KEYS_AT_ONCE));
}

export type Collection = "hash" | "set" | "zset";

/** What is in a hash (field, value), a set (member) or a sorted set (member, score), a page at a time. HSCAN, SSCAN, ZSCAN */
export async function* elementPages(
  redis: Connection,
  key: Buffer | string,
  type: Collection,
): AsyncGenerator<Buffer[]> {
  const scan = {
    hash: (cursor: string) => redis.hscanBuffer(key, cursor, "COUNT", ELEMENTS_AT_ONCE),
    set: (cursor: string) => redis.sscanBuffer(key, cursor, "COUNT", ELEMENTS_AT_ONCE),
    zset: (cursor: string) => redis.zscanBuffer(key, cursor, "COUNT", ELEMENTS_AT_ONCE),
  };
  yield* pages(scan[type]);
}

/** A flat list of pairs, as Redis answers, taken apart. */
export const inPairs = <T>(flat: T[]): [T, T][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] as T, flat[2 * index + 1] as T]);

const KEYS_AT_ONCE = 500;
const ELEMENTS_AT_ONCE = 200; // of the largest messages, 3 MB

async function* pages(scan: (cursor: string) => Promise<[Buffer, Buffer[]]>): AsyncGenerator<Buffer[]> {
  let cursor = "0";
  do {
    const [next, page] = await scan(cursor);
    cursor = String(next);
    if (page.length > 0) yield page;
  } while (cursor !== "0");
}
