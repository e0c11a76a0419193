/** The Redis of a run: with an append-only file, on a socket of its own, and mortal. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { redisProgram } from "../../scripts/redis-program.mjs";
import { ask } from "../../scripts/redis-talk.mjs";
import { connected, type Target } from "./proxy";

export interface ChaosRedis {
  /** A connection of the test itself, past all proxies. Waits while Redis is away. */
  client: Redis;
  target: Target;
  /** As if the power had gone; then it starts again on what it has written. */
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  end(): Promise<void>;
}

export async function startRedis(): Promise<ChaosRedis> {
  const program = await redisProgram();
  const folder = mkdtempSync(join(tmpdir(), "banter-redis-")); // by this name `npm test` ends what is left
  const socket = join(folder, "redis.sock");
  const args = ["--port", "0", "--unixsocket", socket, "--dir", folder, "--save", "", "--logfile", "redis.log"];
  let child: ChildProcess;

  async function start(): Promise<void> {
    // `everysec` answers before it has written while the disk is busy (docs/operations.md): a loss that is not ours to find
    // its own process group: Ctrl-C reaches the command only, which ends it last
    child = spawn(program, [...args, "--appendonly", "yes", "--appendfsync", "always"], {
      cwd: folder,
      detached: true,
      stdio: "ignore",
    });
    while (child.exitCode === null) {
      const [answer] = await ask(socket, "PING").catch(() => [""]);
      if (answer === "+PONG") return; // "-LOADING …" while it reads its data
      await pause(10);
    }
    throw new Error(`Redis did not start in ${folder}`);
  }

  async function kill(): Promise<void> {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  await start();
  const client = new Redis(socket, { maxRetriesPerRequest: null, retryStrategy: () => 50, protocol: 2 });
  client.on("error", () => undefined); // it is killed on purpose; what waits is asked again
  return {
    client,
    target: () => connected(connect(socket)),
    start,
    kill,
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    end: async () => {
      client.disconnect();
      if (child.exitCode === null && child.signalCode === null) await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
