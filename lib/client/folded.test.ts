import { expect, test } from "vitest";
import { foldedIn, isFoldable, rememberFolded } from "./folded";

test("what is folded is remembered, and found again", () => {
  const place = { cookie: "" };
  rememberFolded(["Rooms", "Direct messages"], place);
  expect(place.cookie).toMatch(/^folded=direct\.rooms; Path=\/; Max-Age=\d+; SameSite=Lax$/);
  expect(foldedIn("direct.rooms")).toEqual(["Direct messages", "Rooms"]);
});

test("a cookie of somebody's making folds nothing else", () => {
  expect(foldedIn(undefined)).toEqual([]);
  expect(foldedIn("unread.<b>.rooms.constructor")).toEqual(["Rooms"]);
});

test("what is unread cannot be folded away", () => {
  expect((["Unread", "Direct messages", "Rooms"] as const).filter(isFoldable)).toEqual(["Direct messages", "Rooms"]);
});
