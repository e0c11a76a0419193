import { expect, test } from "vitest";
import type { Room } from "../events";
import { nextRoom } from "./next-room";

const room = (id: string, unread = 0): Room => {
  return { id, kind: "open", name: id, unread, readCursor: null, lastMessage: null };
};
const listed = [room("a", 2), room("b"), room("c"), room("d", 1)];
const next = (from: string | null, by: 1 | -1, unreadOnly = false) => nextRoom(listed, { from, by, unreadOnly })?.id;

test("one goes down and up as the list stands", () => {
  expect([next("b", 1), next("b", -1)]).toEqual(["c", "a"]);
});

test("after the end comes the beginning, and the other way round", () => {
  expect([next("d", 1), next("a", -1)]).toEqual(["a", "d"]);
});

test("the unread ones alone, wherever one is", () => {
  expect([next("b", 1, true), next("d", 1, true), next("c", -1, true), next("a", -1, true)]).toEqual([
    "d",
    "a",
    "a",
    "d",
  ]);
});

test("from outside one comes to the first, or to the last", () => {
  expect([next(null, 1), next(null, -1), next("left", 1)]).toEqual(["a", "d", "a"]);
});

test("where there is no other room one stays", () => {
  expect(nextRoom([room("a", 3)], { from: "a", by: 1 })).toBeUndefined();
  expect(nextRoom([room("a", 3), room("b")], { from: "a", by: 1, unreadOnly: true })).toBeUndefined();
});
