import { expect, test } from "vitest";
import type { Room, RoomKind } from "../events";
import { countText, type OpenRoom, sectionsOf, unreadIn } from "./sections";

const room = (name: string, kind: RoomKind, unread = 0, at = 1): Room => {
  const lastMessage = { id: name, roomId: name, from: "2", date: at, message: "", cursor: String(at) };
  return { id: name, kind, name, unread, readCursor: null, lastMessage };
};
const rooms = [room("Zoo", "open"), room("Art", "closed"), room("Ana", "direct", 0, 1), room("Joe", "direct", 0, 2)];
const shown = (all: Room[], open: OpenRoom | null = null) =>
  sectionsOf(all, open).map(({ title, rooms: inside }) => [title, ...inside.map(({ name }) => name)]);

test("direct messages come by time, rooms by name, and an empty section is not there", () => {
  expect(shown(rooms)).toEqual([
    ["Direct messages", "Joe", "Ana"],
    ["Rooms", "Art", "Zoo"],
  ]);
});

test("unread ones come first, the direct before the rooms", () => {
  expect(shown([...rooms, room("Cat", "open", 3, 9), room("Eve", "direct", 1, 1)])[0]).toEqual([
    "Unread",
    "Eve",
    "Cat",
  ]);
});

test("the room that is open stays where it was although it is read, or something comes that is not", () => {
  expect(shown(rooms, { id: "Zoo", wasUnread: true })[0]).toEqual(["Unread", "Zoo"]);
  const busy = [...rooms, room("Cat", "open", 3, 9)];
  expect(shown(busy, { id: "Cat", wasUnread: false })).toContainEqual(["Rooms", "Art", "Cat", "Zoo"]);
});

test("the sum is of the other rooms, and a count has two digits at most", () => {
  expect(unreadIn([room("a", "open", 2), room("b", "open", 3)], "b")).toBe(2);
  expect([countText(7), countText(99), countText(100)]).toEqual(["7", "99", "99+"]);
});
