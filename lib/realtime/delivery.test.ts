import { beforeEach, describe, expect, test } from "vitest";
import type { LiveMessage } from "../events";
import { createDelivery, type Delivery } from "./delivery";

let told: [name: string, texts: string[]][];
let delivery: Delivery;

const message = (text: string, roomId = "0"): LiveMessage => ({
  id: text,
  roomId,
  from: "5",
  date: 1,
  message: text,
  cursor: "1",
  prev: null,
});
const deliver = (text: string, roomId?: string) => delivery.deliver(message(text, roomId));
const tick = () => new Promise(setImmediate);

/** A promise that the test settles when it likes. */
function pending() {
  let settle = { resolve: () => {}, reject: (_reason: Error) => {} };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

let current: boolean;

beforeEach(() => {
  told = [];
  current = true;
  const tell = (name: string, event: string, [messages]: [LiveMessage[]]) => {
    expect(event).toBe("messages");
    told.push([name, messages.map(({ id }) => id)]);
  };
  delivery = createDelivery({ tell } as unknown as Parameters<typeof createDelivery>[0], () => current);
});

test("what comes for a room in one tick goes out as one event, in its order", async () => {
  deliver("a");
  deliver("x", "7");
  deliver("b");
  expect(told).toEqual([]);
  await tick();
  expect(told).toEqual([
    ["room:0", ["a", "b"]],
    ["room:7", ["x"]],
  ]);
  deliver("c");
  await tick();
  expect(told.at(-1)).toEqual(["room:0", ["c"]]);
});

test("while it is not known who may hear what, all wait, in their order", async () => {
  current = false;
  deliver("a");
  deliver("x", "7");
  await tick();
  deliver("b");
  await tick();
  expect(told).toEqual([]);
  current = true;
  delivery.flushAll();
  expect(told).toEqual([
    ["room:0", ["a", "b"]],
    ["room:7", ["x"]],
  ]);
  deliver("c");
  await tick();
  expect(told.at(-1)).toEqual(["room:0", ["c"]]);
});

describe("while somebody is being let in", () => {
  test("the messages of that room wait, in their order, and those of others do not", async () => {
    const { promise, resolve } = pending();
    deliver("a");
    delivery.hold("0", promise);
    deliver("x", "7");
    await tick();
    deliver("b");
    await tick();
    expect(told).toEqual([["room:7", ["x"]]]);
    resolve();
    await tick();
    expect(told.at(-1)).toEqual(["room:0", ["a", "b"]]);
  });

  test("they wait for the last of several, and also if it fails", async () => {
    const [first, second] = [pending(), pending()];
    delivery.hold("0", first.promise);
    delivery.hold("0", second.promise);
    deliver("a");
    first.resolve();
    await tick();
    expect(told).toEqual([]);
    second.reject(new Error("away"));
    await tick();
    expect(told).toEqual([["room:0", ["a"]]]);
    deliver("b");
    await tick();
    expect(told).toHaveLength(2);
  });
});

test("while nobody knows who may hear what, all messages wait, and then go out by room, in their order", async () => {
  const [first, second] = [pending(), pending()];
  delivery.holdAll(first.promise);
  deliver("a");
  deliver("x", "7");
  await tick();
  delivery.holdAll(second.promise);
  first.resolve();
  deliver("b");
  await tick();
  expect(told).toEqual([]);
  second.resolve();
  await tick();
  expect(told).toEqual([
    ["room:0", ["a", "b"]],
    ["room:7", ["x"]],
  ]);
  deliver("c");
  await tick();
  expect(told.at(-1)).toEqual(["room:0", ["c"]]);
});
