/** The commands of an operator, as they are typed. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commands, whenReady } from "../lib/redis/client";
import { seed } from "../lib/redis/seed";
import { root } from "./programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "banter-operator-"));
const file = join(folder, "backup.ndjson");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(whenReady);
beforeEach(async () => {
  await commands().flushall();
  await seed(async () => "$2b$10$hash");
});

/** Without SESSION_SECRET, and with nothing else but the address of Redis. */
function run(name: string, args: string[], { input = "", env = {} } = {}) {
  const known = { NODE_ENV: "test" as const, PATH: process.env.PATH, REDIS_URL: process.env.REDIS_URL, ...env };
  const child = spawn(process.execPath, [join(root, `scripts/${name}.mjs`), ...args], { env: known, cwd: root });
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (said.out += chunk));
  child.stderr.on("data", (chunk) => (said.error += chunk));
  child.stdin.on("error", () => undefined).end(input);
  return new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

test("the doctor ends with 0 where nothing is wrong, and with 1 where something is", { timeout: 60_000 }, async () => {
  const well = await run("doctor", []);
  expect([well.code, well.error]).toEqual([0, ""]);
  expect(well.out).toContain("4 people");
  await commands().set("total_users", 1);
  const ill = await run("doctor", []);
  expect(ill.code).toBe(1);
  expect(ill.out).toContain("→ redis-cli SET total_users 4");
});

test("an export goes to a file for its owner's eyes, or to the output; both can be imported", {
  timeout: 60_000,
}, async () => {
  expect((await run("export", [file])).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const piped = await run("export", ["-", "--without-passwords"]);
  expect(piped.out).not.toContain("$2b$10$");
  await commands().flushall();
  const first = await run("import", ["-"], { input: piped.out });
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/Added: 4 people, 1 room, 17 messages/) });
  const second = await run("import", [file]);
  expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/Added: 4 other entries/) }); // the hashes
  expect(await run("import", [file, "--dry-run"])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Would add: nothing/),
  });
});

test("what cannot be done is said in a sentence, and changes nothing", { timeout: 60_000 }, async () => {
  await run("export", [file]);
  writeFileSync(file, readFileSync(file).subarray(0, -200));
  await commands().flushall();
  expect(await run("import", [file])).toMatchObject({ code: 1, error: expect.stringMatching(/cut off/) });
  expect(await commands().dbsize()).toBe(0);
  expect(await run("import", [])).toMatchObject({ code: 2, error: expect.stringContaining("npm run import") });
  const away = { REDIS_URL: "redis://user:geheim@127.0.0.1:1" };
  const unreachable = await run("doctor", [], { env: away });
  expect(unreachable).toMatchObject({ code: 1, error: expect.stringMatching(/Redis is not reachable/) });
  expect(unreachable.error).not.toContain("geheim");
  const wrong = await run("doctor", [], { env: { REDIS_URL: "localhost" } });
  expect(wrong).toMatchObject({ code: 1, error: expect.stringMatching(/REDIS_URL has the form/) });
});
