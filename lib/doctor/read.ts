import type { Connection } from "../redis/operator";
import { isWrongType } from "../redis/wrong-type";

type Batch = ReturnType<Connection["pipeline"]>;

/** Many questions in one round trip. A key of another type answers `undefined`. Throws the first other error. */
export async function ask(redis: Connection, put: (batch: Batch) => void): Promise<unknown[]> {
  const batch = redis.pipeline();
  put(batch);
  if (batch.length === 0) return [];
  return ((await batch.exec()) ?? []).map(([error, reply]) => {
    if (error && !isWrongType(error)) throw error;
    return error ? undefined : reply;
  });
}
