import { defineConfig, devices } from "@playwright/test";
import tests from "./playwright.config";

/** `npm run screens`: a picture of every scene. */
export default defineConfig(tests, {
  testMatch: "**/*.screens.ts",
  outputDir: "test-results/screens",
  reporter: "list",
  globalTeardown: "./e2e/scenes/gallery.ts",
  use: { trace: "off" },
  projects: [
    { name: "wide", grepInvert: /@not-wide/, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      grepInvert: /@not-phone/,
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
    },
  ],
});
