import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leave } from "../../scripts/endings.mjs";
import { bundleClient } from "./client";
import { type Options, optionsFrom } from "./options";
import { report } from "./report";
import { run } from "./run";

/** `npm run chaos`, when everything it needs is there. */
export async function chaos(args: string[], print: (line: string) => void): Promise<void> {
  await leave((await once(optionsFrom(args), print)) ? 0 : 1);
}

/** True if every promise was kept. */
async function once({ seed, ms, faults }: Options, print: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "banter-chaos-"));
  const began = performance.now();
  const tell = (line: string) => print(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)}  ${line}`);
  print(`\nchaos with seed ${seed}, ${ms / 1000} s`);
  const outcome = await run({ folder, seed, ms, faults, tell, loadClient: await bundleClient() });
  for (const line of report(outcome)) print(line);
  const isKept = outcome.checked.every(({ violations }) => violations.length === 0);
  if (isKept) rmSync(folder, { recursive: true });
  else print(`\nLogs and history are in ${folder}\nAgain: npm run chaos -- --seed ${seed} --seconds ${ms / 1000}`);
  return isKept;
}
