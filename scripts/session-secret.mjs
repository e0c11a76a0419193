// @ts-check
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOr } from "./fresh.mjs";
import { dataDir } from "./programs.mjs";

/** The secret that seals the sessions of this checkout: made once, kept, so that a restart signs nobody out. */
export function sessionSecret(dir = dataDir) {
  if (process.env.SESSION_SECRET) return process.env.SESSION_SECRET;
  const path = join(dir, "session-secret");
  const kept = readOr(path, "").trim();
  if (kept.length >= 32) return kept;
  const made = randomBytes(32).toString("hex");
  mkdirSync(dir, { recursive: true });
  writeFileSync(path, made, { mode: 0o600 });
  return made;
}
