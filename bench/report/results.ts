import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem, type } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/programs.mjs";
import type { Finding } from "../scenario";
import { chartOf } from "./chart";
import { between } from "./document";
import { markdownOf } from "./table";

const RESULTS = join(root, "bench/results.json");
const CHART = join(root, "docs/performance.svg");
const DOCUMENT = join(root, "docs/performance.md");

/** A finding, and the scenario that made it. */
export type Found = Finding & { scenario: string };

interface Results {
  /** What of the machine decides about figures. */
  machine: string;
  findings: (Found & { measured: string; quick: boolean })[];
}

/** Keeps what was measured beside what was measured before, and renews the document. What is quick displaces nothing that is not. */
export function keepResults(findings: Found[], { quick }: { quick: boolean }): void {
  const measured = new Date().toISOString().slice(0, 10);
  const before = readResults().findings;
  const lasting = new Set(before.filter((finding) => quick && !finding.quick).map(({ scenario }) => scenario));
  const fresh = findings
    .filter(({ scenario }) => !lasting.has(scenario))
    .map((finding) => ({ ...finding, measured, quick }));
  const renewed = new Set(fresh.map(({ scenario }) => scenario));
  const all = [...before.filter(({ scenario }) => !renewed.has(scenario)), ...fresh];
  writeResults({ machine: machine(), findings: all.sort((a, b) => order(a.goal) - order(b.goal)) });
}

function writeResults(results: Results): void {
  const { machine, findings } = results;
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(CHART, chartOf(findings));
  const marked = findings.map(({ note, quick, ...finding }) => ({
    ...finding,
    note: [note, quick && "a quick run"].filter(Boolean).join("; "),
  }));
  writeFileSync(DOCUMENT, between(readFileSync(DOCUMENT, "utf8"), "results", `${machine}.\n\n${markdownOf(marked)}`));
}

const readResults = (): Pick<Results, "findings"> =>
  existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : { findings: [] };

const order = (goal: string) => Number.parseFloat(goal.slice(1).replace("b", ".5")) || Number.POSITIVE_INFINITY;

const machine = () =>
  `Measured on ${cpus().length} processors (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.version}`;
