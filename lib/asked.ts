import type { IncomingMessage } from "node:http";
import { WrongMethod } from "./errors";

/**
 * Leaves of the address what is behind the host: a request may name the whole of it (RFC 9112, 3.2.2). Which host was
 * asked is still what `Host` says.
 */
export function keepPath(request: IncomingMessage): void {
  request.url = request.url?.replace(/^https?:\/\/[^/?#]+\/?/i, "/");
}

/** Refuses a method that no address has: of TRACE and its like Next makes a fault. Throws `invalid`, with 405. */
export function refuseStrange({ method = "" }: IncomingMessage): void {
  if (!METHODS.includes(method)) throw new WrongMethod(METHODS);
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
