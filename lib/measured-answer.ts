import type { IncomingMessage, ServerResponse } from "node:http";
import { metrics } from "./metrics";
import { routePattern } from "./route-pattern";

/** Measures how long an answer takes, until its last byte was handed over or its reader has gone. */
export function measureAnswer(request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  response.once("close", () => {
    const route = routePattern(request.url ?? "/");
    if (route === "/api/stream" && response.statusCode === 200) return; // it lasts as long as its reader likes
    const method = METHODS.has(request.method ?? "") ? (request.method as string) : "other";
    metrics().httpDuration.observe({ route, method, status: response.statusCode }, (performance.now() - began) / 1000);
  });
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]);
