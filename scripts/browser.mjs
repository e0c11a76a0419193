// @ts-check
/** Browsers: the system's, else Playwright's own, else one is installed. */
import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { install } from "./installing.mjs";
import { attempt, lastLines, onPath, tool } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge"];
const MAC = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

const SHELL = "chromium-headless-shell"; // the same engine without windows: a new context of it costs a third of the processor's time

/** The path of a browser of this system; undefined leaves the choice to Playwright. */
const systemBrowser = () => onPath(...NAMES) ?? MAC.find((path) => existsSync(path));

/** The same for tests: one without windows, if there is one. */
export const systemTestBrowser = () => onPath(SHELL) ?? systemBrowser();

/** @returns {Promise<string>} the path of a browser for tests: one without windows, unless that cannot be had */
export async function testBrowser() {
  if (!onPath(SHELL) && isDebian()) await installFromSystem(SHELL).catch(() => undefined);
  return onPath(SHELL) ?? browser();
}

/** @returns {Promise<string>} the path of a browser, installed if there was none */
export async function browser() {
  const found = systemBrowser() ?? (await playwrightsOwn());
  if (found) return found;
  await (isDebian() ? installFromSystem("chromium") : installPlaywrights());
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

/** @param {string} named by apt */
const installFromSystem = (named) =>
  install("a browser for the end-to-end tests (Chromium or Chrome)", {
    "apt-get": named,
    dnf: "chromium",
    pacman: "chromium",
    apk: "chromium",
    brew: "--cask chromium",
  });

async function installPlaywrights() {
  const withLibraries = process.platform === "linux" && userInfo().uid === 0 ? ["--with-deps"] : [];
  const { code, output } = await attempt(...tool("playwright", "install", ...withLibraries, "chromium"));
  if (code === 0) return;
  console.error(lastLines(output, 8));
  await installFromSystem("chromium");
}

/** @returns {never} */
function fail() {
  throw new Advice("A browser was installed, but is not found. Install Chromium or Google Chrome, then start again.");
}
