import { expect, test } from "vitest";
import type { RelayEvent } from "../redis/relay";
import { createNews } from "./news";

const CONCERNING_5: RelayEvent[] = [
  { type: "joined", roomId: "7", userIds: ["4", "5"] },
  { type: "left", roomId: "7", userId: "5" },
  { type: "session.ended", userId: "5", sessionId: null },
  { type: "deleted", userId: "5" },
  { type: "show.room", roomId: "5:8" },
];

test.each(CONCERNING_5)("$type is news of whom it names, and of nobody else", (event) => {
  const news = createNews();
  const before = news.now();
  news.hear(event);
  expect([news.isSince(before, "5"), news.isSince(before, "6")]).toEqual([true, false]);
  expect(news.isSince(news.now(), "5")).toBe(false);
});

test.each(["cut", "live", "bridged"] as const)("%s is news of everybody: something may have been missed", (type) => {
  const news = createNews();
  const before = news.now();
  news.hear({ type });
  expect([news.isSince(before, "5"), news.isSince(news.now(), "5")]).toEqual([true, false]);
});

test("what changes neither a session nor who is in a room is no news", () => {
  const news = createNews();
  news.hear({ type: "typing", roomId: "7", userId: "5" });
  news.hear({ type: "presence", userId: "5" });
  news.hear({ type: "followed", roomId: "7" });
  expect([news.now(), news.isSince(0, "5")]).toEqual([0, false]);
});

test("of more people than it remembers, it says that there may have been news", () => {
  const news = createNews(2);
  const [left, moment] = [(userId: string) => news.hear({ type: "left", roomId: "7", userId }), news.now()];
  for (const userId of ["1", "2"]) left(userId);
  expect(news.isSince(moment, "3")).toBe(false);
  left("1"); // not the longest silent any more
  left("3");
  for (const userId of ["1", "2", "3", "4"]) expect(news.isSince(moment, userId), userId).toBe(true);
  const later = news.now() - 1;
  expect(["1", "2", "3", "4"].filter((userId) => news.isSince(later, userId))).toEqual(["3"]);
});
