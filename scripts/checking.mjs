// @ts-check
/** A command that checks: installs what is missing, does all checks, even after one failed, and ends with their sum. */
import { testBrowser } from "./browser.mjs";
import { isLeaving, leave, leaveOnSignals } from "./endings.mjs";
import { packages } from "./packages.mjs";
import { redisProgram } from "./redis-program.mjs";
import { Advice, command, step } from "./steps.mjs";

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, check: () => Promise<Count> }} Check */

/**
 * The arguments of the command name checks; without any, all are done.
 * @param {Check[]} all
 */
export async function checking(all, names = process.argv.slice(2)) {
  leaveOnSignals(130);
  await command(async () => {
    const chosen = choose(all, names);
    await step("packages", packages, (unchanged) => unchanged);
    await step("redis", redisProgram, (path) => path);
    await step("browser", testBrowser, (path) => path);
    const { passed, failed } = await doAll(chosen);
    console.log(`\n${passed} passed, ${failed} failed`);
    await leave(failed ? 1 : 0);
  });
}

/** @param {Check[]} all @param {string[]} names */
function choose(all, names) {
  const unknown = names.find((name) => all.every((check) => check.name !== name));
  if (unknown)
    throw new Advice(`There is no check "${unknown}". There are: ${all.map(({ name }) => name).join(", ")}.`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** @param {Check[]} chosen */
async function doAll(chosen) {
  const sum = { passed: 0, failed: 0 };
  for (const { name, check } of chosen) {
    if (isLeaving()) break;
    console.log(`\n— ${name}`);
    const began = performance.now();
    const count = await check().catch(crashed);
    console.log(`${markOf(count)} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
    sum.passed += count.passed;
    sum.failed += count.failed;
  }
  return sum;
}

/** What neither passed nor failed could not be checked. @param {Count} count */
const markOf = ({ passed, failed }) => (failed ? "✗" : passed ? "✓" : "–");

/** @param {unknown} error */
function crashed(error) {
  console.error(error instanceof Advice ? error.message : error);
  return { passed: 0, failed: 1 };
}
