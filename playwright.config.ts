import { defineConfig, devices } from "@playwright/test";
import { systemTestBrowser } from "./scripts/browser.mjs";

const isRoot = process.getuid?.() === 0;
const report = process.env.E2E_REPORT;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  timeout: 60_000, // a machine that does other things as well is slow, not wrong
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ...(report ? [["json", { outputFile: report }] as const] : [])],
  use: {
    launchOptions: { executablePath: systemTestBrowser(), args: isRoot ? ["--no-sandbox"] : [] },
    screenshot: "only-on-failure", // a trace of every test takes a fifth of the time: --trace retain-on-failure when one is sought
  },
  projects: [
    { name: "wide", grepInvert: /@not-wide/, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      grepInvert: /@not-phone/,
      // no browser in them, or none of its size, or no keyboard
      testIgnore: ["**/contract/**", "**/servers.spec.ts", "**/no-javascript.spec.ts", "**/keyboard.spec.ts"],
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } },
    },
  ],
});
