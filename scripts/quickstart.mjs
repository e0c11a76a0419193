// @ts-check
/** `npm run quickstart`: from a fresh clone to a running Banter, in one command. */
import { join, relative } from "node:path";
import { buildIfChanged } from "./build.mjs";
import { atEnd, isLeaving, leave, leaveOnSignals } from "./endings.mjs";
import { readOr } from "./fresh.mjs";
import { ownRedis } from "./own-redis.mjs";
import { packages } from "./packages.mjs";
import { addresses, isEverywhere, wantedPort } from "./port.mjs";
import { dataDir, lastLines, root } from "./programs.mjs";
import { startServer, untilReady } from "./server-process.mjs";
import { sessionSecret } from "./session-secret.mjs";
import { command, step } from "./steps.mjs";

const LOG = join(dataDir, "server.log");
const HOST = process.env.HOST || "0.0.0.0";

leaveOnSignals(0, "Stopping. Messages and accounts are kept in .data/");
await command(quickstart);

async function quickstart() {
  const port = await step("port", () => wantedPort("quickstart"), String);
  await step("packages", packages, (unchanged) => unchanged);
  const redis = await step("redis", ownRedis, ({ remark }) => remark);
  await step("build", buildIfChanged, (unchanged) => unchanged);
  const server = await step("start", () => start(port, redis.env));
  greet(port);
  await server.ended;
  if (isLeaving()) return;
  console.error(
    `\n${lastLines(readOr(LOG, ""), 15)}\n\nThe server ended by itself. All it said is in ${relative(root, LOG)}`,
  );
  await leave(1);
}

/** @param {number} port @param {Record<string, string>} redis */
async function start(port, redis) {
  const { DEMO_DATA = "true" } = process.env;
  const env = {
    NODE_ENV: "production",
    PORT: String(port),
    HOST,
    DEMO_DATA,
    SESSION_SECRET: sessionSecret(),
    ...redis,
  };
  const server = startServer(["dist/server.js"], { env, log: LOG });
  atEnd(server.stop);
  await untilReady(`http://${isEverywhere(HOST) ? "127.0.0.1" : HOST}:${port}`, server, LOG);
  return server;
}

/** @param {number} port */
function greet(port) {
  const { here, near } = addresses(HOST, port);
  console.log(`
  Banter is running      ${here}${near ? `\n  On a phone near you    ${near}` : ""}

  Sign in as Pablo, Joe, Mary or Alex with the password password123,
  or create an account. A second browser window is a second person.

  Ctrl-C stops everything.
`);
}
