// @ts-check
/** The slug: HEAD without what .slugignore names, installed, built, and rid of what only the build needs. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../programs.mjs";
import { Advice } from "../steps.mjs";

const SLUG_MAX_MB = 500;
/** Without what the platform alone sets; a build sees no Redis. */
const BUILD_ENV = { NODE_ENV: "production", REDIS_URL: undefined, SESSION_SECRET: undefined, CI: "true" };

/** @param {string} folder */
export async function makeSlug(folder) {
  const slug = join(folder, "slug");
  await unpackHead(folder, slug);
  for (const ignored of await slugIgnored()) rmSync(join(slug, ignored), { force: true });

  const options = { cwd: slug, env: BUILD_ENV };
  await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], options);
  await run("npm", ["run", "build"], options);
  await run("npm", ["prune", "--omit=dev", "--no-audit", "--no-fund"], options);
  if (existsSync(join(slug, "node_modules/typescript")))
    throw new Advice("npm prune left the packages of development.");

  for (const needed of readAtRunTime())
    if (!existsSync(join(slug, needed))) throw new Advice(`${needed} is not in the slug: see .slugignore.`);

  const megabytes = Number.parseInt(await run("du", ["-sm", slug]), 10);
  if (megabytes >= SLUG_MAX_MB) throw new Advice(`The slug has ${megabytes} MB; Heroku takes ${SLUG_MAX_MB}.`);
  return { path: slug, size: `${megabytes} MB` };
}

/** @param {string} folder @param {string} slug */
async function unpackHead(folder, slug) {
  const archive = join(folder, "head.tar");
  await run("git", ["archive", "--output", archive, "HEAD"]);
  mkdirSync(slug);
  await run("tar", ["-xf", archive, "-C", slug]);
  rmSync(archive);
}

/** What the server reads beside its bundle: the scripts of Redis, and the worker that hashes passwords. */
function readAtRunTime() {
  const scripts = readdirSync(join(root, "lib/redis/scripts")).filter((name) => name.endsWith(".lua"));
  return ["lib/passwords.worker.mjs", ...scripts.map((name) => `lib/redis/scripts/${name}`)];
}

/** The files that .slugignore names: its patterns are those of .gitignore. */
async function slugIgnored() {
  const listed = await run("git", ["ls-files", "--cached", "--ignored", "--exclude-from=.slugignore"], { cwd: root });
  return listed.split("\n").filter(Boolean);
}
