/** `npm run chaos -- --mutations`: is each deliberate fault of ours found? */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Advice } from "../../scripts/steps.mjs";
import { mutate } from "./mutate";
import { MUTATIONS, type Mutation } from "./mutations";
import type { Options, RelayKind } from "./options";
import { report } from "./report";
import { type Outcome, run } from "./run";

const SECONDS = 12;
const PATIENCE_SECONDS = 15; // what is missing after this was lost

export async function catchAll({ seed, relay, mutations: names = [] }: Options, print: (line: string) => void) {
  let passed = 0;
  const chosen = choose(names);
  for (const mutation of chosen) {
    const outcome = await runWith(mutation, seed, relay);
    const found = outcome.checked.find(
      ({ promise, violations }) => mutation.breaks.includes(promise) && violations.length > 0,
    );
    if (found) passed++;
    print(
      found
        ? `✓ caught  ${mutation.name}\n            “${found.promise}”: ${found.violations[0]}`
        : `✗ missed  ${mutation.name}`,
    );
    if (!found) for (const line of report(outcome)) print(line);
  }
  print(`\n${passed} of ${chosen.length} mutations caught (seed ${seed})`);
  return { passed, failed: chosen.length - passed };
}

async function runWith(mutation: Mutation, seed: number, relay: RelayKind): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "banter-chaos-"));
  const { built, loadClient } = await mutate(mutation);
  const { seconds = SECONDS, patienceSeconds = PATIENCE_SECONDS, faults } = mutation;
  const times = { ms: seconds * 1000, patienceMs: patienceSeconds * 1000 };
  try {
    return await run({
      folder,
      built,
      loadClient,
      seed,
      faults,
      relay: mutation.relay ?? relay,
      ...times,
      tell: () => undefined,
    });
  } finally {
    for (const made of [folder, built]) if (made) rmSync(made, { recursive: true, force: true });
  }
}

function choose(names: string[]): Mutation[] {
  const unknown = names.find((name) => !MUTATIONS.some((mutation) => mutation.name === name));
  if (unknown)
    throw new Advice(
      `There is no mutation "${unknown}". There are:\n${MUTATIONS.map(({ name }) => `  ${name}`).join("\n")}`,
    );
  return names.length === 0 ? MUTATIONS : MUTATIONS.filter(({ name }) => names.includes(name));
}
