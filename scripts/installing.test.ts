/** With a system of our own on PATH: nothing but a package manager, and a sudo that needs no password. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { redisProgram } from "./redis-program.mjs";

const before = process.env.PATH;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "banter-path-"));
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = before;
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string) {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}
const sudo = () => program("sudo", 'shift; exec /usr/bin/env "$@"');

test("a Redis on PATH is used as it is", async () => {
  program("valkey-server", "");
  expect(await redisProgram()).toBe(join(folder, "valkey-server"));
});

test("without one it is installed, and starts no service", async () => {
  sudo();
  program("apt-get", `[ "$1$RUNLEVEL" = install1 ] && : > ${join(folder, "redis-server")}; exit 0`);
  expect(await redisProgram()).toBe(join(folder, "redis-server"));
});

test("where that fails, the exact command is told", async () => {
  sudo();
  program("apt-get", "echo no network; exit 100");
  const failure = redisProgram();
  await expect(failure).rejects.toThrow("no network");
  await expect(failure).rejects.toThrow(
    /apt-get update && (sudo )?apt-get install -y --no-install-recommends redis-server/,
  );
});

test("on a system without a known package manager, it says what is needed", async () => {
  await expect(redisProgram()).rejects.toThrow(/needs Redis.*package manager/);
});
