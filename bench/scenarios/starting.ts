/** How soon the server listens, and how soon a fresh copy shows its first page. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { atEnd } from "../../scripts/endings.mjs";
import { freePort } from "../../scripts/port.mjs";
import { root, run } from "../../scripts/programs.mjs";
import { untilListening } from "../run/listening";
import { startNode } from "../run/pinned";
import { startRedis } from "../run/redis";
import type { Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { finding } from "./findings";

export const starting: Scenario = {
  name: "starting",
  about: "P17: boot to listening, and quickstart from installed packages to the first page (that not with --quick)",
  async run(bench) {
    const boots: number[] = [];
    const redis = await startRedis();
    for (let round = 0; round < (bench.quick ? 2 : 5); round++) boots.push(await boot(redis.url));
    await redis.stop();
    const spread = spreadOf(boots);
    bench.tell(`listening after ${spread.median.toFixed(2)} s`);
    const booted = finding(
      { banter: spread },
      { goal: "P17", what: "boot to listening", unit: "s", aim: "<= 2", met: spread.median <= 2 },
    );
    return bench.quick ? [booted] : [booted, await quickstarted(bench.tell)];
  },
};

async function boot(redisUrl: string): Promise<number> {
  const port = await freePort();
  const env = { NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), REDIS_URL: redisUrl, LOG_LEVEL: "warn" };
  const begin = performance.now();
  const server = startNode(["dist/server.js"], { place: "server", env });
  await untilListening(port);
  const seconds = (performance.now() - begin) / 1_000;
  await server.stop();
  return seconds;
}

async function quickstarted(tell: (line: string) => void): Promise<Finding> {
  const folder = await copyOfProject();
  const port = await freePort();
  const begin = performance.now();
  const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", REDIS_URL: "", NODE_ENV: "production" as const };
  const child = spawn(process.execPath, ["scripts/quickstart.mjs"], { cwd: folder, env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const end = () => child.kill("SIGTERM");
  const calledOff = atEnd(end);
  while (child.exitCode === null && !(await answers(`http://127.0.0.1:${port}/sign-in`))) await wait(100);
  const seconds = (performance.now() - begin) / 1_000;
  if (child.exitCode !== null) throw new Error(`quickstart has ended with ${child.exitCode}`);
  end();
  await ended;
  calledOff();
  rmSync(folder, { recursive: true, force: true });
  tell(`quickstart: first page after ${seconds.toFixed(1)} s`);
  return finding(
    { banter: spreadOf([seconds]) },
    {
      goal: "P17",
      what: "quickstart, packages installed, to the first page",
      unit: "s",
      aim: "<= 60",
      met: seconds <= 60,
    },
  );
}

const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** What git has of the project, and its packages, without anything that was built. */
async function copyOfProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "banter-fresh-"));
  const files = (await run("git", ["ls-files"])).trim().split("\n");
  for (const file of files) {
    if (file.startsWith("docs/")) continue;
    cpSync(join(root, file), join(folder, file));
  }
  await run("cp", ["-R", join(root, "node_modules"), folder]);
  return folder;
}
