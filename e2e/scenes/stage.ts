/** Leads a browser to a scene, and keeps it there. */
import { fileURLToPath } from "node:url";
import type { Browser, CDPSession, Page } from "@playwright/test";
import { test as base, expect } from "../fixtures";
import { wireOf } from "../wire";
import { ME } from "../world/words";
import { startWorld, type World } from "../world/world";
import type { Scene, Size } from "./scene";

const CLOCK = fileURLToPath(new URL("../world/steady-clock.mjs", import.meta.url));

interface Staged {
  /** Opens a scene in the size of this project. */
  open: (scene: Scene) => Promise<Page>;
}

/** A test that is given the world, one a worker, and opens scenes in it. */
export const test = base.extend<Staged, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.end();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  open: async ({ browser, world }, use, { project }) => {
    const pages: Page[] = [];
    await use(async (scene) => {
      const page = await openScene(browser, world, scene, project.name as Size);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

async function openScene(browser: Browser, world: World, scene: Scene, size: Size): Promise<Page> {
  await world.reset();
  const options = { baseURL: world.url, timezoneId: "UTC", reducedMotion: "reduce" } as const;
  const context = await browser.newContext({ ...options, ...scene.context });
  if (!scene.guest) await context.addCookies([{ ...(await world.cookie(ME)), url: world.url }]);
  const page = await context.newPage();
  await page.addInitScript({ path: CLOCK });
  const wire = await wireOf(page);
  if (scene.withoutScripts) await setScripts(page, "off");
  const seen = await scene.lead({ page, world, size, wire });
  await expect(seen).toBeVisible();
  if (!scene.withoutScripts) await holdStill(page);
  await expect(seen).toBeVisible();
  return page;
}

/** Ends all that the page waits for, so that nothing comes or goes by itself any more. */
const holdStill = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const last = window.setTimeout(() => undefined);
    for (let id = 0; id <= last; id++) window.clearTimeout(id);
  });

/** On a page without scripts: lets a test run its own, and keeps what is there only for who has none. */
export async function letScriptsRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("noscript")) element.replaceWith(...element.childNodes);
    for (const { cssRules } of document.styleSheets) {
      for (const rule of cssRules) {
        if (rule instanceof CSSMediaRule && rule.conditionText === "(scripting: none)") rule.media.mediaText = "all";
      }
    }
  });
  await setScripts(page, "on");
}

const sessions = new WeakMap<Page, CDPSession>(); // what one has switched off, only the same one switches on

async function setScripts(page: Page, state: "on" | "off"): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  await session.send("Emulation.setScriptExecutionDisabled", { value: state === "off" });
}
