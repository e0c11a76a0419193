import { beforeAll, beforeEach, expect, test } from "vitest";
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
  expect(await presence.beat(["6", "7"])).toEqual({ online: ["7"], offline: [] });
  expect(await presence.bye()).toEqual({ online: [], offline: ["6", "7"] });
  expect(await commands().keys("*")).toEqual([]);
});

test("a beat of thousands is one beat", async () => {
  const everybody = Array.from({ length: 5_000 }, (_, i) => String(i + 1));
  expect((await presence.beat(everybody)).online).toHaveLength(5_000);
  expect((await presence.bye()).offline).toHaveLength(5_000);
});

test("who is online is asked for by id, or all of them, without what is no id", async () => {
  await commands().sadd(keys.onlineUsers, "5", "77", "nobody");
  expect(await presence.areOnline(["5", "6"])).toEqual(new Set(["5"]));
  expect(await presence.areOnline([])).toEqual(new Set());
  expect((await presence.onlineIds()).sort()).toEqual(["5", "77"]);
});
