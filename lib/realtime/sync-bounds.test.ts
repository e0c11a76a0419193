import { expect, test } from "vitest";
import type { LiveMessage, RoomId } from "../events";
import { SYNC_MAX_BYTES } from "../limits";
import { bounded } from "./sync-bounds";

const said = (count: number, length: number, cursorOf = (nth: number) => `${nth + 1}.5`): LiveMessage[] =>
  Array.from({ length: count }, (_, nth) => ({
    id: `m${nth}`,
    roomId: "0",
    from: "5",
    date: 1,
    message: "x".repeat(length),
    cursor: cursorOf(nth),
    prev: null,
  }));

const answer = (roomId: RoomId, messages: LiveMessage[]) => [roomId, { messages, reset: false }] as const;

test("what is not too much is left as it is", () => {
  const answers = [answer("0", said(200, 300)), answer("7", said(3, 4_000)), answer("8", [])];
  expect(bounded(answers)).toBe(answers);
});

test("of too much, rooms with more than their share begin again with their newest; others are whole", () => {
  const small = answer("7", said(3, 10));
  const long = said(190, 360);
  const answers = [small, ...Array.from({ length: 16 }, (_, nth) => answer(String(10 + nth), long))];
  const [first, ...rest] = bounded(answers);
  expect(first).toEqual(small);
  for (const [, { messages, reset }] of rest) {
    expect(reset).toBe(true);
    expect(messages).toEqual(long.slice(-messages.length));
    expect(messages.length).toBeGreaterThan(5);
  }
  expect(JSON.stringify(rest).length).toBeLessThan(SYNC_MAX_BYTES);
});

test("of a room there is always one message, and all that stand at its cursor", () => {
  const huge = answer(
    "0",
    said(40, 4_000, (nth) => (nth < 38 ? `${nth}.5` : "100")),
  );
  const others = Array.from({ length: 400 }, (_, nth) => answer(String(10 + nth), said(1, 400)));
  const [first] = bounded([huge, ...others]);
  expect([first?.[1].messages.length, first?.[1].reset]).toEqual([2, true]);
  expect(bounded([answer("0", said(1, 4_000)), ...others])[0]?.[1].messages).toHaveLength(1);
});
