// @ts-check
/** `npm run bench`: how quick Banter is on this machine, beside what it is compared with. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { buildIfChanged } from "./build.mjs";
import { leaveOnSignals } from "./endings.mjs";
import { areInstalled, packages } from "./packages.mjs";
import { attempt, lastLines, root } from "./programs.mjs";
import { redisProgram } from "./redis-program.mjs";
import { Advice, command, step } from "./steps.mjs";

process.env.LOG_LEVEL ??= "silent"; // of what it uses of lib/ itself; the servers have their own
process.env.SESSION_SECRET = randomBytes(24).toString("hex"); // what it signs people in by
process.env.REDIS_URL = "/nowhere"; // each server is given its own

const folder = join(root, "bench");

leaveOnSignals(130);
await command(async () => {
  await step("packages", packages, (unchanged) => unchanged);
  await step("packages of the benchmark", peers, (unchanged) => unchanged);
  await step("redis", redisProgram, (path) => path);
  await step("build", buildIfChanged, (unchanged) => unchanged);
  const { register } = await import("tsx/esm/api");
  register();
  const { bench } = await import("../bench/main");
  await bench(process.argv.slice(2), console.log);
});

/** What Banter is compared with is no part of it. @returns {Promise<"unchanged" | undefined>} */
async function peers() {
  if (areInstalled(folder)) return "unchanged";
  const { code, output } = await attempt("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  if (code !== 0) throw new Advice(`${lastLines(output, 12)}\n\nThe packages of the benchmark could not be installed.`);
}
