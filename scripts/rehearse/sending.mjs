// @ts-check
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const BEFORE_MS = 1_000;
const AFTER_MS = 500;
const AT_ONCE = 4; // so that some are always under way
const PAUSE_MS = 100; // all together below the limit of one person
const REPEATS_MAX = 50;

/** @typedef {{ rita: import("./people.mjs").Person, room: string, first: import("./dyno.mjs").Dyno, second: import("./dyno.mjs").Dyno }} Scene */

/**
 * Sends before, while and after `work` runs: to the first dyno, and what that one did not acknowledge again, with the
 * same id, to the second. Answers the ids of all that was acknowledged.
 * @template T
 * @param {() => Promise<T>} work
 * @param {Scene} scene
 */
export async function sendDuring(work, { rita, room, first, second }) {
  /** @type {string[]} */
  const ids = [];
  let movedOn = 0;
  let over = false;
  const [result] = await Promise.all([working(), ...Array.from({ length: AT_ONCE }, keepSending)]);
  return { ids, movedOn, result };

  async function working() {
    await pause(BEFORE_MS);
    try {
      const result = await work();
      await pause(AFTER_MS);
      return result;
    } finally {
      over = true;
    }
  }

  async function keepSending() {
    while (!over) {
      const id = randomUUID();
      await rita.send(first, room, `message ${id}`, id).catch(() => repeat(id));
      ids.push(id);
      await pause(PAUSE_MS);
    }
  }

  /** @param {string} id */
  async function repeat(id) {
    movedOn++;
    for (let attempt = 1; ; attempt++) {
      try {
        return await rita.send(second, room, `message ${id}`, id);
      } catch (error) {
        if (attempt === REPEATS_MAX) throw error;
        await pause(PAUSE_MS);
      }
    }
  }
}

/** The ids that are not in `found` exactly once. @param {string[]} ids @param {string[]} found */
export function missingOrRepeated(ids, found) {
  return ids.filter((id) => found.filter((other) => other === id).length !== 1);
}
