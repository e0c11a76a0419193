import { USER_ID, type UserId } from "../events";
import { DELETED_NAME } from "../names";
import { idIn, keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { keyPages } from "../redis/walk";
import { amount, type Examination, type Finding, ok, problem, some, warning } from "./finding";
import { ask } from "./read";

/** The people there are: names by id, whether a name leads to them or not. */
export type People = Map<UserId, string>;

/** Accounts, the names that lead to them, and the counter of their ids. */
export async function* examinePeople(
  redis: Connection,
  { progress }: Pick<Examination, "progress">,
): AsyncGenerator<Finding, People> {
  progress("people");
  const { people, broken } = await readPeople(redis);
  const names = await readNames(redis);
  const led = new Set([...names.values()]);
  const nameless = [...people.keys()].filter((id) => !led.has(id));
  const rest = nameless.length > 0 ? `, ${amount(nameless.length, "account")} that no name leads to` : "";
  yield ok("people", `${amount(people.size - nameless.length, "person", "people")}${rest}`);
  if (broken.length > 0)
    yield problem(
      "people",
      `No username in ${some(broken.map(keys.user))}.`,
      "Restore them from an export, or delete them.",
    );
  yield* examineNames(names, people);
  yield* lookAlikes([...names.keys()]);
  yield* examineCounter(await redis.get(keys.totalUsers), [...people.keys(), ...broken]);
  return people;
}

async function readPeople(redis: Connection): Promise<{ people: People; broken: UserId[] }> {
  const people: People = new Map();
  const broken: UserId[] = [];
  for await (const page of keyPages(redis, keys.user("*"))) {
    const ids = page.map((key) => idIn(keys.user, key.toString()) ?? "").filter((id) => USER_ID.test(id));
    const found = await ask(redis, (batch) => {
      for (const id of ids) batch.hget(keys.user(id), "username");
    });
    for (const [index, id] of ids.entries()) {
      const name = found[index];
      if (typeof name === "string") people.set(id, name);
      else broken.push(id);
    }
  }
  return { people, broken: [...new Set(broken)] };
}

async function readNames(redis: Connection): Promise<Map<string, UserId>> {
  const names = new Map<string, UserId>();
  for await (const page of keyPages(redis, keys.username("*"))) {
    const pointers = await ask(redis, (batch) => {
      for (const key of page) batch.get(key);
    });
    for (const [index, key] of page.entries()) {
      const name = idIn(keys.username, key.toString()) ?? "";
      names.set(name, String(pointers[index] ?? "").replace(/^user:/, ""));
    }
  }
  return names;
}

function* examineNames(names: Map<string, UserId>, people: People): Generator<Finding> {
  const lost = [...names].filter(([, id]) => !people.has(id)).map(([name]) => keys.username(name));
  if (lost.length > 0)
    yield problem(
      "names",
      `${some(lost)} ${lost.length === 1 ? "leads" : "lead"} to nobody: nobody can sign in by such a name, or take it.`,
      `Free a name by redis-cli DEL '${lost[0]}'.`,
    );
  const others = [...names].filter(([name, id]) => ![undefined, name, DELETED_NAME].includes(people.get(id)));
  if (others.length > 0)
    yield warning(
      "names",
      `${some(others.map(([name, id]) => `${name} leads to ${people.get(id)}`))}.`,
      "See who that is, and delete the name that is wrong.",
    );
}

/** The same to the eye: by case, by form, by width. */
function* lookAlikes(names: string[]): Generator<Finding> {
  const alike = new Map<string, string[]>();
  for (const name of names) {
    const form = name.normalize("NFKC").trim().toLowerCase();
    alike.set(form, [...(alike.get(form) ?? []), name]);
  }
  const doubles = [...alike.values()].filter((group) => group.length > 1).map((group) => group.join(" = "));
  if (doubles.length > 0)
    yield warning("names", `Taken for one another: ${some(doubles)}.`, "Ask those people to take another name.");
}

function* examineCounter(counter: string | null, ids: UserId[]): Generator<Finding> {
  const highest = Math.max(0, ...ids.map(Number));
  if (highest === 0 || Number(counter) >= highest) return;
  yield problem(
    "ids",
    `${keys.totalUsers} is ${counter ?? "absent"}, but there is a person ${highest}: the next one who registers overwrites somebody.`,
    `redis-cli SET ${keys.totalUsers} ${highest}`,
  );
}
