/** Processes of the benchmark: each on a processor of its own where the system allows. */
import { type StdioOptions, spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { atEnd } from "../../scripts/endings.mjs";
import { root } from "../../scripts/programs.mjs";

export type Place = "server" | "driver" | "redis";

/** With two processors Redis shares that of the driver: the server has its own. */
const PROCESSOR: Record<Place, number> = { server: 0, driver: 1, redis: cpus().length > 2 ? 2 : 1 };
const canPin = cpus().length > 1 && spawnSync("taskset", ["-p", String(process.pid)]).status === 0;

/** How the processes were placed, in words. */
export const placing = () =>
  canPin ? `server on processor 0, driver on 1, Redis on ${PROCESSOR.redis}` : "not pinned: this system has no taskset";

export interface Process {
  pid: number;
  output(): string;
  child: ReturnType<typeof spawn>;
  stop(): Promise<void>;
}

/** Starts Node with `args`, in the folder of the project. It ends with the benchmark. */
export function startNode(
  args: string[],
  { place, env = {} }: { place: Place; env?: Record<string, string> },
): Process {
  const [program, before] = canPin
    ? ["taskset", ["-c", String(PROCESSOR[place]), process.execPath]]
    : [process.execPath, [] as string[]];
  const stdio: StdioOptions = ["ignore", "pipe", "pipe", "ipc"];
  const child = spawn(program as string, [...(before as string[]), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio,
    serialization: "advanced",
  });
  let output = "";
  const note = (text: Buffer) => {
    output = (output + text).slice(-8_000);
  };
  child.stdout?.on("data", note);
  child.stderr?.on("data", note);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  const stop = async () => {
    calledOff();
    child.kill("SIGTERM");
    const tooLong = setTimeout(() => child.kill("SIGKILL"), 3_000); // nobody is to be let go in order
    await ended;
    clearTimeout(tooLong);
  };
  const calledOff = atEnd(stop);
  return { pid: child.pid as number, child, output: () => output, stop };
}

export function pin(pid: number, place: Place): void {
  if (canPin) spawnSync("taskset", ["-a", "-cp", String(PROCESSOR[place]), String(pid)]);
}

/** Lets the benchmark itself, and what it starts from now on, have all processors: a browser and a server beside it need more than one. */
export function unpin(): void {
  if (canPin) spawnSync("taskset", ["-a", "-cp", `0-${cpus().length - 1}`, String(process.pid)]);
}

export const at = (path: string) => join(root, path);
