import { expect, test } from "vitest";
import type { Message } from "../events";
import { entriesOf } from "./entries";
import type { Pending } from "./outbox";

const stored: Message = { id: "a", roomId: "0", from: "2", date: 10, message: "hello", cursor: "10.5" };
const waiting: Pending = { id: "b", roomId: "0", text: "hi", after: null, at: 12_345, failed: null };

test("what is on its way stands after what is stored", () => {
  const failed: Pending = { ...waiting, id: "c", failed: { code: "invalid", message: "no" } };
  expect(entriesOf([stored], [waiting, failed], "1")).toEqual([
    { id: "10.5", from: "2", date: 10, text: "hello", cursor: "10.5", state: "stored" },
    { id: "b", from: "1", date: 12, text: "hi", state: "sending" },
    { id: "c", from: "1", date: 12, text: "hi", state: "failed" },
  ]);
});

test("a message that is stored and still in the outbox stands once", () => {
  const mine = { ...stored, id: "b", from: "1" };
  expect(entriesOf([mine], [waiting], "1")).toMatchObject([{ id: "b", state: "stored" }]);
});

test("somebody else's with the id of mine, or twice with one id, is a row of its own", () => {
  const theirs = { ...stored, id: "b" };
  const entries = entriesOf([theirs, { ...theirs, cursor: "11.5" }], [waiting], "1");
  expect(entries.map(({ state }) => state)).toEqual(["stored", "stored", "sending"]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(3);
});

test("two of one cursor are two rows", () => {
  const other = { ...stored, id: "c" };
  expect(entriesOf([stored, other], [], "1").map(({ id }) => id)).toEqual(["10.5", "10.5 c"]);
  expect(entriesOf([other], [], "1").map(({ id }) => id)).toEqual(["10.5"]);
});

test("an unchanged row is the same object again", () => {
  expect(entriesOf([stored], [], "1")[0]).toBe(entriesOf([stored], [waiting], "1")[0]);
});
