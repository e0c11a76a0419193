import { afterEach, beforeEach, expect, test } from "vitest";
import { watchSubscription } from "./subscription";

let subscription: ReturnType<typeof watchSubscription>;
let regained: number;
let questions: { answer(): void; fail(error: Error): void }[];

const current = () => subscription.isCurrent();

/** As if the process had been stopped: nothing of it runs. */
const stand = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

beforeEach(() => {
  questions = [];
  regained = 0;
  subscription = watchSubscription(
    () => new Promise<void>((answer, fail) => questions.push({ answer: () => answer(), fail })),
    () => regained++,
  );
});
afterEach(() => subscription.end());

test("nothing is current before the first answer; then all is, as long as answers come", async () => {
  expect(current()).toBe(false);
  for (let answered = 0; answered < 4; answered++) {
    await expect.poll(() => questions.length, { interval: 20 }).toBe(answered + 1);
    questions[answered]?.answer();
    await expect.poll(current, { interval: 20 }).toBe(true);
  }
  expect(regained).toBe(1);
});

test("a line that says nothing is trusted for less than a second, and one question waits for its answer", async () => {
  questions[0]?.answer();
  await expect.poll(current).toBe(true);
  await expect.poll(current, { timeout: 900, interval: 20 }).toBe(false);
  expect(questions).toHaveLength(2);
});

test("after standing still nothing is current, from the very first moment on, until it has been asked", async () => {
  questions[0]?.answer();
  await expect.poll(current).toBe(true);
  stand(800);
  expect(current()).toBe(false);
  await expect.poll(() => questions.length).toBe(2);
  expect(current()).toBe(false);
  questions[1]?.answer();
  await expect.poll(current).toBe(true);
  expect(regained).toBe(2);
});

test("an answer that comes late says what was true when it was asked for", async () => {
  stand(800);
  questions[0]?.answer();
  await new Promise(setImmediate);
  expect([current(), regained]).toEqual([false, 0]);
});

test("a question that fails is asked again", async () => {
  questions[0]?.fail(new Error("Command timed out"));
  await expect.poll(() => questions.length).toBe(2);
  expect(current()).toBe(false);
  questions[1]?.answer();
  await expect.poll(current).toBe(true);
});
