// @ts-check
/**
 * `npm run icons`: draws the mark for every place outside the page, with the browser of the tests. What it writes is
 * committed, so this is run again only when the mark or the colours change; on a machine with the font Inter.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { tsImport } from "tsx/esm/api";
import { browser } from "./browser.mjs";
import { ico, maskable, square, unread } from "./icons/drawings.mjs";
import { CARD, shareCard } from "./icons/share-card.mjs";
import { root } from "./programs.mjs";
import { command, step } from "./steps.mjs";

const FAVICON_SIZES = [16, 32, 48];

await command(async () => {
  const executablePath = await step("browser", browser);
  const opened = await chromium.launch({ executablePath, args: userInfo().uid === 0 ? ["--no-sandbox"] : [] });
  try {
    await drawAll(await opened.newPage());
  } finally {
    await opened.close();
  }
});

/** @param {import("playwright").Page} page */
async function drawAll(page) {
  const icon = read("public/icon.svg");
  await write("app/apple-icon.png", () => draw(page, square(icon), 180));
  await write("public/icon-192.png", () => draw(page, icon, 192));
  await write("public/icon-512.png", () => draw(page, icon, 512));
  await write("public/icon-maskable-512.png", () => draw(page, maskable(icon), 512));
  await write("public/icon-unread.svg", () => unread(icon));
  await write("public/favicon.ico", async () => {
    const pictures = [];
    for (const size of FAVICON_SIZES) pictures.push({ size, png: await draw(page, icon, size) });
    return ico(pictures);
  });
  await write("app/(entrance)/opengraph-image.png", async () => {
    const { Wordmark } = await tsImport("../components/ui/wordmark.tsx", import.meta.url);
    const wordmark = renderToStaticMarkup(createElement(Wordmark));
    return picture(page, shareCard({ tokens: read("app/tokens.css"), wordmark }), CARD);
  });
}

/** @param {import("playwright").Page} page @param {string} svg @param {number} size in pixels */
function draw(page, svg, size) {
  const style = "body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }";
  return picture(page, `<style>${style}</style>${svg}`, { width: size, height: size });
}

/** @param {import("playwright").Page} page @param {string} html @param {{ width: number, height: number }} size */
async function picture(page, html, size) {
  await page.setViewportSize(size);
  await page.setContent(html);
  return page.screenshot({ omitBackground: true });
}

/** @param {string} path @param {() => string | Buffer | Promise<Buffer>} make */
function write(path, make) {
  return step(
    path,
    async () => {
      const made = await make();
      writeFileSync(join(root, path), made);
      return made.length;
    },
    (bytes) => `${(bytes / 1024).toFixed(1)} KB`,
  );
}

/** @param {string} path */
function read(path) {
  return readFileSync(join(root, path), "utf8");
}
