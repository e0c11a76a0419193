// @ts-check
/** The fonts of the pictures. Without them they show the same, in other letters. */
import { install } from "./installing.mjs";
import { attempt, lastLines } from "./programs.mjs";
import { Advice } from "./steps.mjs";

const FAMILIES = ["Inter", "Noto Color Emoji"];

const NAMES = {
  "apt-get": "fonts-inter fonts-noto-color-emoji",
  dnf: "rsms-inter-fonts google-noto-color-emoji-fonts",
  pacman: "inter-font noto-fonts-emoji",
  apk: "font-inter font-noto-emoji",
  brew: "--cask font-inter font-noto-color-emoji",
};

/**
 * Installs what is missing of them, where that needs no question.
 * @returns {Promise<string | undefined>} what is to be said: that nothing had to be done, or could be
 */
export async function fonts() {
  if ((await missing()).length === 0) return "unchanged";
  try {
    await install("the fonts Inter and Noto Color Emoji", NAMES);
  } catch (error) {
    if (!(error instanceof Advice)) throw error;
    return `without ${(await missing()).join(" and ")}: the pictures will differ. ${lastLines(error.message, 1).trim()}`;
  }
}

async function missing() {
  const { output } = await attempt("fc-list", [":", "family"]);
  return FAMILIES.filter((family) => !output.includes(family));
}
