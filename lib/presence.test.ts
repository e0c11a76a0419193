import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PRESENCE_LEASE_MS } from "./limits";
import * as presence from "./presence";
import { serverId } from "./process";
import { commands, whenReady } from "./redis/client";
import { keys } from "./redis/keys";

beforeAll(whenReady);
beforeEach(() => commands().flushall());

test("people come and go in the name of this instance, by a lease", async () => {
  expect(await presence.arrive(["5", "6"])).toEqual({ online: ["5", "6"], offline: [] });
  expect(await commands().smembers(keys.onlineBy(serverId()))).toEqual(["5", "6"]);
  const left = Number(await commands().zscore(keys.instances, serverId())) - Date.now();
  expect(left).toBeGreaterThan(PRESENCE_LEASE_MS - 5_000);
  expect(left).toBeLessThanOrEqual(PRESENCE_LEASE_MS);
  expect(await presence.depart(["5"])).toEqual({ online: [], offline: ["5"] });
  expect(await presence.beat(() => ["6", "7"])).toEqual({ online: ["7"], offline: [] });
  expect(await presence.bye()).toEqual({ online: [], offline: ["6", "7"] });
  expect(await commands().keys("*")).toEqual([]);
});

describe("a beat of thousands", () => {
  const people = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));

  test("brings everybody, and keeps Redis from others for no longer than two thousand take", async () => {
    const before = await scriptsRun();
    expect((await presence.beat(() => people(1, 5_001))).online).toHaveLength(5_000);
    expect((await scriptsRun()) - before).toBe(3);
    expect(await commands().scard(keys.onlineUsers)).toBe(5_000);
  });

  test("takes off who is not here any more, and nobody who came meanwhile", async () => {
    await presence.arrive(["90001", "90002"]);
    let asked = 0;
    const change = await presence.beat(() => [...people(1, 2_500), ...(asked++ > 0 ? ["90002"] : [])]);
    expect(change.offline).toEqual(["90001"]);
    expect(await commands().smismember(keys.onlineUsers, "90001", "90002", "1")).toEqual([0, 1, 1]);
    expect((await presence.bye()).offline).toHaveLength(2_500);
  });
});

async function scriptsRun(): Promise<number> {
  const stats = await commands().info("commandstats");
  return [...stats.matchAll(/^cmdstat_eval(?:sha)?:calls=(\d+).*failed_calls=(\d+)/gm)].reduce(
    (sum, [, calls, failed]) => sum + Number(calls) - Number(failed),
    0,
  );
}

test("who is online is asked for by id, or all of them, without what is no id", async () => {
  await commands().sadd(keys.onlineUsers, "5", "77", "nobody");
  expect(await presence.areOnline(["5", "6"])).toEqual(new Set(["5"]));
  expect(await presence.areOnline([])).toEqual(new Set());
  expect((await presence.onlineIds()).sort()).toEqual(["5", "77"]);
});
