// @ts-check
/** Whether what is there was made from what is here now, so that it need not be made again. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A hash over the names and contents of files and whole folders. What does not exist counts as absent.
 * @param {string} root @param {string[]} paths
 */
export function hashOf(root, paths, more = "") {
  const hash = createHash("sha256").update(more);
  for (const path of paths.flatMap((name) => filesIn(root, name)).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} stamp @param {string} hash
 */
export function isFresh(stamp, hash) {
  return readOr(stamp, "") === hash;
}

/** @param {string} stamp @param {string} hash */
export function markFresh(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/** @param {string} path @param {string} otherwise */
export function readOr(path, otherwise) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}

/**
 * @param {string} root @param {string} path
 * @returns {string[]}
 */
function filesIn(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(root, join(path, name)));
}
