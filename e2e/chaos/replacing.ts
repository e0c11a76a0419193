import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { root } from "../../scripts/programs.mjs";

/** A piece of a file of this checkout, and what stands there instead. */
export interface Replacement {
  file: string;
  find: string;
  replace: string;
}

/** Bundles with these pieces replaced. */
export const replacing = (replacements: Replacement[]): Plugin => ({
  name: "replacing",
  setup(bundle) {
    bundle.onLoad({ filter: /\/lib\/.*\.tsx?$/ }, async ({ path }) => {
      const own = replacements.filter(({ file }) => join(root, file) === path);
      if (own.length === 0) return undefined;
      return { contents: replaced(await readFile(path, "utf8"), own), loader: "ts" };
    });
  },
});

/** The text with all replacements made. Throws where a piece is not there exactly once: the code has changed. */
export function replaced(text: string, replacements: Replacement[]): string {
  return replacements.reduce((changed, { file, find, replace }) => {
    const count = changed.split(find).length - 1;
    if (count !== 1) throw new Error(`${file} holds ${count} times, instead of once:\n${find}`);
    return changed.replace(find, () => replace);
  }, text);
}
