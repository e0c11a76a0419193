// @ts-check
/** The files of the build, compressed once and as well as can be: at each request there would be no time for it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const brotli = promisify(brotliCompress);

/**
 * Puts a file `NAME.br` beside each script and style of a folder and those in it.
 * @param {string} folder
 */
export async function compressAll(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(names.map((name) => compress(join(folder, name))));
}

/** @param {string} path */
async function compress(path) {
  const content = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${path}.br`, await brotli(content, { params }));
}
