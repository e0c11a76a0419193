// @ts-check
import { readOr } from "./fresh.mjs";
import { attempt, lastLines, root } from "./programs.mjs";
import { Advice } from "./steps.mjs";

/**
 * Installs the packages of the lock file, unless they are there. Returns "unchanged" then.
 * @returns {Promise<"unchanged" | undefined>}
 */
export async function packages() {
  if (areInstalled(root)) return "unchanged";
  // NODE_ENV=production would leave out what the build needs
  const { code, output } = await attempt("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    env: { NODE_ENV: undefined },
  });
  if (code === 0) return undefined;
  throw new Advice(`${lastLines(output, 12)}\n\n${adviceOn(output)}`);
}

/**
 * Whether node_modules holds what the lock file says, by the list that npm keeps in it once an installation is complete.
 * @param {string} folder
 */
export function areInstalled(folder) {
  const wanted = packagesIn(`${folder}/package-lock.json`);
  const there = packagesIn(`${folder}/node_modules/.package-lock.json`);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const found = there[path];
    return found ? found.version === version && runsHere(found) : optional && Object.keys(there).length > 0;
  });
}

/** @param {{ os?: string[], cpu?: string[] }} pkg */
function runsHere({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[] }>}
 */
const packagesIn = (path) => JSON.parse(readOr(path, "{}")).packages ?? {};

/** @param {string} output */
function adviceOn(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return "The packages could not be fetched: the npm registry is not reachable. Check the network (behind a proxy: npm config set proxy http://…), then start again.";
  if (/EACCES|EPERM/.test(output))
    return "npm may not write here. Make the folder your own (sudo chown -R $USER .), then start again.";
  if (/ENOSPC/.test(output)) return "The disk is full. Banter needs about 600 MB; make room, then start again.";
  return "npm ci failed, as shown above. Remove node_modules, then start again.";
}
