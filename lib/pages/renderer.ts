import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { UserId } from "../events";
import { log } from "../log";
import { INSTANCE_VARIABLE, serverId } from "../process";
import { createHandOver } from "./hand-over";
import { watchPulse } from "./pulse";

const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MAX_MS = 30_000;
const HELD_OUT_MS = 60_000; // who lives so long does not fail each time
const ENDS_WITHIN_MS = 3_000;
const NICER = 10; // a tenth of the processor, where the other process wants all of it

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
  const { pid: renderer } = child;
  comeLast(renderer);
  const { handOver, giveUp, end } = createHandOver(socketPath);
  const pulse = watchPulse({
    silent(wasWell) {
      if (wasWell) log.warn({ renderer }, "the process that renders pages does not answer: they are rendered here");
      giveUp();
    },
    dead: () => child.kill("SIGKILL"),
  });

  child.on("message", ({ ready }: Beat) => {
    if (ready && !pulse.isWell()) log.info({ renderer }, "pages are rendered in a process of their own");
    pulse.beat(ready);
  });

  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit ${code}`));
    child.on("error", (error) => resolve(error.message));
  }).finally(() => {
    pulse.end();
    end();
    rmSync(socketPath, { force: true });
  });

  return {
    ended,
    isWell: pulse.isWell,
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
function comeLast(pid: number | undefined): void {
  try {
    if (pid) os.setPriority(pid, Math.min(os.getPriority() + NICER, os.constants.priority.PRIORITY_LOW));
  } catch (error) {
    log.warn({ err: error }, "the process that renders pages could not be given a lower priority");
  }
}
