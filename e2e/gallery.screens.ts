import { writeFileSync } from "node:fs";
import { scenes } from "./scenes/all";
import { pictureOf, THEMES } from "./scenes/gallery";
import { packed } from "./scenes/png";
import { type Size, tagsOf } from "./scenes/scene";
import { test } from "./scenes/stage";

const wanted = (process.env.SCENES ?? "").split(" ").filter(Boolean);

for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  test(scene.name, { tag: tagsOf(scene) }, async ({ open }, { project }) => {
    const size = project.name as Size;
    const page = await open(scene);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
      writeFileSync(pictureOf(scene, size, theme), packed(picture));
    }
  });
}
