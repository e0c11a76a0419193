// @ts-check
/** `npm run import -- FILE`: brings an export into Redis, without losing what is there. */
import { createWriteStream, existsSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { atEnd } from "./endings.mjs";
import { onRedis, readArguments } from "./operator.mjs";
import { Advice } from "./steps.mjs";

const { values, names } = readArguments(
  "npm run import -- FILE [--dry-run]     (FILE may be -)",
  { "dry-run": { type: "boolean" } },
  1,
);
const file = /** @type {string} */ (names[0]);

await onRedis(async (redis, { importLines, inWords, linesOf }) => {
  const dryRun = values["dry-run"] ?? false;
  const path = file === "-" ? await kept() : resolve(process.env.INIT_CWD ?? ".", file);
  if (!existsSync(path)) throw new Advice(`There is no file ${path}.`);
  const tally = await importLines(redis, () => linesOf(path), { dryRun });
  console.log(`${dryRun ? "Would add" : "Added"}: ${inWords(tally)}.`);
  console.log(`There already: ${tally.there.toLocaleString("en")} entries, left as they are.`);
  return 0;
});

/** What comes by standard input, in a file for the time: it is read twice, so that nothing is written of half a backup. */
async function kept() {
  const folder = mkdtempSync(join(tmpdir(), "banter-import-"));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "backup");
  await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }));
  return path;
}
