/** What a test run leaves behind when one of its workers is killed is ended with the run. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { endLeftIn } from "./redis.mjs";

declare module "vitest" {
  interface ProvidedContext {
    redisFolder: string;
  }
}

export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "banter-test-"));
  project.provide("redisFolder", folder);
  return () => endLeftIn(folder);
}
