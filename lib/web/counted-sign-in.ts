import { Refused } from "../errors";
import { metrics } from "../metrics";

/** Counts how an attempt to sign in ends: `ok`, `wrong`, `limited` or `unavailable`. */
export async function countSignIn<T>(attempt: Promise<T>): Promise<T> {
  try {
    const account = await attempt;
    metrics().signIns.inc({ result: "ok" });
    return account;
  } catch (error) {
    metrics().signIns.inc({ result: resultOf(error) });
    throw error;
  }
}

function resultOf(error: unknown): string {
  if (!(error instanceof Refused)) return "unavailable";
  if (error.code === "rate_limited") return "limited";
  return error.code === "unavailable" ? "unavailable" : "wrong";
}
