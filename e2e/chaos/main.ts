import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leave } from "../../scripts/endings.mjs";
import { catchAll } from "./catching";
import { bundleClient } from "./client";
import { type Options, optionsFrom } from "./options";
import { report } from "./report";
import { run } from "./run";

type Print = (line: string) => void;

/** `npm run chaos`, when everything it needs is there. */
export async function chaos(args: string[], print: Print): Promise<void> {
  const options = optionsFrom(args);
  const { passed, failed } = await (options.mutations ? catchAll(options, print) : once(options, print));
  if (options.report) writeFileSync(options.report, JSON.stringify({ passed, failed }));
  await leave(failed > 0 ? 1 : 0);
}

/** Answers how many promises were kept, and how many broken. */
async function once({ seed, ms, faults, relay }: Options, print: Print) {
  const folder = mkdtempSync(join(tmpdir(), "banter-chaos-"));
  print(`\nchaos with seed ${seed}, ${ms / 1000} s, on the relay ${relay}`);
  const outcome = await run({ folder, seed, ms, faults, relay, tell: timed(print), loadClient: await bundleClient() });
  for (const line of report(outcome)) print(line);
  const failed = outcome.checked.filter(({ violations }) => violations.length > 0).length;
  if (failed === 0) rmSync(folder, { recursive: true });
  else
    print(
      `\nLogs and history are in ${folder}\nAgain: npm run chaos -- --seed ${seed} --seconds ${ms / 1000} --relay ${relay}`,
    );
  return { passed: outcome.checked.length - failed, failed };
}

function timed(print: Print): Print {
  const began = performance.now();
  return (line) => print(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)}  ${line}`);
}
