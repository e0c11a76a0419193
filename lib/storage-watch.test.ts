import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { log } from "./log";
import { commands, whenReady } from "./redis/client";
import { lookAtStorage } from "./storage-watch";

beforeAll(whenReady);
beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] })); // what was read is held for ten seconds

const used = async () => Number(/used_memory:(\d+)/.exec(await commands().info("memory"))?.[1]);
const look = async (maxmemory: number) => {
  await commands().config("SET", "maxmemory", String(maxmemory));
  vi.advanceTimersByTime(11_000);
  await lookAtStorage();
};

test("a Redis that is nearly full is warned of, once; one that has room, or no limit, is not", async () => {
  const warned = vi.spyOn(log, "warn");
  await look(0);
  await look((await used()) * 2);
  expect(warned).not.toHaveBeenCalled();
  await look(Math.round((await used()) * 1.1));
  await look(Math.round((await used()) * 1.1));
  expect(warned.mock.calls).toEqual([[{ percent: expect.any(Number), repeated: 0 }, "redis is nearly full"]]);
  const [{ percent }] = warned.mock.calls[0] as unknown as [{ percent: number }];
  expect(percent).toBeGreaterThanOrEqual(80);
});
