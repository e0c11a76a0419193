import type { Connection } from "../redis/operator";
import type { Examination, Finding } from "./finding";
import { examineMessages } from "./messages";
import { examinePeople } from "./people";
import { examinePresence } from "./presence";
import { examineRooms } from "./rooms";
import { examineServer } from "./server";

/**
 * Examines Redis and what is in it, with the eyes of the application. Reads only, unless `repair`; a server may run
 * meanwhile. INFO, then SCAN once for each kind of key
 */
export async function* examine(redis: Connection, examination: Examination): AsyncGenerator<Finding> {
  yield* examineServer(redis);
  const people = yield* examinePeople(redis, examination);
  yield* examineRooms(redis, people, examination);
  yield* examinePresence(redis, people, examination);
  yield* examineMessages(redis, examination);
}
