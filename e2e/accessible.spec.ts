import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { expect } from "./fixtures";
import { scenes } from "./scenes/all";
import { tagsOf } from "./scenes/scene";
import { letScriptsRun, test } from "./scenes/stage";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

for (const scene of scenes) {
  test(`axe finds nothing wrong with ${scene.name}, light and dark`, { tag: tagsOf(scene) }, async ({ open }) => {
    const page = await open(scene);
    if (scene.withoutScripts) await letScriptsRun(page);
    await page.evaluate(AXE);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await foundBy(page), colorScheme).toEqual([]);
    }
  });
}

/** What breaks a rule: all rules for pages, best practices too, and the size of targets, which has to be asked for. */
async function foundBy(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
