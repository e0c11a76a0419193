import { randomUUID } from "node:crypto";
import { type ErrorBody, Refused, STATUS, unavailable, WrongMethod } from "./errors";
import { log, warnSometimes } from "./log";

/**
 * What a client is told of an error: the contract's own as it is; storage that is away, or a fault of ours, as
 * `unavailable`, and the fault with a number to ask about.
 */
export function told(error: unknown): ErrorBody {
  if (error instanceof Refused) return error.body;
  if (error instanceof Error && STORAGE_AWAY.test(`${error.name} ${error.message}`)) {
    warnSometimes("storage did not answer", { reason: error.message });
    return unavailable().body;
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, "a fault of ours");
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

const STORAGE_AWAY =
  /MaxRetriesPerRequest|Command timed out|Connection is closed|isn't writeable|ECONN|EPIPE|LOADING|MISCONF|EXECABORT|READONLY|OOM|BUSY|NOREPLICAS|MASTERDOWN/;
