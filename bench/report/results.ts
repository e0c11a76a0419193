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

interface Results {
  /** What of the machine decides about figures. */
  machine: string;
  findings: (Finding & { measured: string; quick: boolean })[];
}

/** Keeps what was measured beside what was measured before; what is not quick goes into the document, too. */
export function keepResults(findings: Finding[], { quick }: { quick: boolean }): void {
  const measured = new Date().toISOString().slice(0, 10);
  const fresh = findings.map((finding) => ({ ...finding, measured, quick }));
  const goals = new Set(findings.map(({ goal }) => goal));
  const before = readResults().findings.filter(({ goal }) => !goals.has(goal));
  const all = [...before, ...fresh].sort((a, b) => order(a.goal) - order(b.goal));
  const results: Results = { machine: machine(), findings: all };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  if (!quick) writeDocument(results);
}

function writeDocument({ machine, findings }: Results): void {
  const lasting = findings.filter(({ quick }) => !quick);
  writeFileSync(CHART, chartOf(lasting));
  const table = `${machine}.\n\n${markdownOf(lasting)}`;
  writeFileSync(DOCUMENT, between(readFileSync(DOCUMENT, "utf8"), "results", table));
}

const readResults = (): Pick<Results, "findings"> =>
  existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : { findings: [] };

const order = (goal: string) => Number.parseFloat(goal.slice(1).replace("b", ".5"));

const machine = () =>
  `Measured on ${cpus().length} processors (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.version}`;
