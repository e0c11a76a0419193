import type { Server } from "node:http";
import { DRAIN_MAX_MS } from "../limits";
import { log } from "../log";
import { stage } from "../readiness";
import type { Realtime } from "./realtime";

interface Parts {
  server: Server;
  realtime: Realtime;
  /** End what the rest of the process holds: connections to Redis, workers. */
  ends: (() => Promise<void>)[];
}

const SPREAD_MS = 3_000; // everybody at once would be a storm on the instances that stay
const FORCE_AFTER_MS = DRAIN_MAX_MS - 5_000;

/**
 * Ends the process so that nothing is lost: not ready, no new connections, what is under way is answered, sockets
 * go where they find an instance, presence follows them. At most `DRAIN_MAX_MS`.
 */
export function drainOnSignal(parts: Parts): void {
  const end = (reason: string, code: number) => {
    if (stage().draining) return;
    stage().draining = true;
    log.info({ reason }, "draining");
    setTimeout(() => process.exit(code), DRAIN_MAX_MS).unref();
    drain(parts)
      .catch((error) => log.error({ err: error }, "draining failed"))
      .finally(() => process.exit(code));
  };
  process.on("SIGTERM", () => end("SIGTERM", 0));
  process.on("SIGINT", () => end("SIGINT", 0));
  process.on("uncaughtException", (error) => fail(error, end));
  process.on("unhandledRejection", (error) => fail(error, end));
}

function fail(error: unknown, end: (reason: string, code: number) => void): void {
  log.fatal({ err: error }, "a fault that nothing caught");
  end("fault", 1);
}

async function drain({ server, realtime, ends }: Parts): Promise<void> {
  const began = Date.now();
  const closed = new Promise((resolve) => server.close(resolve));
  const force = setTimeout(() => server.closeAllConnections(), FORCE_AFTER_MS);
  const idle = setInterval(() => server.closeIdleConnections(), 200);
  await realtime.close(SPREAD_MS);
  await closed;
  clearTimeout(force);
  clearInterval(idle);
  await realtime.leave();
  await Promise.all(ends.map((end) => end()));
  log.info({ ms: Date.now() - began }, "drained");
}
