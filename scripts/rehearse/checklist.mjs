// @ts-check
import { Advice } from "../steps.mjs";

/** Checks that build on each other: each is shown and counted, the first one that fails ends the list. */
export function checklist() {
  const count = { passed: 0, failed: 0 };
  return { check, expect, counted: () => count };

  /**
   * @template T
   * @param {string} what @param {() => Promise<T>} work @param {(result: T) => unknown} [remark]
   * @returns {Promise<T>}
   */
  async function check(what, work, remark) {
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    try {
      const result = await work();
      count.passed++;
      console.log(`✓ ${what} (${[remark?.(result), seconds()].filter(Boolean).join(", ")})`);
      return result;
    } catch (error) {
      count.failed++;
      console.log(`✗ ${what} (${seconds()})`);
      throw error;
    }
  }
}

/** @param {boolean} holds @param {string} otherwise */
function expect(holds, otherwise) {
  if (!holds) throw new Advice(otherwise);
}
