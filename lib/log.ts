import pino from "pino";
import { oncePerProcess } from "./process";

/** The log: one JSON line an event, to stdout. Never message text, passwords, cookies or connection strings. */
export const log = oncePerProcess("log", () =>
  pino({
    level: process.env.LOG_LEVEL ?? "info",
    redact: ["password", "*.password", "cookie", "*.cookie", "*.headers.cookie"],
    base: { pid: process.pid },
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
