import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { User } from "../events";
import { PeopleSearch } from "./people-search";

const person = (username: string): User => ({ id: "2", username, online: false });
const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const ask = vi.fn(async (query: string) => [person(query)]);
  const search = new PeopleSearch(ask);
  return { ask, search, names: () => search.state.get().people.map(({ username }) => username) };
}

test("who types fast is asked for once", async () => {
  const { ask, search, names } = setUp();
  for (const query of ["j", "jo", "joe", " joe "]) search.want(query);
  expect(ask).not.toHaveBeenCalled();
  await passed(120);
  expect(ask.mock.calls).toEqual([["joe"]]);
  expect(names()).toEqual(["joe"]);
});

test("an empty query asks nobody, and what was found stays until the next answer", async () => {
  const { ask, search, names } = setUp();
  search.want("joe");
  await passed(120);
  search.want("");
  await passed(1_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(names()).toEqual(["joe"]);
});

test("an answer that is overtaken is dropped", async () => {
  const { ask, search, names } = setUp();
  let late: (people: User[]) => void = () => undefined;
  ask.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  search.want("jo");
  await passed(120);
  search.want("joe");
  await passed(120);
  late([person("too late")]);
  await passed(0);
  expect(names()).toEqual(["joe"]);
  expect(search.state.get().query).toBe("joe");
});

test("without an answer it says so, until there is one", async () => {
  const { ask, search } = setUp();
  ask.mockRejectedValueOnce(new Error("offline"));
  search.want("jo");
  await passed(120);
  expect(search.state.get()).toEqual({ query: "jo", people: [], failed: true });
  search.want("joe");
  await passed(120);
  expect(search.state.get().failed).toBe(false);
});
