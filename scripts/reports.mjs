// @ts-check
/** How many tests a runner counted. A run that crashed, or tested nothing, has failed. */
import { readOr } from "./fresh.mjs";

/**
 * @param {string} path of vitest's JSON report
 * @param {number} code its exit code
 */
export function fromVitest(path, code) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(path);
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = testResults;
  // a file that does not load has no failed test in it
  const broken = files.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return judged(numPassedTests, numFailedTests + broken.length, code);
}

/** @param {string} path of Playwright's JSON report @param {number} code its exit code */
export function fromPlaywright(path, code) {
  const { expected = 0, unexpected = 0, flaky = 0 } = read(path).stats ?? {};
  return judged(expected, unexpected + flaky, code);
}

/** @param {string} path of what `npm run chaos` has counted @param {number} code its exit code */
export function fromChaos(path, code) {
  const { passed = 0, failed = 0 } = read(path);
  return judged(passed, failed, code);
}

/** @param {number} passed @param {number} failed @param {number} code */
function judged(passed, failed, code) {
  const isMissing = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isMissing ? 1 : failed };
}

/** @param {string} path */
const read = (path) => JSON.parse(readOr(path, "{}"));
