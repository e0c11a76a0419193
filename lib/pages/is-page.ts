import type { IncomingMessage } from "node:http";
import { routePattern } from "../route-pattern";

/**
 * May this request be answered by the process that renders pages? So it is with whatever only reads: pages, their data, and
 * files. What app/ answers by a route handler, and whatever has a body, stays with the process that delivers.
 */
export function isPage({ method, url = "", headers }: IncomingMessage): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if ("content-length" in headers || "transfer-encoding" in headers) return false;
  return url.startsWith("/") && !isHandled(url);
}

/** Is this the address of a route handler, or of a stream? */
export const isHandled = (url: string) => HANDLED.test(routePattern(url));

const HANDLED = /^\/(api\/.*|healthz|readyz|metrics|rooms\/\[id\]\/seen)$/;
