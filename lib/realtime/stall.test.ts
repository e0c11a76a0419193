import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { watchStalls } from "./stall";

let stalls: ReturnType<typeof watchStalls>;
let questions: { answer(): void; fail(error: Error): void }[];

function watch(): void {
  questions = [];
  stalls = watchStalls(() => new Promise<void>((answer, fail) => questions.push({ answer: () => answer(), fail })));
}

/** As if the process had been stopped: nothing of it runs. */
const stand = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

afterEach(() => stalls.end());

test("while the process moves all is current, and nothing is asked", async () => {
  watch();
  await wait(250);
  stand(100);
  expect(stalls.isCurrent()).toBe(true);
  expect(questions).toEqual([]);
});

test("after a stall nothing is current until all has been heard, from the very first question on", async () => {
  watch();
  stand(600);
  expect([stalls.isCurrent(), stalls.isCurrent(), questions.length]).toEqual([false, false, 1]);
  await wait(250);
  expect(stalls.isCurrent()).toBe(false);
  questions[0]?.answer();
  await expect.poll(() => stalls.isCurrent()).toBe(true);
  expect(questions).toHaveLength(1);
});

test("a question that fails is asked again", async () => {
  watch();
  stand(600);
  expect(stalls.isCurrent()).toBe(false);
  questions[0]?.fail(new Error("Command timed out"));
  await expect.poll(() => questions.length).toBe(2);
  expect(stalls.isCurrent()).toBe(false);
  questions[1]?.answer();
  await expect.poll(() => stalls.isCurrent()).toBe(true);
});
