import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "../env";
import { HANDSHAKES_PER_SECOND } from "../limits";
import { warnSometimes } from "../log";

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Lets in so many new connections a second as do not harm those who are here: after a deploy thousands come back at
 * once. The others are told 503 and when to come again, before they cost Redis anything.
 */
export function createAdmission(perSecond = HANDSHAKES_PER_SECOND): Middleware {
  let second = 0;
  let admitted = 0;

  function isFull(): boolean {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, admitted] = [now, 0];
    return ++admitted > perSecond;
  }

  return (request, response, next) => {
    if (env().RATE_LIMITS === "off" || isKnown(request) || !isFull()) return next();
    warnSometimes("too many connections in one second: some are told to come again");
    if (request.headers.upgrade) request.socket.end(COME_AGAIN);
    else response.writeHead(503, { "Retry-After": "2" }).end();
  };
}

const COME_AGAIN =
  "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** A further request of a connection that was let in. */
const isKnown = ({ url = "" }: IncomingMessage) => /[?&]sid=/.test(url);
