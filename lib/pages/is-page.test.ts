import { readdirSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { isPage } from "./is-page";

const asked = (method: string, url: string, headers = {}) => isPage({ method, url, headers } as IncomingMessage);

/** An address of each file of this kind in app/. */
const addresses = (kind: RegExp) =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => kind.test(path))
    .map((path) => join("/", dirname(path).replace(/\(\w+\)/g, "")).replace(/\[[\w.]+\]/g, "7"));

test("every page of app/ is one, and what has a route handler is none", () => {
  const [pages, routes] = [addresses(/page\.tsx$/), addresses(/route\.ts$/)];
  expect([pages.length, routes.length].every((count) => count > 10)).toBe(true);
  for (const address of pages) expect([address, asked("GET", `${address}?_rsc=1`)]).toEqual([address, true]);
  for (const address of routes) expect([address, asked("GET", `${address}?limit=1`)]).toEqual([address, false]);
});

test("files are handed over too, and an address that leads nowhere", () => {
  for (const path of ["/_next/static/chunks/1.js", "/icon.svg", "/manifest.webmanifest", "/wp-login.php", "//"])
    expect(asked("HEAD", path)).toBe(true);
});

test("what changes something, or has a body, is not", () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) expect(asked(method, "/rooms/0")).toBe(false);
  expect(asked("GET", "/rooms/0", { "content-length": "5" })).toBe(false);
  expect(asked("GET", "/rooms/0", { "transfer-encoding": "chunked" })).toBe(false);
  expect(asked("GET", "http://elsewhere.example/rooms/0")).toBe(false);
});
