// @ts-check
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const BEFORE_MS = 1_000;
const AFTER_MS = 500;
const PAUSE_MS = 20; // below what one person may send in ten seconds, with the round trip

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
  const sending = keepSending();
  await pause(BEFORE_MS);
  const result = await work();
  await pause(AFTER_MS);
  over = true;
  await sending;
  return { ids, movedOn, result };

  async function keepSending() {
    while (!over) {
      const id = randomUUID();
      const text = `message ${ids.length}`;
      await rita.send(first, room, text, id).catch(() => {
        movedOn++;
        return rita.send(second, room, text, id);
      });
      ids.push(id);
      await pause(PAUSE_MS);
    }
  }
}

/** The ids that are not in `found` exactly once. @param {string[]} ids @param {string[]} found */
export function missingOrRepeated(ids, found) {
  return ids.filter((id) => found.filter((other) => other === id).length !== 1);
}
