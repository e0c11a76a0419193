import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashOf, isFresh, markFresh } from "./fresh.mjs";
import { areInstalled } from "./packages.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "banter-fresh-"));
  mkdirSync(join(folder, "lib/redis"), { recursive: true });
  write("lib/redis/append.lua", "return 1");
  write("server.ts", "listen()");
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const hash = () => hashOf(folder, ["lib", "server.ts", "proxy.ts"]);

test("a hash stays the same while nothing changes", () => {
  expect(hash()).toBe(hash());
});

test("a changed, a new and a renamed file each change the hash", () => {
  const hashes = [hash()];
  write("lib/redis/append.lua", "return 2");
  hashes.push(hash());
  write("lib/redis/empty.lua", "");
  hashes.push(hash());
  rmSync(join(folder, "lib/redis/empty.lua"));
  write("lib/redis/blank.lua", "");
  hashes.push(hash());
  write("proxy.ts", "");
  hashes.push(hash());
  expect(new Set(hashes).size).toBe(5);
});

test("what was marked is fresh until its sources change", () => {
  const stamp = join(folder, "dist/sources.sha256");
  expect(isFresh(stamp, hash())).toBe(false);
  markFresh(stamp, hash());
  expect(isFresh(stamp, hash())).toBe(true);
  write("server.ts", "listen(3001)");
  expect(isFresh(stamp, hash())).toBe(false);
});

const locked = (packages: Record<string, object>) => JSON.stringify({ packages });
const installed = (packages: Record<string, object>) => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  write("node_modules/.package-lock.json", locked(packages));
};

test("packages are installed when each one is there in its version", () => {
  write("package-lock.json", locked({ "": {}, "node_modules/next": { version: "16.4.6" } }));
  expect(areInstalled(folder)).toBe(false);
  installed({ "node_modules/next": { version: "16.4.5" } });
  expect(areInstalled(folder)).toBe(false);
  installed({ "node_modules/next": { version: "16.4.6" } });
  expect(areInstalled(folder)).toBe(true);
});

test("optional packages may be missing, but not be those of another machine", () => {
  const optional = { version: "1.0.0", optional: true, os: ["sunos"] };
  write("package-lock.json", locked({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": optional }));
  installed({ "node_modules/a": { version: "1.0.0" } });
  expect(areInstalled(folder)).toBe(true);
  installed({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": optional });
  expect(areInstalled(folder)).toBe(false);
});
