import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commands, whenReady } from "../client";
import { keys } from "../keys";

const LEASE_MS = 60_000; // longer than any test here

function change(instance: string, what: "arrive" | "depart" | "beat" | "bye", ids: string[] = [], leaseMs = LEASE_MS) {
  const { onlineUsers, instances, onlineBy } = keys;
  return commands().changePresence(
    onlineUsers,
    instances,
    onlineBy(instance),
    instance,
    leaseMs,
    onlineBy(""),
    what,
    ...ids,
  );
}

const online = async () => (await commands().smembers(keys.onlineUsers)).sort();

beforeAll(whenReady);
beforeEach(() => commands().flushall());

test("a person comes online with the first instance and goes with the last", async () => {
  expect(await change("a", "arrive", ["5"])).toEqual([["5"], []]);
  expect(await change("b", "arrive", ["5", "6"])).toEqual([["6"], []]);
  expect(await change("a", "depart", ["5"])).toEqual([[], []]);
  expect(await online()).toEqual(["5", "6"]);
  expect(await change("b", "depart", ["5"])).toEqual([[], ["5"]]);
  expect(await online()).toEqual(["6"]);
});

test("a second departure changes nothing", async () => {
  await change("a", "arrive", ["5"]);
  await change("a", "depart", ["5"]);
  expect(await change("a", "depart", ["5"])).toEqual([[], []]);
});

describe("a beat", () => {
  test("of people who are known to be here changes nothing", async () => {
    await change("a", "arrive", ["5", "6"]);
    expect(await change("a", "beat", ["5", "6"])).toEqual([[], []]);
    expect(await online()).toEqual(["5", "6"]);
  });

  test("puts back whom a sibling took off", async () => {
    await change("a", "arrive", ["5"]);
    await commands().srem(keys.onlineUsers, "5");
    expect(await online()).toEqual([]);
    expect(await change("a", "beat", ["5"])).toEqual([["5"], []]);
    expect(await online()).toEqual(["5"]);
  });

  test("sets right what a lost command left: who came, and who went", async () => {
    await change("a", "arrive", ["5"]);
    expect(await change("a", "beat", ["6"])).toEqual([["6"], ["5"]]);
    expect(await commands().smembers(keys.onlineBy("a"))).toEqual(["6"]);
  });

  test("keeps the lease, so that others leave its people alone", async () => {
    await change("a", "arrive", ["5"], 1);
    await change("a", "beat", ["5"]);
    expect(await change("b", "beat", [])).toEqual([[], []]);
    expect(await online()).toEqual(["5"]);
  });
});

describe("an instance that died", () => {
  /** The lease of one millisecond is over when another instance says so: asked until then. */
  async function takenOff(by: string, ids: string[]): Promise<string[]> {
    const gone: string[] = [];
    await expect
      .poll(async () => {
        gone.push(...(await change(by, "beat", ids))[1]);
        return commands().zscore(keys.instances, "dead");
      })
      .toBeNull();
    return gone;
  }

  test("loses its people to whoever comes next, but not those who are somewhere else as well", async () => {
    await change("dead", "arrive", ["5", "6"], 1);
    expect(await takenOff("b", ["6"])).toEqual(["5"]);
    expect(await online()).toEqual(["6"]);
    expect(await commands().exists(keys.onlineBy("dead"))).toBe(0);
  });

  test("is back with all its people at its next beat, if it was only slow", async () => {
    await change("dead", "arrive", ["5"], 1);
    await takenOff("b", []);
    expect(await online()).toEqual([]);
    expect(await change("dead", "beat", ["5"])).toEqual([["5"], []]);
    expect(await online()).toEqual(["5"]);
  });
});

test("an instance that says goodbye takes its own people off, and no others", async () => {
  await change("a", "arrive", ["5", "6"]);
  await change("b", "arrive", ["6", "7"]);
  expect(await change("a", "bye")).toEqual([[], ["5"]]);
  expect(await online()).toEqual(["6", "7"]);
  expect(await commands().zrange(keys.instances, "0", "-1")).toEqual(["b"]);
  expect(await commands().exists(keys.onlineBy("a"))).toBe(0);
});

test("who is online by a sibling alone stays, whatever ours do", async () => {
  await commands().sadd(keys.onlineUsers, "77", "not an id");
  await change("a", "arrive", ["5"], 1);
  await change("b", "arrive", ["6"]);
  await change("b", "beat", []);
  await change("b", "bye");
  await change("a", "bye");
  expect(await online()).toEqual(["77", "not an id"]);
});

test("when Redis is full, no lease runs out for want of being renewed", async () => {
  await change("a", "arrive", ["5"], 1);
  await commands().config("SET", "maxmemory", 1);
  await expect(change("b", "beat", [])).rejects.toThrow("OOM");
  await commands().config("SET", "maxmemory", 0);
  expect(await online()).toEqual(["5"]);
});
