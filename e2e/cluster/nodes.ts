/** A real cluster of three nodes for the time of a test run. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import type { TestProject } from "vitest/node";
import { freePort } from "../../scripts/port.mjs";
import { redisProgram } from "../../scripts/redis-program.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the three nodes. */
    ports: number[];
  }
}

const NODES = 3;
const SLOTS = 16_384;
const TOGETHER_WITHIN_MS = 40_000;

interface Node {
  port: number;
  bus: number;
  redis: Redis;
  child: ChildProcess;
}

export default async function setup(project: TestProject) {
  const home = mkdtempSync(join(tmpdir(), "banter-cluster-"));
  const nodes: Node[] = [];
  const end = async () => {
    await Promise.all(nodes.map(endNode));
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < NODES; index++) nodes.push(await startNode(mkdtempSync(join(home, "node-"))));
    await unite(nodes);
  } catch (error) {
    await end();
    throw error;
  }
  project.provide(
    "ports",
    nodes.map(({ port }) => port),
  );
  return end;
}

async function startNode(dir: string): Promise<Node> {
  const [port, bus] = [await freePort(), await freePort()];
  const where = ["--bind", "127.0.0.1", "--port", `${port}`, "--cluster-port", `${bus}`, "--dir", dir];
  const kept = ["--save", "", "--cluster-enabled", "yes", "--logfile", "redis.log"];
  const child = spawn(await redisProgram(), [...where, ...kept], { cwd: dir, stdio: "ignore" });
  const redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on("error", () => undefined); // until it listens
  await Promise.race([redis.ping(), once(child, "exit").then(() => Promise.reject(new Error(`See ${dir}`)))]);
  return { port, bus, redis, child };
}

/** Each node gets a third of the slots, and meets the first. */
async function unite(nodes: Node[]): Promise<void> {
  const share = Math.ceil(SLOTS / NODES);
  for (const [index, { redis }] of nodes.entries()) {
    const last = Math.min(SLOTS, (index + 1) * share) - 1;
    await redis.call("CLUSTER", "ADDSLOTSRANGE", index * share, last);
  }
  const [first, ...others] = nodes as [Node, ...Node[]];
  for (const { redis } of others) await redis.call("CLUSTER", "MEET", "127.0.0.1", first.port, first.bus);
  const until = Date.now() + TOGETHER_WITHIN_MS;
  for (const { redis } of nodes) {
    while (!(await isTogether(redis))) {
      if (Date.now() > until) throw new Error(`The nodes did not become a cluster: ${await redis.cluster("INFO")}`);
      await wait(50);
    }
  }
}

async function isTogether(redis: Redis): Promise<boolean> {
  const info = await redis.cluster("INFO");
  const slots = (await redis.cluster("SLOTS")) as unknown[];
  return info.includes("cluster_state:ok") && slots.length === NODES;
}

async function endNode({ redis, child }: Node): Promise<void> {
  redis.disconnect();
  if (child.exitCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
