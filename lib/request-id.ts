import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answered } from "./answer-status";

/**
 * Gives a request its id: the one that a proxy has given it, if it is well-formed, else a new one. The answer carries
 * it, and so does every line that is logged on the way.
 */
export function identify(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers["x-request-id"];
  response.setHeader(HEADER, typeof given === "string" && WELL_FORMED.test(given) ? given : randomUUID());
}

/** The id of the request that is being answered; undefined where there is none, as in what a socket asks. */
export const requestId = () => answered()?.getHeader(HEADER) as string | undefined;

const HEADER = "X-Request-ID";
const WELL_FORMED = /^[\w-]{1,64}$/;
