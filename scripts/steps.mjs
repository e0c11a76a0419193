// @ts-check
/** The steps of a command, each shown with its time. What goes wrong ends with an advice, not with a stack. */
import { isLeaving, leave } from "./endings.mjs";

/** Something a person can put right: what happened, and exactly what to do. */
export class Advice extends Error {}

/**
 * Does one step and shows it. `remark` says what to add about its result.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @param {(result: T) => string | undefined} [remark]
 * @returns {Promise<T>}
 */
export async function step(name, work, remark = () => undefined) {
  const began = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${name}`);
  try {
    const result = await work();
    show("✓", name, began, remark(result));
    return result;
  } catch (error) {
    show("✗", name, began);
    throw error;
  }
}

/**
 * A whole command: its failure is told, and all that it has started is ended.
 * @param {() => Promise<unknown>} work
 */
export async function command(work) {
  try {
    await work();
  } catch (error) {
    if (isLeaving()) return; // a step that was interrupted has not failed
    console.error(error instanceof Advice ? `\n${error.message}\n` : error);
    await leave(1);
  }
}

/** @param {string} mark @param {string} name @param {number} began @param {string} [remark] */
function show(mark, name, began, remark) {
  const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const clear = process.stdout.isTTY ? "\r\x1b[2K" : "";
  console.log(`${clear}${mark} ${name.padEnd(14)}${seconds.padStart(8)}${remark ? `  ${remark}` : ""}`);
}
