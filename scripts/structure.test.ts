/** Imports run one way: proves that the rules in biome.json see every import they forbid. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./programs.mjs";
import { allowed, forbidden } from "./structure.cases";

const cycle = { "lib/one.ts": ["./two"], "lib/two.ts": ["@/lib/one"], "lib/loose.ts": ["./one"] };

let folder: string;
let found: Set<string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "banter-structure-"));
  for (const name of ["biome.json", "tsconfig.json", "package.json"])
    copyFileSync(join(root, name), join(folder, name));
  for (const files of [together(forbidden, allowed), cycle]) {
    for (const [path, imports] of Object.entries(files)) write(path, imports);
  }
  found = diagnostics();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(forbidden))("%s may not import", (path, imports) => {
  test.each(imports)("%s", (specifier) => {
    expect(found).toContain(`noRestrictedImports ${path} ${specifier}`);
  });
});

describe.each(Object.entries(allowed))("%s may import", (path, imports) => {
  test.each(imports)("%s", (specifier) => {
    expect(found).not.toContain(`noRestrictedImports ${path} ${specifier}`);
  });
});

test("a cycle is found, by relative path and by alias; what only leads into it is not in it", () => {
  expect(found).toContain("noImportCycles lib/one.ts ./two");
  expect(found).toContain("noImportCycles lib/two.ts @/lib/one");
  expect(found).not.toContain("noImportCycles lib/loose.ts ./one");
});

function together(...tables: Record<string, string[]>[]) {
  const paths = new Set(tables.flatMap((table) => Object.keys(table)));
  return Object.fromEntries([...paths].map((path) => [path, tables.flatMap((table) => table[path] ?? [])]));
}

/** One import a line, so that the line of a diagnostic names the import. */
function write(path: string, imports: string[]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  const lines = imports.map((specifier, index) => `import { a${index} } from "${specifier}";`);
  const uses = imports.map((_, index) => `a${index}`);
  writeFileSync(join(folder, path), `${lines.join("\n")}\nexport const all = [${uses}];\n`);
}

/** Every diagnostic as "rule file import". */
function diagnostics() {
  const sources = { ...together(forbidden, allowed), ...cycle } as Record<string, string[]>;
  const { diagnostics: all } = JSON.parse(lint()) as { diagnostics: Diagnostic[] };
  return new Set(
    all.map(({ category, location: { path, start } }) => {
      return `${category.split("/").at(-1)} ${path} ${sources[path]?.[start.line - 1]}`;
    }),
  );
}

interface Diagnostic {
  category: string;
  location: { path: string; start: { line: number } };
}

function lint() {
  const biome = join(root, "node_modules/.bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return (error as { stdout: string }).stdout; // it found something, as it should
  }
}
