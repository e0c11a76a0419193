// @ts-check
/** A Redis of our own, on a unix socket in its own folder. Nobody else's is ever asked, used or stopped. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lastLines } from "./programs.mjs";
import { redisProgram } from "./redis-program.mjs";
import { ask } from "./redis-talk.mjs";
import { Advice } from "./steps.mjs";

const KEPT = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
const FORGOTTEN = ["--appendonly", "no", "--save", ""];
const SOCKET_PATH_MAX = 100; // bytes; the kernel's limit is 104 to 108

/**
 * Redis with its data in `dir`, kept there. If it still runs there, left by a command that was killed, it is taken over.
 * Of several commands that use it at once, the last one stops it.
 * @param {string} dir
 */
export async function keepRedis(dir) {
  const { socket, found } = await startRedis(dir, KEPT);
  return { url: socket, found, stop: async () => ((await hasOtherClients(socket)) ? undefined : stopRedis(socket)) };
}

/** Redis for tests: everything is gone when it stops. */
export async function passingRedis(parent = tmpdir()) {
  const dir = mkdtempSync(join(parent, "banter-redis-"));
  const { socket } = await startRedis(dir, FORGOTTEN);
  return { url: socket, stop: () => stopRedis(socket).finally(() => rmSync(dir, { recursive: true, force: true })) };
}

/** Ends what killed tests have left in the folder of their Redises, and removes it. @param {string} folder */
export async function endLeftIn(folder) {
  const left = readdirSync(folder).filter((name) => name.startsWith("banter-redis-"));
  for (const name of left) await stopRedis(join(folder, name, "redis.sock"));
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} folder @param {string[]} args */
async function startRedis(folder, args) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dir = realpathSync(folder);
  const socket = socketOf(dir);
  if (await runsIn(dir, socket)) return { socket, found: true };

  const program = await redisProgram();
  const where = [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--unixsocketperm",
    "700",
    "--dir",
    dir,
    "--logfile",
    "redis.log",
  ];
  // its own process group: Ctrl-C reaches the command only, which then stops the server first and Redis last
  const child = spawn(program, [...where, ...args], { cwd: dir, detached: true, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  child.unref();
  await untilReady(socket, dir, ended);
  return { socket, found: false };
}

/** @param {string} dir */
function socketOf(dir) {
  const socket = join(dir, "redis.sock");
  if (Buffer.byteLength(socket) <= SOCKET_PATH_MAX) return socket;
  return join(realpathSync(tmpdir()), `banter-${createHash("sha256").update(dir).digest("hex").slice(0, 16)}.sock`);
}

/** @param {string} dir @param {string} socket */
async function runsIn(dir, socket) {
  const lines = await ask(socket, "CONFIG", "GET", "dir").catch(() => [""]);
  return lines.includes(dir);
}

/** @param {string} socket @param {string} dir @param {Promise<unknown>} ended */
async function untilReady(socket, dir, ended) {
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    const [answer] = await ask(socket, "PING").catch(() => [""]);
    if (answer === "+PONG") return; // "-LOADING …" while it reads its data
    await pause(5);
  }
  throw new Advice(`${lastLines(readLog(dir), 8)}\n\nRedis did not start in ${dir}. Its last lines are above.`);
}

/** @param {string} dir */
function readLog(dir) {
  try {
    return readFileSync(join(dir, "redis.log"), "utf8");
  } catch {
    return "";
  }
}

/** Saves what is kept, and ends it. @param {string} socket */
export async function stopRedis(socket) {
  await ask(socket, "SHUTDOWN").catch(() => [""]);
  while (await ask(socket, "PING").catch(() => undefined)) await pause(5);
}

/** @param {string} socket */
async function hasOtherClients(socket) {
  for (let attempts = 0; attempts < 10; attempts++) {
    const clients = (await ask(socket, "CLIENT", "LIST").catch(() => [""])).filter((line) => line.startsWith("id="));
    if (clients.length <= 1) return false;
    await pause(50); // a process that has just ended may still be listed
  }
  return true;
}
