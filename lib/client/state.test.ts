import { expect, test, vi } from "vitest";
import { State } from "./state";

test("listeners hear of changes, until they stop", () => {
  const state = new State(1);
  const listener = vi.fn();
  const stop = state.subscribe(listener);
  state.set(2);
  state.set(2);
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
  state.update((value) => value + 1);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(state.get()).toBe(3);
});

test("what it began with is remembered: hydration starts there", () => {
  const state = new State("server");
  state.set("browser");
  expect(state.first()).toBe("server");
});
