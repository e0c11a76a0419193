import { randomUUID } from "node:crypto";
import { type ErrorBody, Refused, STATUS, unavailable, WrongMethod } from "./errors";
import { log, warnSometimes } from "./log";
import { requestId } from "./request-id";
import { storageWords } from "./storage-errors";

/**
 * What a client is told of an error: the contract's own as it is; storage that is away, or a fault of ours, as
 * `unavailable`, and the fault with a reference to ask about: the id of the request, which stands in the log, beside
 * what else there is to say `about` it.
 */
export function told(error: unknown, about: Record<string, string> = {}): ErrorBody {
  if (error instanceof Refused) return error.body;
  const words = storageWords(error);
  if (words) {
    warnSometimes("storage did not answer", { reason: (error as Error).message, told: words });
    return unavailable(words).body;
  }
  const reference = requestId() ?? randomUUID();
  log.error({ ...about, err: error, reference }, "a fault of ours");
  return unavailable(`Something went wrong. Please try again. (${reference})`).body;
}

/** The whole answer to a request that failed, as the contract has it. */
export function failed(error: unknown): { status: number; headers: Record<string, string>; body: string } {
  const body = told(error);
  const headers: Record<string, string> = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  if (body.retryAfter !== undefined) headers["Retry-After"] = String(body.retryAfter);
  if (error instanceof WrongMethod) headers.Allow = error.allowed.join(", ");
  return {
    status: error instanceof WrongMethod ? 405 : STATUS[body.code],
    headers,
    body: JSON.stringify({ error: body }),
  };
}
