import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The first versions without the holes that would be ones here, and where those were published. */
const FIRST_SAFE: [name: string, version: string, holes: string][] = [
  ["next", "16.2.11", "GHSA-492v-c6pp-mqqv, -267c-6grr-h53f, -26hh-7cqf-hhc6, -36qx-fr4f-26g5, -6gpp-xcg3-4w24"],
  ["next", "16.2.5", "CVE-2026-44578: a WebSocket upgrade to any address"],
  ["next", "16.1.7", "GHSA-mq59-m269-xvcx: a Server Action from the origin null"],
  ["react", "19.2.1", "CVE-2025-55182"],
  ["react-dom", "19.2.1", "CVE-2025-55182"],
  ["socket.io", "4.8.4", "brings the next two"],
  ["engine.io", "6.6.10", "CVE-2026-102599"],
  ["socket.io-parser", "4.2.7", "CVE-2026-69185, CVE-2026-33151"],
];

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version: string }>;
};

test.each(FIRST_SAFE)("each copy of %s is at least %s: %s", (name, version) => {
  const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(copies.length).toBeGreaterThan(0);
  for (const [path, copy] of copies)
    expect(copy.version.localeCompare(version, "en", { numeric: true }), path).toBeGreaterThanOrEqual(0);
});

test("an older version is seen as older", () => {
  expect("16.2.9".localeCompare("16.2.11", "en", { numeric: true })).toBeLessThan(0);
  expect("4.2.10".localeCompare("4.2.7", "en", { numeric: true })).toBeGreaterThan(0);
});
