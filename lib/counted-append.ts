import { Refused } from "./errors";
import { metrics } from "./metrics";

/** Counts what becomes of a message, and measures how long storing it takes. */
export async function counted<T extends { stored: boolean }>(append: Promise<T>): Promise<T> {
  const { sent, appendDuration } = metrics();
  const began = performance.now();
  try {
    const appended = await append;
    appendDuration.observe((performance.now() - began) / 1000);
    sent.inc({ result: appended.stored ? "ok" : "dup" });
    return appended;
  } catch (error) {
    sent.inc({ result: error instanceof Refused && error.code !== "unavailable" ? "reject" : "unavailable" });
    throw error;
  }
}
