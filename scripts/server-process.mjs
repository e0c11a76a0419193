// @ts-check
/** The server as a process of a command: started apart from the terminal's Ctrl-C, ended in order. */
import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readOr } from "./fresh.mjs";
import { lastLines, root } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const ENDS_WITHIN_MS = 25_000; // the server itself takes 20 s at most to let everybody go
const LEAVE_WITH_PARENT = new URL("leave-with-parent.mjs", import.meta.url).href;
const READY_WITHIN_MS = 60_000;

/**
 * @param {string[]} args what Node runs
 * @param {{ env: Record<string, string | undefined>, log?: string, cwd?: string }} options `log`: a file instead of the screen
 */
export function startServer(args, { env, log, cwd = root }) {
  const out = log ? openLog(log) : "inherit";
  const child = spawn(process.execPath, ["--import", LEAVE_WITH_PARENT, ...args], {
    cwd,
    env: { ...process.env, ...env },
    detached: true, // its own process group: the terminal's Ctrl-C reaches the command only
    stdio: ["ignore", out, out, "ipc"],
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once("exit", resolve).once("error", () => resolve(null)));
  return {
    pid: child.pid ?? 0,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop,
    kill,
  };

  async function stop() {
    child.kill("SIGTERM");
    const tooLong = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
    const code = await ended;
    clearTimeout(tooLong);
    return code;
  }

  function kill() {
    child.kill("SIGKILL");
    return ended;
  }
}

/**
 * Waits until the server answers that it is ready; if it ends before, throws its last lines.
 * @param {string} url @param {ReturnType<typeof startServer>} server @param {string} [log]
 */
export async function untilReady(url, server, log, path = "/readyz") {
  const until = Date.now() + READY_WITHIN_MS;
  while (server.isRunning() && Date.now() < until) {
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  const said = log ? `${lastLines(readOr(log, ""), 15)}\n\n` : "";
  throw new Advice(
    `${said}The server ${server.isRunning() ? "did not become ready within 60 s" : "ended before it was ready"}.${log ? ` All it said is in ${log}` : ""}`,
  );
}

/** @param {string} log */
function openLog(log) {
  mkdirSync(dirname(log), { recursive: true });
  return openSync(log, "w");
}
