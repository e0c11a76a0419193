import { expect, test } from "vitest";
import { Places } from "./places";
import { Timeline } from "./timeline";

const timeline = (roomId: string) => new Timeline(roomId, { messages: [], older: null, newer: null });
const place = { row: "a", bottom: 20 };

test("a history that was left further up is found again as it was", () => {
  const places = new Places();
  const left = timeline("5");
  places.leave(left, place);
  expect(places.find("5")).toEqual({ timeline: left, place });
  expect(places.find("6")).toBeUndefined();
});

test("one that was left at its end opens at its end", () => {
  const places = new Places();
  places.leave(timeline("5"), place);
  places.leave(timeline("5"), null);
  expect(places.find("5")).toBeUndefined();
});

test("of many, the ones left last are kept", () => {
  const places = new Places();
  for (let id = 1; id <= 11; id++) places.leave(timeline(String(id)), place);
  places.leave(timeline("2"), place);
  places.leave(timeline("12"), place);
  const kept = Array.from({ length: 12 }, (_, index) => String(index + 1)).filter((id) => places.find(id));
  expect(kept).toEqual(["2", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
});
