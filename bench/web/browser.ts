import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { browser as installed } from "../../scripts/browser.mjs";
import type { Place } from "./place";

interface Options {
  /** Where Lighthouse finds the browser. */
  debuggingPort?: number;
}

/** Runs something in a browser of its own, in which the reader of a place is signed in, and ends it. */
export async function browsing<T>(
  place: Place,
  use: (context: BrowserContext) => Promise<T>,
  { debuggingPort }: Options = {},
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "banter-bench-"));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const open = debuggingPort ? [`--remote-debugging-port=${debuggingPort}`] : [];
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await installed(),
    args: [...asRoot, ...open],
    viewport: { width: 1280, height: 800 },
  });
  try {
    const [name = "", value = ""] = place.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: place.url, httpOnly: true, sameSite: "Lax" }]);
    return await use(context);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The page is live: its socket is connected. */
export const live = (page: Page) =>
  page.getByRole("status").filter({ hasText: "Connected" }).waitFor({ state: "attached" });
