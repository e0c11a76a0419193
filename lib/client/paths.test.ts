import { expect, test } from "vitest";
import { messagePath, olderPath, roomOfPath, roomPath } from "./paths";

test("a room's address holds its id as it is", () => {
  expect(roomPath("5:6")).toBe("/rooms/5:6");
  expect(olderPath("0", "12.5")).toBe("/rooms/0?before=12.5");
  expect(messagePath("0", "12.5")).toBe("/rooms/0/at/12.5");
});

test("an address tells its room, if it has one", () => {
  expect(roomOfPath("/rooms/5%3A6/members")).toBe("5:6");
  expect(roomOfPath("/rooms/0")).toBe("0");
  for (const path of ["/rooms", "/rooms/new", "/people"]) expect(roomOfPath(path)).toBeNull();
});
