import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { collectDefaultMetrics } from "prom-client";
import { env } from "./env";
import { notFound, unauthenticated } from "./errors";
import { warnSometimes } from "./log";
import { metrics } from "./metrics";
import { oncePerProcess } from "./process";
import { skipped } from "./redis/members";
import { redisState } from "./redis/state";

export const isScrape = (request: IncomingMessage) =>
  request.method === "GET" && /^\/metrics(\?|$)/.test(request.url ?? "/");

/**
 * `GET /metrics`: all that is measured, in the text format of Prometheus, for who has the token. Throws `not_found`
 * without `METRICS_TOKEN`, `unauthenticated`. INFO twice and SCARD, at most once in 10 s
 */
export async function scrape(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (env().METRICS_TOKEN.length === 0) throw notFound();
  if (!isAllowed(request.headers.authorization ?? "")) throw unauthenticated();
  const { registry } = metrics();
  oncePerProcess("metrics.default", () => collectDefaultMetrics({ register: registry }));
  await readRedis();
  const text = await registry.metrics();
  response.writeHead(200, { "Content-Type": registry.contentType, "Cache-Control": "no-store" }).end(text);
}

/** In constant time: how much of a guess was right is not to be learned. */
function isAllowed(header: string): boolean {
  const given = digest(header);
  return env()
    .METRICS_TOKEN.map((token) => timingSafeEqual(given, digest(`Bearer ${token}`)))
    .includes(true);
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** While Redis is away the rest is the more wanted; what only Redis knows is left out. */
async function readRedis(): Promise<void> {
  const { poison, online, memoryRatio, redisClients } = metrics();
  poison.reset();
  poison.inc({ source: "zset" }, skipped().get("sorted set") ?? 0);
  poison.inc({ source: "channel" }, skipped().get("channel") ?? 0);
  for (const gauge of [online, memoryRatio, redisClients]) gauge.remove();
  try {
    const state = await redisState();
    online.set(state.online);
    redisClients.set(state.clients);
    if (state.memoryRatio !== null) memoryRatio.set(state.memoryRatio);
  } catch (error) {
    warnSometimes("redis could not be measured", { reason: (error as Error).message });
  }
}
