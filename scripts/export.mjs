// @ts-check
/** `npm run export -- FILE`: all data as lines of JSON. */
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { onRedis, readArguments } from "./operator.mjs";

const { values, names } = readArguments(
  "npm run export -- FILE [--without-passwords] [--sessions]     (FILE may be -)",
  { "without-passwords": { type: "boolean" }, sessions: { type: "boolean" } },
  1,
);
const file = /** @type {string} */ (names[0]);
const path = resolve(process.env.INIT_CWD ?? ".", file);

await onRedis(async (redis, { exportLines }) => {
  /** @param {string} key @param {string} type */
  const skipped = (key, type) => console.error(`Left out: ${JSON.stringify(key)} (${type})`);
  const options = { passwords: !values["without-passwords"], sessions: values.sessions ?? false, skipped };
  let last = "";
  const remembering = async function* () {
    for await (const line of exportLines(redis, options)) {
      last = line;
      yield line;
    }
  };
  const lines = Readable.from(remembering());
  if (file === "-") await pipeline(lines, process.stdout, { end: false });
  else await toFile(lines);
  const { people, rooms, messages } = JSON.parse(last);
  console.error(`Exported. People: ${people}. Named rooms: ${rooms}. Messages: ${messages}.`);
  return 0;
});

/** Whole, or not at all; for nobody else to read: it holds messages and hashes. @param {Readable} lines */
async function toFile(lines) {
  const part = `${path}.part`;
  try {
    await pipeline(lines, createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
