import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pause } from "./pause";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a pause ends by itself", async () => {
  const ended = vi.fn();
  void new Pause().for(1_000).then(ended);
  await vi.advanceTimersByTimeAsync(999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalledOnce();
});

test("somebody may end it sooner, for all who wait", async () => {
  const pause = new Pause();
  const all = Promise.all([pause.for(1_000), pause.for(9_000)]);
  pause.end();
  await expect(all).resolves.toBeDefined();
  expect(vi.getTimerCount()).toBe(0);
});
