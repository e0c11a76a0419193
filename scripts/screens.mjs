// @ts-check
/** `npm run screens`: a picture of every page and state, into docs/screens. `npm run screens -- room offline` takes these. */
import { testBrowser } from "./browser.mjs";
import { buildIfChanged } from "./build.mjs";
import { leave, leaveOnSignals } from "./endings.mjs";
import { fonts } from "./fonts.mjs";
import { packages } from "./packages.mjs";
import { attempt, tool } from "./programs.mjs";
import { redisProgram } from "./redis-program.mjs";
import { command, step } from "./steps.mjs";

leaveOnSignals(130);
await command(async () => {
  await step("packages", packages, (unchanged) => unchanged);
  await step("redis", redisProgram, (path) => path);
  await step("browser", testBrowser, (path) => path);
  await step("fonts", fonts, (remark) => remark);
  await step("build", buildIfChanged, (unchanged) => unchanged);
  const env = { SCENES: process.argv.slice(2).join(" ") };
  const { code } = await attempt(...tool("playwright", "test", "--config", "playwright.screens.config.ts"), {
    shown: true,
    env,
  });
  await leave(code);
});
