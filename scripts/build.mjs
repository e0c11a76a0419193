// @ts-check
/** `npm run build`: the pages by Next, the server as one file. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compressAll } from "./compress.mjs";
import { hashOf, isFresh, markFresh } from "./fresh.mjs";
import { root, run, tool } from "./programs.mjs";
import { command } from "./steps.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "server.ts",
  "pages.ts",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "tsconfig.json",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/compress.mjs",
];
const STAMP = join(root, "dist/sources.sha256");

/**
 * Builds, unless nothing has changed since the last time. Returns "unchanged" then.
 * @returns {Promise<"unchanged" | undefined>}
 */
export async function buildIfChanged() {
  const sources = hashOf(root, SOURCES, process.version);
  const built = existsSync(join(root, ".next/BUILD_ID")) && existsSync(join(root, "dist/server.js"));
  if (built && isFresh(STAMP, sources)) return "unchanged";
  await build(false);
  markFresh(STAMP, sources);
}

/** @param {boolean} shown */
async function build(shown) {
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await run(...tool("next", "build"), { env, shown });
  await Promise.all([compressAll(join(root, ".next/static")), bundle("server.ts", "pages.ts", "lib/operator.ts")]);
}

/**
 * Puts a program and what it imports of ours into one file, dist/NAME.js.
 * @param {string[]} entries
 */
export const bundle = (...entries) => bundleInto("dist", entries);

/**
 * The same into a folder of one's choice.
 * @param {string} outdir @param {string[]} entries @param {import("esbuild").Plugin[]} [plugins]
 */
export async function bundleInto(outdir, entries, plugins = []) {
  const { build: toOneFile, stop } = await import("esbuild");
  await toOneFile({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    entryNames: "[name]",
    plugins,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "@": root },
    sourcemap: true,
    logLevel: "warning",
  });
  await stop(); // its helper process would stay as long as this one
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await command(() => build(true));
