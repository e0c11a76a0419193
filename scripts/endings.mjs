// @ts-check
/** What a command has started is ended with it, newest first, whatever ends the command. */

/** @type {Set<() => unknown>} */
const endings = new Set();
/** @type {Promise<never> | undefined} */
let leaving;

/**
 * Has `end` called when the command ends. Returns what calls it off.
 * @param {() => unknown} end
 */
export function atEnd(end) {
  endings.add(end);
  return () => void endings.delete(end);
}

/** Ctrl-C and SIGTERM end the command in order. npm repeats the signal: the second changes nothing. */
export function leaveOnSignals(code = 0, word = "") {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (!leaving && word) console.log(`\n${word}`);
      void leave(code);
    });
  }
}

/**
 * Ends everything, then the process.
 * @param {number} code
 */
export function leave(code) {
  leaving ??= endAll().then(() => process.exit(code));
  return leaving;
}

export const isLeaving = () => leaving !== undefined;

async function endAll() {
  for (const end of [...endings].reverse()) {
    await Promise.resolve(end()).catch((error) => console.error(error));
  }
}
