// @ts-check
/** A dyno: one process of the Procfile's web line, with the settings that Heroku gives. */
import { spawn, spawnSync } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { atEnd } from "../endings.mjs";
import { readOr } from "../fresh.mjs";
import { freePort, isAnswering } from "../port.mjs";
import { lastLines } from "../programs.mjs";
import { Advice } from "../steps.mjs";

const LISTENS_WITHIN_MS = 2_000;
const LISTENS_WITHIN_STARTS = 40; // of Node with nothing to do, about 50 ms when the machine is idle
const LISTENS_WITHIN_MAX_MS = 10_000; // a sixth of what Heroku gives
const ANSWERS_WITHIN_MS = 15_000;
const SECRET = "rehearsal".repeat(8); // the same for all dynos of an app

/** @typedef {Awaited<ReturnType<typeof startDyno>>} Dyno */

/** @param {{ path: string }} slug @param {Record<string, string>} redis its settings @param {string} name such as web.1 */
export async function startDyno(slug, redis, name) {
  const port = await freePort();
  const log = join(slug.path, `${name}.log`);
  const out = openSync(log, "w");
  const settings = {
    DYNO: name,
    PORT: String(port),
    SESSION_SECRET: SECRET,
    MEMORY_AVAILABLE: "512", // as the buildpack exports it, in MiB
    ...redis,
  };
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, HOME: slug.path, NODE_ENV: "production", DEMO_DATA: "true", ...settings };
  const limit = listensWithin();
  const began = performance.now();
  const child = spawn("bash", ["-c", `exec ${webLine(slug)}`], {
    cwd: slug.path,
    env,
    detached: true,
    stdio: ["ignore", out, out],
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once("exit", resolve));
  atEnd(() => child.kill("SIGKILL"));

  const url = `http://127.0.0.1:${port}`;
  await until(`${name} did not listen`, limit, () => isAnswering(port));
  const listened = `listened after ${seconds(performance.now() - began)} s, allowed ${seconds(limit)} s`;
  return { name, url, listened, untilStatus, stop };

  /** @param {string} path @param {number} status */
  async function untilStatus(path, status) {
    const answers = async () => (await fetch(url + path).catch(() => undefined))?.status === status;
    await until(`${name} did not answer ${path} with ${status}`, ANSWERS_WITHIN_MS, answers);
  }

  /** SIGTERM; answers the exit code, or null when it had to be killed. @param {number} within milliseconds */
  async function stop(within) {
    child.kill("SIGTERM");
    const tooLong = setTimeout(() => child.kill("SIGKILL"), within);
    const code = await ended;
    clearTimeout(tooLong);
    return code;
  }

  /** @param {string} failure @param {number} within @param {() => Promise<boolean>} holds */
  async function until(failure, within, holds) {
    const latest = Date.now() + within;
    while (!(await holds())) {
      if (child.exitCode !== null || Date.now() > latest)
        throw new Advice(`${lastLines(readOr(log, ""), 15)}\n\n${failure} within ${seconds(within)} s.`);
      await pause(20);
    }
  }
}

/** @param {{ path: string }} slug */
const webLine = (slug) => /^web:\s*(.+)$/m.exec(readFileSync(join(slug.path, "Procfile"), "utf8"))?.[1] ?? "false";

const seconds = (/** @type {number} */ milliseconds) => (milliseconds / 1000).toFixed(1);

/** 2 s, or what that is on a machine so busy that Node itself starts slowly, even the fastest of three times. */
function listensWithin() {
  const starts = [1, 2, 3].map(() => {
    const began = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    return performance.now() - began;
  });
  return Math.min(Math.max(LISTENS_WITHIN_MS, Math.min(...starts) * LISTENS_WITHIN_STARTS), LISTENS_WITHIN_MAX_MS);
}
