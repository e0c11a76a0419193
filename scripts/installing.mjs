// @ts-check
/** Programs of the system: installed where that needs no question, else the exact command is told. */
import { userInfo } from "node:os";
import { attempt, lastLines, onPath } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const QUIET = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1", HOMEBREW_NO_AUTO_UPDATE: "1" }; // RUNLEVEL: starts no service

const managers = {
  "apt-get": { refresh: ["update"], install: ["install", "-y", "--no-install-recommends"] },
  dnf: { install: ["install", "-y"] },
  pacman: { install: ["-S", "--noconfirm"] },
  apk: { install: ["add"] },
  brew: { install: ["install"] },
};

/** @typedef {keyof typeof managers} Manager */
/** @typedef {Record<Manager, string>} Names what the same program is called by each package manager */

/**
 * Installs a program; throws the command to type where that needs a password, or fails.
 * @param {string} what @param {Names} names
 */
export async function install(what, names) {
  const manager = /** @type {Manager[]} */ (Object.keys(managers)).find((name) => onPath(name));
  if (!manager)
    throw new Advice(`Banter needs ${what}. Install it with your system's package manager, then start again.`);
  const advice = `Banter needs ${what}. Install it, then start again:\n\n  ${spell(manager, names[manager])}`;
  const before = await rights(manager);
  if (!before) throw new Advice(advice);

  for (const args of commands(manager, names[manager])) {
    const [program = manager, ...rest] = [...before, manager, ...args];
    const { code, output } = await attempt(program, rest, { env: QUIET });
    if (code !== 0) throw new Advice(`${lastLines(output, 8)}\n\n${advice}`);
  }
}

/**
 * What goes before the package manager so that it may install; undefined if it would ask for a password.
 * @param {Manager} manager
 */
async function rights(manager) {
  if (manager === "brew" || userInfo().uid === 0) return [];
  const { code } = await attempt("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n", ...Object.entries(QUIET).map(([name, value]) => `${name}=${value}`)] : undefined;
}

/** @param {Manager} manager @param {string} name */
function spell(manager, name) {
  const sudo = manager === "brew" || userInfo().uid === 0 ? "" : "sudo ";
  return commands(manager, name)
    .map((args) => `${sudo}${manager} ${args.join(" ")}`)
    .join(" && ");
}

/** @param {Manager} manager @param {string} name */
function commands(manager, name) {
  const { refresh, install } = /** @type {{ refresh?: string[], install: string[] }} */ (managers[manager]);
  return [...(refresh ? [refresh] : []), [...install, ...name.split(" ")]];
}
