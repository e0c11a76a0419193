/** The process that renders pages. It is started by server.ts (lib/pages), which hands requests over to it. */
import { createServer } from "node:http";
import next from "next";
import { answering } from "./lib/answer-status";
import { envOrExit } from "./lib/env";
import { log } from "./lib/log";
import { HEADERS_MAX_BYTES } from "./lib/pages/hand-over";
import { BEAT_MS } from "./lib/pages/pulse";
import type { Beat, Told } from "./lib/pages/renderer";
import { closeCommands, commands, whenReady } from "./lib/redis/client";
import { identify } from "./lib/request-id";
import * as users from "./lib/users";

const LEAVES_WITHIN_MS = 2_000;
const { PORT: port, HOST: hostname } = envOrExit();
const [, , socketPath] = process.argv;
Reflect.deleteProperty(Object.prototype, "__proto__"); // as in server.ts

const app = next({ dev: false, hostname, port });
const handle = app.getRequestHandler();
const server = createServer({ maxHeaderSize: HEADERS_MAX_BYTES, keepAliveTimeout: 0 }, (request, response) => {
  identify(request, response);
  answering(response, () => handle(request, response)).catch((error) => {
    log.error({ err: error }, "a request failed");
    response.destroy();
  });
});

const isReady = () => server.listening && commands().status === "ready";
const beat = () =>
  process.connected && process.send?.({ ready: isReady() } satisfies Beat, undefined, undefined, noMatter);
const noMatter = () => undefined; // what is not heard is told by "disconnect"
setInterval(beat, BEAT_MS);
for (const event of ["ready", "close"]) commands().on(event, beat);
process.on("message", ({ forget }: Told) => users.forget(forget ?? undefined));
process.on("disconnect", leave);
if (!process.connected) leave(); // it has gone while this was being loaded
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => undefined); // told to all: server.ts says when
for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, fail);

await Promise.all([app.prepare(), whenReady()]);
server.listen(socketPath, beat);

/** The other process has gone, or says by this that nobody is asking any more. */
function leave(): void {
  setTimeout(() => process.exit(), LEAVES_WITHIN_MS).unref();
  server.close();
  server.closeIdleConnections();
  closeCommands().finally(() => process.exit());
}

function fail(error: unknown): void {
  log.fatal({ err: error }, "a fault that nothing caught");
  process.exit(1);
}
