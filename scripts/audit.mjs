// @ts-check
import { attempt, lastLines } from "./programs.mjs";

/** Known holes in the packages that run in production. Where the registry offers no audit, that is only said. */
export async function audit() {
  const { code, output } = await attempt("npm", ["audit", "--omit=dev", "--json"]);
  const found = vulnerabilities(output);
  if (!found) console.log(`not audited: ${reason(output)}`);
  const { low = 0, moderate = 0, high = 0, critical = 0 } = found ?? {};
  if (code !== 0 && found)
    console.log(`${low} low, ${moderate} moderate, ${high} high, ${critical} critical: see npm audit --omit=dev`);
  return high + critical > 0 ? { passed: 0, failed: 1 } : { passed: found ? 1 : 0, failed: 0 };
}

/**
 * @param {string} output
 * @returns {Record<string, number> | undefined}
 */
const vulnerabilities = (output) => parsed(output).metadata?.vulnerabilities;

/** @param {string} output */
const reason = (output) => String(parsed(output).message ?? lastLines(output, 3)).replace(/ - .*/, "");

/** npm may write warnings before its JSON. @param {string} output */
function parsed(output) {
  const json = output.match(/^\{[\s\S]*^\}/m)?.[0] ?? "{}";
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
