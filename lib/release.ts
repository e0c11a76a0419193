import { readFileSync } from "node:fs";
import path from "node:path";
import { oncePerProcess } from "./process";

/** The version of Banter that runs, as package.json says. */
export const version = (): string =>
  oncePerProcess("version", () => {
    const { version } = JSON.parse(readFileSync(path.join(process.cwd(), "package.json"), "utf8"));
    return String(version);
  });

/** Which release this is, by the name that its host knows: a release of Heroku, a commit, else the version. */
export const release = (): string => {
  const { HEROKU_RELEASE_VERSION, HEROKU_SLUG_COMMIT } = process.env;
  return HEROKU_RELEASE_VERSION || HEROKU_SLUG_COMMIT?.slice(0, 12) || version();
};
