import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { routePattern } from "./route-pattern";

const folders = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((path) => /(^|\/)(page\.tsx|route\.ts)$/.test(path))
  .map((path) => `/${join(path, "..")}`.replace(/\/\([^/]+\)/g, "").replace(/^\/\.?$/, "/") || "/");

test("every page and route handler of app/ has a pattern of its own", () => {
  expect(folders.length).toBeGreaterThan(20);
  for (const folder of folders) {
    const url = folder.replace(/\[\.\.\.\w+\]/, "what/ever").replace(/\[\w+\]/g, "7");
    expect(routePattern(url)).toBe(folder);
  }
});

test("rooms, people and cursors are not told apart, nor what is asked of them", () => {
  expect(routePattern("/rooms/5:6?before=1795515044.2912951")).toBe("/rooms/[id]");
  expect(routePattern("/api/rooms/5/members/7")).toBe(routePattern("/api/rooms/0/members/8"));
});

test("what is unknown is one and the same, however it is spelled", () => {
  for (const url of ["/wp-login.php", "/rooms/1/2/3/4", "/rooms/", "//", "/%00", "*"])
    expect(routePattern(url)).toBe("other");
  expect(routePattern("/api/nothing")).toBe("/api/[...rest]");
  expect(routePattern("/_next/static/chunks/1.js")).toBe("/_next");
});
