import os from "node:os";
import { env } from "../env";
import { PAGES_PROCESS_MIN_BYTES } from "../limits";

/** Where pages are rendered: in a process of their own, or in the thread that delivers. As `PAGES` says, else by the memory there is. */
export const placeOfPages = (bytes = memory()): "process" | "thread" =>
  env().PAGES ?? (bytes >= PAGES_PROCESS_MIN_BYTES ? "process" : "thread");

/** Bytes that this process may use: of the machine, its container, or as the Node buildpack of Heroku says it. */
function memory(): number {
  const said = Number(process.env.MEMORY_AVAILABLE) * 2 ** 20;
  return Math.min(...[os.totalmem(), process.constrainedMemory(), said].filter((bytes) => bytes > 0)); // 0 or NaN: no limit
}
