import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { expect } from "./fixtures";
import { scenes } from "./scenes/all";
import { type Scene, tagsOf } from "./scenes/scene";
import { letScriptsRun, test } from "./scenes/stage";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is like another scene of a phone but for words that are judged in the wide one. */
const LIKE_ANOTHER = new Set([
  ...["sign-in-plain", "sign-in-refused", "new-room-refused", "account-password-changed"],
  ...["people-nobody", "people-blocked", "browse-nothing", "switcher-nothing", "no-such-page"],
  ...["back-online", "storage-away", "too-fast", "blocked-by-them", "deleted-account"],
]);
const COLORS = ["color-contrast", "link-in-text-block"];

for (const scene of scenes) {
  test(`axe finds nothing wrong with ${scene.name}, light and dark`, { tag: tagsFor(scene) }, async ({ open }) => {
    const page = await open(scene);
    if (scene.withoutScripts) await letScriptsRun(page);
    await page.evaluate(AXE);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await foundBy(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await foundBy(page, COLORS), "dark, which differs in colours alone").toEqual([]);
  });
}

function tagsFor(scene: Scene): string[] {
  return LIKE_ANOTHER.has(scene.name) ? ["@not-phone"] : tagsOf(scene);
}

/**
 * What breaks a rule: all rules for pages, best practices too, and the size of targets, which has to be asked for; or
 * only these rules.
 */
async function foundBy(page: Page, only?: string[]): Promise<string[]> {
  const { violations } = await page.evaluate(
    (rules) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
        ...(rules ? { runOnly: { type: "rule", values: rules } } : { rules: { "target-size": { enabled: true } } }),
      }),
    only,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
