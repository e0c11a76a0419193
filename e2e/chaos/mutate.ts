/** Builds Banter with a fault in it: a folder as `npm run build` leaves it, and the code of a browser. */
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleInto } from "../../scripts/build.mjs";
import { root } from "../../scripts/programs.mjs";
import { bundleClient, type LoadClient } from "./client";
import type { Mutation } from "./mutations";
import { type Replacement, replaced, replacing } from "./replacing";

const SHARED = [".next", "node_modules", "public", "package.json", "next.config.js"];

export interface Mutated {
  /** Where the server runs. Undefined: as it is. */
  built?: string;
  loadClient: LoadClient;
}

export async function mutate({ replacements }: Mutation): Promise<Mutated> {
  const client = replacements.filter(({ file }) => file.startsWith("lib/client/"));
  const server = replacements.filter((one) => !client.includes(one));
  for (const one of replacements) replaced(readFileSync(join(root, one.file), "utf8"), [one]); // throws where it is stale
  return {
    loadClient: await bundleClient(client),
    built: server.length > 0 ? await build(server) : undefined,
  };
}

async function build(replacements: Replacement[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "banter-mutated-"));
  for (const name of SHARED) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, "lib"), join(folder, "lib"), { recursive: true });
  const scripts = replacements.filter(({ file }) => file.endsWith(".lua"));
  for (const { file } of scripts) {
    const own = scripts.filter((one) => one.file === file);
    writeFileSync(join(folder, file), replaced(readFileSync(join(root, file), "utf8"), own));
  }
  await bundleInto(join(folder, "dist"), ["server.ts", "pages.ts"], [replacing(replacements)]);
  return folder;
}
