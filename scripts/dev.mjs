// @ts-check
/** `npm run dev`: pages reload by themselves (Next), the server starts again when lib/ or server.ts changes. */
import { watch } from "node:fs";
import { join } from "node:path";
import { atEnd, isLeaving, leaveOnSignals } from "./endings.mjs";
import { ownRedis } from "./own-redis.mjs";
import { packages } from "./packages.mjs";
import { wantedPort } from "./port.mjs";
import { root } from "./programs.mjs";
import { startServer } from "./server-process.mjs";
import { sessionSecret } from "./session-secret.mjs";
import { command, step } from "./steps.mjs";

const SETTLES_IN_MS = 200; // an editor writes several files at once

leaveOnSignals(0, "Stopping. Messages and accounts are kept in .data/");
await command(dev);

async function dev() {
  const port = await step("port", () => wantedPort("dev"), String);
  await step("packages", packages, (unchanged) => unchanged);
  const redis = await step("redis", ownRedis, ({ remark }) => remark);
  console.log(`\n  Banter for development: http://localhost:${port}  (Ctrl-C stops everything)\n`);
  keepRunning({
    NODE_ENV: "development",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    SESSION_SECRET: sessionSecret(),
    ...redis.env,
  });
}

/** @param {Record<string, string>} env */
function keepRunning(env) {
  const start = () => startServer(["--import", "tsx", "server.ts"], { env });
  let server = start();
  atEnd(() => server.stop());

  let starting = Promise.resolve();
  onChange(() => {
    starting = starting.then(async () => {
      console.log("— lib/ or server.ts has changed: starting again");
      await server.stop();
      if (!isLeaving()) server = start();
    });
  });
}

/** @param {() => void} tell */
function onChange(tell) {
  /** @type {NodeJS.Timeout | undefined} */
  let settling;
  /** @param {string | null} file */
  const changed = (file) => {
    if (!file || /^client\/|\.test\.ts$/.test(file)) return; // the browser's part is Next's to reload
    clearTimeout(settling);
    settling = setTimeout(tell, SETTLES_IN_MS);
  };
  watch(join(root, "lib"), { recursive: true }, (_event, file) => changed(file));
  watch(root, (_event, file) => (file === "server.ts" ? changed(file) : undefined));
}
