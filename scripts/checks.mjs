// @ts-check
/** The checks: each shows what went wrong and answers how many of its tests passed and failed. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "./build.mjs";
import { atEnd } from "./endings.mjs";
import { attempt, lastLines, tool } from "./programs.mjs";
import { endLeftIn } from "./redis.mjs";
import { fromChaos, fromPlaywright, fromVitest } from "./reports.mjs";

const reports = mkdtempSync(join(tmpdir(), "banter-tests-"));
atEnd(() => endLeftIn(reports));

/** @type {import("./checking.mjs").Check[]} */
export const checks = [
  { name: "types", check: types },
  { name: "lint", check: lint },
  { name: "build", check: build },
  { name: "unit", check: unit },
  { name: "e2e", check: endToEnd },
  { name: "chaos", check: chaos },
];

async function types() {
  await attempt(...tool("next", "typegen"), { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  return one(...tool("tsc", "--noEmit"));
}

function lint() {
  return one(...tool("biome", "ci", "--error-on-warnings", "--colors=off"));
}

async function build() {
  await buildIfChanged();
  return { passed: 1, failed: 0 };
}

async function unit() {
  const report = join(reports, "unit.json");
  const { code } = await attempt(
    ...tool("vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`),
    { shown: true },
  );
  return fromVitest(report, code);
}

async function endToEnd() {
  const report = join(reports, "e2e.json");
  const { code } = await attempt(...tool("playwright", "test"), {
    shown: true,
    env: { E2E_REPORT: report, TMPDIR: reports },
  });
  return fromPlaywright(report, code);
}

/** A minute of `npm run chaos`, with a seed that it prints. */
async function chaos() {
  const report = join(reports, "chaos.json");
  const { code } = await attempt(process.execPath, ["scripts/chaos.mjs", "--minutes", "1", "--report", report], {
    shown: true,
  });
  return fromChaos(report, code);
}

/**
 * A program that is one test: what it says matters only when it fails.
 * @param {string} program @param {string[]} args
 */
async function one(program, args) {
  const { code, output } = await attempt(program, args);
  if (code !== 0) console.log(lastLines(output, 200));
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
