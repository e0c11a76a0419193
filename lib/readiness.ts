import { setTimeout as wait } from "node:timers/promises";
import { oncePerProcess, serverId } from "./process";
import { commands } from "./redis/client";
import { relay } from "./redis/relay";
import { version } from "./release";

interface Check {
  ok: boolean;
  ms: number;
}

const ANSWERS_WITHIN_MS = 1_000; // slower is of no use to people

/** What must be true before traffic comes: set by server.ts, read by /readyz. */
export const stage = () => oncePerProcess("stage", () => ({ seeded: false, round: 0, draining: false }));

/** Is this instance ready for traffic? Each check with its milliseconds. PING */
export async function readiness() {
  const began = performance.now();
  const answered = commands()
    .ping()
    .then(
      () => true,
      () => false,
    );
  const reachable = await Promise.race([answered, wait(ANSWERS_WITHIN_MS, false, { ref: false })]);
  const checks: Record<string, Check> = {
    redis: { ok: reachable, ms: Math.round((performance.now() - began) * 10) / 10 },
    relay: { ok: relay().isLive(), ms: 0 },
    data: { ok: stage().seeded, ms: 0 },
    serving: { ok: !stage().draining, ms: 0 },
  };
  const ok = Object.values(checks).every((check) => check.ok);
  return { ok, version: version(), instance: serverId(), checks };
}
