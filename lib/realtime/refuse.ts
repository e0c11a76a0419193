import type { ServerResponse } from "node:http";
import { Refused, STATUS } from "../errors";
import { told } from "../told";

/** An error as the contract has it, where no route of app/ answers. */
export function refuse(response: ServerResponse, error: unknown): void {
  const body = told(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const retry = body.retryAfter === undefined ? {} : { "Retry-After": String(body.retryAfter) };
  response.writeHead(STATUS[body.code], { "Content-Type": "application/json", "Cache-Control": "no-store", ...retry });
  response.end(JSON.stringify({ error: body }));
}

/** Can the path be decoded? Where a part of it cannot, Next answers 500. */
export function isWellFormed(url: string): boolean {
  try {
    decodeURIComponent(url.replace(/\?.*/s, ""));
    return true;
  } catch {
    return false;
  }
}

export const malformed = () => new Refused("invalid", "The address is not well-formed.");
