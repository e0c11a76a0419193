import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { answering } from "./lib/answer-status";
import { keepPath, refuseStrange } from "./lib/asked";
import { compressedFiles } from "./lib/compressed-files";
import { envOrExit } from "./lib/env";
import { hookedWhileAnswering } from "./lib/hooks-on-demand";
import { KEEP_ALIVE_MS } from "./lib/limits";
import { log } from "./lib/log";
import { measureAnswer } from "./lib/measured-answer";
import { ownHeaders } from "./lib/own-headers";
import { checkForm } from "./lib/pages/form";
import { createPages } from "./lib/pages/pages";
import { placeOfPages } from "./lib/pages/place";
import { closePool } from "./lib/passwords";
import { keepDataPrepared } from "./lib/prepare";
import { drainOnSignal } from "./lib/realtime/drain";
import { createRealtime } from "./lib/realtime/realtime";
import { isWellFormed, malformed, refuse } from "./lib/realtime/refuse";
import { closeConnections } from "./lib/redis/client";
import { identify } from "./lib/request-id";
import { isScrape, scrape } from "./lib/scrape";
import { encryptedAddress, protect } from "./lib/security-headers";
import { watchStorage } from "./lib/storage-watch";

const dev = process.env.NODE_ENV !== "production";
const { PORT: port, HOST: hostname } = envOrExit();
if (!dev) Reflect.deleteProperty(Object.prototype, "__proto__"); // nothing that is sent reaches a prototype by that name

const compressed = dev ? () => false : compressedFiles(".next/static", "/_next/static");
const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
// Of handshakes only `next dev` has any: otherwise it would look for a page at each of those that are Socket.IO's.
const app = next({ dev, hostname, port, httpServer: dev ? server : createServer() });
const prepared = app.prepare().then(() => app.getRequestHandler());
const rendering = dev ? answering<Promise<void>> : hookedWhileAnswering(answering<Promise<void>>);
const pages = createPages((request, response) => rendering(response, async () => (await prepared)(request, response)));

// Before Socket.IO, which then answers only what is its own.
server.on("request", (request, response) => {
  identify(request, response);
  measureAnswer(request, response);
  answer(request, response).catch((error) => {
    log.error({ err: error }, "a request failed");
    response.destroy();
  });
});
const realtime = createRealtime(server);
server.prependListener("request", (request, response) => protect(request, response, dev)); // before all who answer
server.prependListener("request", keepPath);
if (!dev) {
  server.on("upgrade", (request, socket) => {
    if (!request.url?.startsWith("/socket.io/")) socket.destroy();
  });
}

// The port first, Redis when it comes: a platform waits for the port only so long.
server.listen(port, hostname, () => {
  log.info({ port, hostname }, "listening");
  if (!dev && placeOfPages() === "process") pages.setApart();
});
realtime.start();
keepDataPrepared();
watchStorage();
drainOnSignal({ server, realtime, ends: [pages.end, closeConnections, closePool] });

/** Streams stay open, so they are served beside the sockets; all else is a page or a route of app/. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? "/";
  if (!isWellFormed(url)) return refuse(response, malformed());
  if (isScrape(request)) return scrape(request, response).catch((error) => refuse(response, error));
  const encrypted = encryptedAddress(request);
  if (encrypted) {
    response.writeHead(308, { Location: encrypted, "Cache-Control": "no-store" }).end();
    return;
  }
  if (compressed(request, response)) return;
  if (/^\/api\/stream(\?|$)/.test(url)) return realtime.stream(request, response);
  try {
    refuseStrange(request);
    await checkForm(request);
  } catch (error) {
    return refuse(response, error);
  }
  Object.assign(request.headers, ownHeaders(request));
  return pages.answer(request, response);
}
