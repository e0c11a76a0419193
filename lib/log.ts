import pino from "pino";
import { oncePerProcess, serverId } from "./process";
import { release } from "./release";
import { requestId } from "./request-id";

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** The log: one JSON line an event, to stdout, with the id of the request it belongs to. Never message text, passwords, cookies or connection strings. */
export const log = oncePerProcess("log", () =>
  pino({
    level: LEVELS.includes(process.env.LOG_LEVEL ?? "") ? process.env.LOG_LEVEL : "info", // lib/env.ts refuses others
    // Only these of an error: ioredis keeps the arguments of a failed command in it, and they are people's words
    serializers: { err: ({ name, message, stack }: Error) => ({ type: name, message, stack }) },
    redact: ["password", "*.password", "cookie", "*.cookie", "*.headers.cookie"],
    base: { pid: process.pid, instance: serverId(), release: release() },
    mixin: () => {
      const reqId = requestId();
      return reqId === undefined ? {} : { reqId };
    },
  }),
);

const SAID_AGAIN_AFTER_MS = 30_000; // while Redis is away every request fails alike: one line is enough

/** Warns of `what`, at most once in 30 s for the same `what`; says how many were left out. */
export function warnSometimes(what: string, details: Record<string, unknown> = {}): void {
  const said = oncePerProcess("log.said", () => new Map<string, { at: number; left: number }>());
  const last = said.get(what);
  if (last && Date.now() - last.at < SAID_AGAIN_AFTER_MS) {
    last.left++;
    return;
  }
  said.set(what, { at: Date.now(), left: 0 });
  log.warn({ ...details, repeated: last?.left ?? 0 }, what);
}
