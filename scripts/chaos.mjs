// @ts-check
/** `npm run chaos`: people talk while everything that can fail fails, and nothing may be lost, doubled or leaked. */
import { buildIfChanged } from "./build.mjs";
import { leaveOnSignals } from "./endings.mjs";
import { packages } from "./packages.mjs";
import { redisProgram } from "./redis-program.mjs";
import { command, step } from "./steps.mjs";

process.env.LOG_LEVEL ??= "silent"; // of what it uses of lib/ itself; the instances have their own

leaveOnSignals(130);
await command(async () => {
  await step("packages", packages, (unchanged) => unchanged);
  await step("redis", redisProgram, (path) => path);
  await step("build", buildIfChanged, (unchanged) => unchanged);
  const { register } = await import("tsx/esm/api");
  register();
  const { chaos } = await import("../e2e/chaos/main");
  await chaos(process.argv.slice(2), console.log);
});
