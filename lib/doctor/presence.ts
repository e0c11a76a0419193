import { idIn, keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { keyPages } from "../redis/walk";
import { amount, type Examination, type Finding, ok, problem, some, warning } from "./finding";
import type { People } from "./people";

/** Who is shown as online, and by whom. */
export async function* examinePresence(
  redis: Connection,
  people: People,
  { repair }: Pick<Examination, "repair">,
): AsyncGenerator<Finding> {
  const online = await redis.smembers(keys.onlineUsers);
  yield ok("presence", `${amount(online.length, "person", "people")} online`);
  const strangers = online.filter((id) => !people.has(id)).map((id) => JSON.stringify(id));
  if (strangers.length > 0)
    yield problem(
      "presence",
      `${some(strangers)} in ${keys.onlineUsers} is nobody: the Java server shows no people at all.`,
      `redis-cli SREM ${keys.onlineUsers} ${strangers[0]}`,
    );
  yield* examineLeases(redis, repair);
}

/** What an instance without a lease has left behind is taken off by nobody. */
async function* examineLeases(redis: Connection, repair: boolean): AsyncGenerator<Finding> {
  const left: string[] = [];
  for await (const page of keyPages(redis, keys.onlineBy("*"))) {
    for (const key of page) {
      const instance = idIn(keys.onlineBy, key.toString()) ?? "";
      if ((await redis.zscore(keys.instances, instance)) === null) left.push(instance);
    }
  }
  if (left.length === 0) return;
  const text = `Left behind by instances that have no lease: ${some(left.map((id) => id.slice(0, 8)))}.`;
  if (!repair) {
    yield warning("presence", text, "npm run doctor -- --repair removes it.");
    return;
  }
  await redis.del(...left.map(keys.onlineBy));
  yield ok("presence", `${text} Removed.`);
}
