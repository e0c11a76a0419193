/** The pictures of all scenes, and the page that shows them. */
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scenes } from "./all";
import { type Scene, type Size, sizesOf } from "./scene";

const FOLDER = fileURLToPath(new URL("../../docs/screens", import.meta.url));
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Where the picture of a scene stands. */
export const pictureOf = ({ name }: Scene, size: Size, theme: Theme) => join(FOLDER, `${name}-${size}-${theme}.png`);

/** After a run: writes the page, and removes the pictures of scenes that are no more. */
export default function showAll(): void {
  const all = scenes.flatMap((scene) =>
    sizesOf(scene).flatMap((size) => THEMES.map((theme) => pictureOf(scene, size, theme))),
  );
  const known = new Set(all.map((path) => basename(path)));
  for (const name of readdirSync(FOLDER)) if (name.endsWith(".png") && !known.has(name)) rmSync(join(FOLDER, name));
  writeFileSync(join(FOLDER, "README.md"), [HEAD, ...scenes.map(tableOf)].join("\n"));
}

const HEAD = `# Every page, in every state

Written by \`npm run screens\`, which takes the pictures: 1280 × 800 and 390 × 844, light and dark. \`npm run screens -- room
offline\` takes only these. The scenes are in [e2e/scenes](../../e2e/scenes).
`;

function tableOf(scene: Scene): string {
  const rows = sizesOf(scene).map(
    (size) => `| ${size} | ${THEMES.map((theme) => shown(scene, size, theme)).join(" | ")} |`,
  );
  return `## ${scene.name}

${scene.words}

| | ${THEMES.join(" | ")} |
| --- | --- | --- |
${rows.join("\n")}
`;
}

function shown(scene: Scene, size: Size, theme: Theme): string {
  const path = pictureOf(scene, size, theme);
  return existsSync(path) ? `![${scene.name}, ${size}, ${theme}](${basename(path)})` : "";
}
