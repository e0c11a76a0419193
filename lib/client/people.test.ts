import { expect, test } from "vitest";
import type { User } from "../events";
import { People, whoIsHere } from "./people";
import { spoken } from "./phrases";

const person = (id: string, online: boolean, username = `P${id}`) => ({ id, username, online });
const asking = (getOnline: () => Promise<User[]>, getPeople = async (): Promise<User[]> => []) => ({
  getOnline,
  getPeople,
});
const isOnline = (people: People, id: string) => people.state.get()[id]?.online;

test("a change of presence reaches those we know, and makes others known", () => {
  const people = new People([person("1", true), person("2", true)]);
  people.changed({ online: [person("3", true)], offline: ["2", "9"] });
  expect([1, 2, 3].map((id) => isOnline(people, String(id)))).toEqual([true, false, true]);
  expect(people.state.get()["9"]).toBeUndefined();
});

test("a whole list of who is online makes all others absent", async () => {
  const people = new People([person("1", true), person("2", false)]);
  await people.renew(asking(async () => [person("2", true)]));
  expect([isOnline(people, "1"), isOnline(people, "2")]).toEqual([false, true]);
});

test("who has come or gone while the list was asked for, has", async () => {
  const people = new People([person("1", false), person("2", true)]);
  const getOnline = async () => {
    people.changed({ online: [person("1", true)], offline: ["2"] });
    return [person("2", true)];
  };
  await people.renew(asking(getOnline));
  expect([isOnline(people, "1"), isOnline(people, "2")]).toEqual([true, false]);
});

test("who has come or gone while those beyond a full list were asked for, has", async () => {
  const people = new People([person("1", false), person("2", true), person("3", true)]);
  const full = Array.from({ length: 100 }, (_, index) => person(String(1_000 + index), true));
  const getPeople = async () => {
    people.changed({ online: [person("1", true)], offline: ["2", "1000"] });
    return [person("1", false), person("2", true), person("3", false)];
  };
  await people.renew(asking(async () => full, getPeople));
  expect(["1", "2", "3", "1000", "1001"].map((id) => isOnline(people, id))).toEqual([
    true,
    false,
    false,
    undefined,
    true,
  ]);
});

test("nothing new is no change", () => {
  const people = new People([person("1", true)]);
  const before = people.state.get();
  people.learn([person("1", true)]);
  expect(people.state.get()).toBe(before);
});

test("strangers are asked for once each", () => {
  expect(new People([person("1", true)]).unknown(["1", "2", "2"])).toEqual(["2"]);
});

test("who is here is said in a sentence", () => {
  const here = (...names: string[]) => spoken(whoIsHere(names.map((name) => person(name, true, name))));
  expect(spoken(whoIsHere([person("1", false)]))).toBe("Nobody else is here right now.");
  expect(here("Ana")).toBe("Ana is here.");
  expect(here("Ana", "Joe")).toBe("Ana and Joe are here.");
  expect(here("Ana", "Joe", "Pablo")).toBe("Ana, Joe and Pablo are here.");
  expect(here("Ana", "Joe", "Pablo", "Eve", "Tom")).toBe("Ana, Joe, Pablo and 2 more are here.");
});

test("who has deleted their account meanwhile is learned, and of the others nothing that may be older", () => {
  const people = new People([person("1", true), person("2", true)]);
  people.meet([{ ...person("1", false), username: "Deleted account", deleted: true }, person("2", false)]);
  expect(people.state.get()["1"]).toMatchObject({ username: "Deleted account", online: false, deleted: true });
  expect(people.state.get()["2"]?.online).toBe(true);
});

test("who has deleted their account stays so, also when word of before comes late", () => {
  const people = new People([person("1", true)]);
  people.learn([{ ...person("1", true), username: "Deleted account", deleted: true }]);
  people.changed({ online: [person("1", true)], offline: [] });
  people.changed({ online: [], offline: ["1"] });
  expect(people.state.get()["1"]).toEqual({ id: "1", username: "Deleted account", online: false, deleted: true });
});
