/** A Redis that a test may kill, stop, fill and start again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { redisProgram } from "./redis-program.mjs";
import { ask } from "./redis-talk.mjs";

export interface FaultyRedis {
  socket: string;
  /** Where its data is. */
  dir: string;
  ask(...words: string[]): Promise<string[]>;
  /** Starts it; `until` (by default: it answers) says when that is done. */
  start(more?: string[], until?: (answer: string) => boolean): Promise<void>;
  kill(): Promise<void>;
  /** It goes on to exist, and does nothing. */
  freeze(): void;
  thaw(): void;
  end(): Promise<void>;
}

/** In `parent`: there scripts/test-run.ts ends what a killed test has left. */
export async function faultyRedis(args: string[] = [], parent = tmpdir()): Promise<FaultyRedis> {
  const program = await redisProgram();
  const home = mkdtempSync(join(parent, "banter-redis-"));
  const dir = mkdtempSync(join(home, "data-"));
  const socket = join(home, "redis.sock");
  let child: ChildProcess | null = null;

  const start: FaultyRedis["start"] = async (more = [], until = (answer) => answer === "+PONG") => {
    const where = ["--port", "0", "--unixsocket", socket, "--dir", dir, "--logfile", join(home, "redis.log")];
    child = spawn(program, [...where, "--save", "", ...args, ...more], { cwd: home, stdio: "ignore" });
    while (!until((await ask(socket, "PING").catch(() => [""]))[0] ?? "")) {
      if (child.exitCode !== null) throw new Error(`Redis did not start with ${[...args, ...more].join(" ")}`);
      await wait(5);
    }
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    rmSync(socket, { force: true });
  };

  await start();
  return {
    socket,
    dir,
    ask: (...words) => ask(socket, ...words),
    start,
    kill,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    end: async () => {
      await kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
