// @ts-check
/** `npm run test:cluster`: what Banter asks of Redis, on a real cluster of three nodes. */
import { leave, leaveOnSignals } from "./endings.mjs";
import { packages } from "./packages.mjs";
import { attempt, tool } from "./programs.mjs";
import { redisProgram } from "./redis-program.mjs";
import { command, step } from "./steps.mjs";

leaveOnSignals(130);
await command(async () => {
  await step("packages", packages, (unchanged) => unchanged);
  await step("redis", redisProgram, (path) => path);
  const { code } = await attempt(...tool("vitest", "run", "--config", "vitest.cluster.config.ts"), { shown: true });
  await leave(code);
});
