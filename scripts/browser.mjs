// @ts-check
/** The browser of the end-to-end tests: the system's, else Playwright's own, else one is installed. */
import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { install } from "./installing.mjs";
import { attempt, lastLines, onPath, tool } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge"];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** The path of a browser of this system; undefined leaves the choice to Playwright. */
export const systemBrowser = () => onPath(...NAMES) ?? MAC.find((path) => existsSync(path));

/** @returns {Promise<string>} the path of a browser, installed if there was none */
export async function browser() {
  const found = systemBrowser() ?? (await playwrightsOwn());
  if (found) return found;
  await (isDebian() ? installFromSystem() : installPlaywrights());
  return systemBrowser() ?? (await playwrightsOwn()) ?? fail();
}

async function playwrightsOwn() {
  const { chromium } = await import("playwright");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

// Ubuntu's package of that name is a door to another store, which containers lack
function isDebian() {
  return onPath("apt-get") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

const NAMED = { "apt-get": "chromium", dnf: "chromium", pacman: "chromium", apk: "chromium", brew: "--cask chromium" };

const installFromSystem = () => install("a browser for the end-to-end tests (Chromium or Chrome)", NAMED);

async function installPlaywrights() {
  const withLibraries = process.platform === "linux" && userInfo().uid === 0 ? ["--with-deps"] : [];
  const { code, output } = await attempt(...tool("playwright", "install", ...withLibraries, "chromium"));
  if (code === 0) return;
  console.error(lastLines(output, 8));
  await installFromSystem();
}

/** @returns {never} */
function fail() {
  throw new Advice("A browser was installed, but is not found. Install Chromium or Google Chrome, then start again.");
}
