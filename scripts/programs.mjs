// @ts-check
/** Programs that are run to their end. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { atEnd } from "./endings.mjs";
import { Advice } from "./steps.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
export const dataDir = join(root, ".data");

/** @typedef {{ env?: Record<string, string | undefined>, cwd?: string, shown?: boolean }} Options `shown`: on the screen as it comes */

/**
 * Runs a program; if it fails, throws what it said last.
 * @param {string} program @param {string[]} args @param {Options} [options]
 */
export async function run(program, args, options = {}) {
  const { code, output } = await attempt(program, args, options);
  if (code !== 0) throw new Advice(`${lastLines(output)}\n${program} ${args.join(" ")} failed (${code}).`.trimStart());
  return output;
}

/**
 * Runs a program; its failure is an answer.
 * @param {string} program @param {string[]} args @param {Options} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function attempt(program, args, { env, cwd = root, shown = false } = {}) {
  return new Promise((resolve) => {
    const stdio = shown ? "inherit" : "pipe";
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", stdio, stdio] });
    const over = atEnd(() => child.kill());
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
    child.on("close", over);
  });
}

/**
 * The arguments that let this same Node run a tool of node_modules.
 * @param {string} name @param {string[]} args
 * @returns {[string, string[]]}
 */
export const tool = (name, ...args) => [process.execPath, [join(root, "node_modules/.bin", name), ...args]];

/**
 * The path of the first of these programs that is on PATH.
 * @param {string[]} names
 */
export function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** @param {string} text */
export const lastLines = (text, count = 25) => text.trimEnd().split("\n").slice(-count).join("\n");
