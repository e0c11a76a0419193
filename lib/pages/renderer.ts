import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { UserId } from "../events";
import { log } from "../log";
import { INSTANCE_VARIABLE, serverId } from "../process";
import { createHandOver } from "./hand-over";

export const BEAT_MS = 500;
const SILENT_AFTER_BEATS = 4; // two seconds: a page that takes so long is better rendered here
const REPLACED_AFTER_BEATS = 60; // it may also be that the machine gives it no time
const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MAX_MS = 30_000;
const HELD_OUT_MS = 60_000; // who lives so long does not fail each time
const ENDS_WITHIN_MS = 3_000;

/** What the process says at each beat: can it render? */
export type Beat = { ready: boolean };
/** What it is told: somebody is called otherwise, or anybody may be. */
export type Told = { forget: UserId | null };

/** A process that renders pages (pages.ts), kept running. It ends with this one, however this one ends. */
export function keepRenderer() {
  let current: ReturnType<typeof startRenderer> | null = null;
  let failures = 0;
  let ending = false;
  begin();

  function begin(): void {
    const began = performance.now();
    const started = startRenderer();
    current = started;
    void started.ended.then((how) => {
      if (ending) return;
      failures = performance.now() - began < HELD_OUT_MS ? failures + 1 : 1;
      const againAfterMs = Math.min(AGAIN_AFTER_MS * 2 ** (failures - 1), AGAIN_AFTER_MAX_MS);
      log.warn({ how, againAfterMs }, "the process that renders pages has ended: they are rendered here");
      setTimeout(() => !ending && begin(), againAfterMs).unref();
    });
  }

  return {
    /** The way to it, while it can be relied on. */
    way: () => (current?.isWell() ? current : null),
    forget: (userId?: UserId) => current?.tell({ forget: userId ?? null }),
    /** Ends it; what it still does is completed. */
    async end(): Promise<void> {
      ending = true;
      await current?.end();
    },
  };
}

function startRenderer() {
  const socketPath = path.join(os.tmpdir(), `banter-${randomUUID().slice(0, 8)}.sock`);
  const child = fork(path.join(process.cwd(), "dist", "pages.js"), [socketPath], {
    env: { ...process.env, [INSTANCE_VARIABLE]: serverId() },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  comeLast(child);
  const { handOver, giveUp, end } = createHandOver(socketPath);
  let ready = false;
  let silentFor = 0; // beats, not time: when this process has stood still, it has not listened
  const isWell = () => ready && silentFor < SILENT_AFTER_BEATS;

  child.on("message", (beat: Beat) => {
    if (beat.ready && !isWell()) log.info({ renderer: child.pid }, "pages are rendered in a process of their own");
    ({ ready } = beat);
    silentFor = 0;
  });

  const listening = setInterval(() => {
    silentFor++;
    if (silentFor === SILENT_AFTER_BEATS && ready) {
      log.warn({ renderer: child.pid }, "the process that renders pages does not answer: they are rendered here");
      giveUp();
    }
    if (silentFor === REPLACED_AFTER_BEATS) child.kill("SIGKILL");
  }, BEAT_MS).unref();

  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit ${code}`));
    child.on("error", (error) => resolve(error.message));
  }).finally(() => {
    ready = false;
    clearInterval(listening);
    end();
    rmSync(socketPath, { force: true });
  });

  return {
    ended,
    isWell,
    handOver,
    tell: (what: Told) => child.connected && child.send(what, () => undefined), // if it has gone, it knows nobody
    async end(): Promise<void> {
      if (child.connected) child.disconnect(); // by which it knows
      const tooLong = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
      await ended;
      clearTimeout(tooLong);
    },
  };
}

/** Messages go before pages, where both need the same processor. Set before it has threads, which inherit it. */
function comeLast({ pid }: ChildProcess): void {
  try {
    if (pid) os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    log.warn({ err: error }, "the process that renders pages has no lower priority");
  }
}
