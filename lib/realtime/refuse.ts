import type { ServerResponse } from "node:http";
import { STATUS } from "../errors";
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
