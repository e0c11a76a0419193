import type { ServerResponse } from "node:http";
import { Refused } from "../errors";
import { failed } from "../told";

/** An error as the contract has it, where no route of app/ answers. */
export function refuse(response: ServerResponse, error: unknown): void {
  const { status, headers, body } = failed(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, headers);
  response.end(body);
}

/** Is it a path, and can it be decoded? Where it is none, as in `OPTIONS *`, or a part of it cannot, Next answers 500. */
export function isWellFormed(url: string): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url.replace(/\?.*/s, ""));
    return true;
  } catch {
    return false;
  }
}

export const malformed = () => new Refused("invalid", "The address is not well-formed.");
