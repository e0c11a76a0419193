import { expect, test } from "vitest";
import { DIALECTS } from "./dialects";
import { checkMarks, createLedger, type Listener, textOf } from "./ledger";

const said = (sender: number, number: number, roomId = "0") => ({
  roomId,
  message: textOf({ sender, number, at: 10 }),
  cursor: `17${number}.5`,
});
const frameOf = (...messages: object[]) => Buffer.from(`42["messages",${JSON.stringify(messages)}]`);

function room(people: number) {
  const all: Listener[] = Array.from({ length: people }, () => ({ next: 0 }));
  const done: number[] = [];
  const ledger = createLedger("0", {
    listeners: () => people,
    read: DIALECTS.banter.read,
    heardByAll: ({ sender }) => done.push(sender),
  });
  const hear = (who: number, frame: Buffer) =>
    ledger.hear(all[who] as Listener, frame, { start: 0, end: frame.length });
  return { all, ledger, done, hear };
}

test("a message counts at each receiver, and is done when the last has it", () => {
  const { all, ledger, done, hear } = room(2);
  const frame = frameOf(said(1, 0), said(2, 0));
  hear(0, frame);
  expect(done).toEqual([]);
  expect(ledger.isComplete(2)).toBe(false);
  hear(1, frame);
  expect(done).toEqual([1, 2]);
  expect(ledger.deliveries()).toBe(4);
  expect(ledger.isComplete(2)).toBe(true);
  expect(ledger.cursor(all[0] as Listener)).toBe("170.5");
  ledger.check(all, new Map([[1, 1], [2, 1]])); // biome-ignore format: one map
});

test("what one receiver has not heard is found", () => {
  const { all, ledger, hear } = room(2);
  hear(0, frameOf(said(1, 0)));
  expect(() => ledger.check(all, new Map([[1, 1]]))).toThrow("1 of 2 people");
});

test("a frame that differs in one byte is found", () => {
  const { hear } = room(2);
  hear(0, frameOf(said(1, 0)));
  expect(() => hear(1, frameOf(said(1, 1)))).toThrow("different things");
});

test("a message of another room is found", () => {
  const { hear } = room(1);
  expect(() => hear(0, frameOf(said(1, 0, "7")))).toThrow("room 7 was heard");
});

test.each([
  ["doubled", [0, 0, 1], 2],
  ["lost in between", [0, 2], 3],
  ["lost at the end", [0, 1], 3],
  ["out of order", [1, 0], 2],
  ["lost altogether", [], 1],
])("what is %s is found", (_, numbers, count) => {
  const marks = numbers.map((number) => ({ sender: 4, number, at: 0 }));
  expect(() => checkMarks("0", marks, new Map([[4, count]]))).toThrow("of sender 4");
});
