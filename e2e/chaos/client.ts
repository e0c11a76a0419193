/** The browser's own code, for a tab that has no browser: bundled as it is, and given the few things it finds there. */
import { compileFunction } from "node:vm";
import { build } from "esbuild";
import type * as api from "../../lib/client/api";
import type { Chat } from "../../lib/client/chat";
import type { entriesOf } from "../../lib/client/entries";
import type { Timeline } from "../../lib/client/timeline";
import type { Wire } from "../../lib/client/wire";
import { root } from "../../scripts/programs.mjs";
import { type Replacement, replacing } from "./replacing";

/** What the code of lib/client takes from its page. */
export interface Surroundings {
  window: EventTarget;
  document: EventTarget & { visibilityState: string };
  fetch: typeof fetch;
  setTimeout: (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;
  setInterval: (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;
}

export interface ClientCode {
  Chat: typeof Chat;
  Timeline: typeof Timeline;
  entriesOf: typeof entriesOf;
  api: typeof api;
  Wire: typeof Wire;
}

/** Loads the code into a page: everything of it anew, as a reload does. */
export type LoadClient = (page: Surroundings) => ClientCode;

const ENTRY = `
export { Chat } from "./lib/client/chat";
export { Timeline } from "./lib/client/timeline";
export { entriesOf } from "./lib/client/entries";
export * as api from "./lib/client/api";
export { Wire } from "./lib/client/wire";
`;
const NAMES = ["window", "document", "fetch", "setTimeout", "setInterval"] as const;

export async function bundleClient(replacements: Replacement[] = []): Promise<LoadClient> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "client",
    target: "es2022",
    logLevel: "warning",
    plugins: [replacing(replacements)],
  });
  const load = compileFunction(`${outputFiles[0]?.text}\nreturn client;`, [...NAMES]);
  return (page) => load(...NAMES.map((name) => page[name])) as ClientCode;
}
