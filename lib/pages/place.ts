import os from "node:os";
import { env } from "../env";
import { PAGES_PROCESS_MIN_BYTES } from "../limits";

/** Where pages are rendered: in a process of their own, or in the thread that delivers. As `PAGES` says, else by the memory there is. */
export const placeOfPages = (bytes = memory()): "process" | "thread" =>
  env().PAGES ?? (bytes >= PAGES_PROCESS_MIN_BYTES ? "process" : "thread");

/** Bytes that this process may use: those of the container, if it has a limit. */
function memory(): number {
  const limit = process.constrainedMemory(); // 0 or more than there is where there is none
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}
