/** `npm run bench`: what Banter promises to be quick at, measured on this machine beside what it is compared with. */
import { chosenOf, MINUTES, readOptions } from "./options";
import { type Found, keepResults } from "./report/results";
import { tableOf } from "./report/table";
import { pin, placing } from "./run/pinned";
import type { Bench, Scenario } from "./scenario";
import { scenarios } from "./scenarios/all";

/** Answers whether all was measured; what a goal is missed by is no failure. */
export async function bench(args: string[], print: (line: string) => void): Promise<void> {
  const { quick, minutes, names } = readOptions(args, scenarios);
  const chosen = chosenOf(scenarios, { quick, names });
  const begin = performance.now();
  pin(process.pid, "driver"); // what it asks for itself is load, too
  const findings: Found[] = [];
  print(`\n${placing()}\n`);
  for (const scenario of chosen) findings.push(...(await runOne(scenario, { quick, minutes, print })));
  print(`\n${tableOf(findings)}\n`);
  keepResults(findings, { quick: quick || minutes < MINUTES });
  print(`${findings.filter(({ met }) => met).length} of ${findings.length} goals met, in ${seconds(begin)} s`);
}

type Printed = Omit<Bench, "tell"> & { print: (line: string) => void };

async function runOne(scenario: Scenario, { print, ...options }: Printed) {
  const begin = performance.now();
  print(`${scenario.name}: ${scenario.about}`);
  const bench: Bench = { ...options, tell: (line) => print(`  ${line}`) };
  const findings = await scenario.run(bench);
  print(`  ${seconds(begin)} s`);
  return findings.map((finding): Found => ({ ...finding, scenario: scenario.name }));
}

const seconds = (begin: number) => ((performance.now() - begin) / 1_000).toFixed(0);
