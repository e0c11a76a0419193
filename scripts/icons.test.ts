import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ico, maskable, unread } from "./icons/drawings.mjs";
import { root } from "./programs.mjs";

const read = (path: string) => readFileSync(join(root, path));
const icon = String(read("public/icon.svg"));

test("the icon of something unread is that of the page with a dot, as npm run icons last drew it", () => {
  expect(String(read("public/icon-unread.svg"))).toBe(unread(icon));
  expect(unread(icon)).not.toBe(icon);
});

test("the icon for masks has no corners of its own, and a mark of 60 % in its middle", () => {
  const [, x, y, scale] = /<rect width="64" height="64" fill.*translate\((.+) (.+)\) scale\((.+)\)/.exec(
    maskable(icon),
  ) as RegExpExecArray;
  const [top, bottom] = [7.5, 58].map((edge) => Number(y) + Number(scale) * edge) as [number, number];
  expect(bottom - top).toBeCloseTo(0.6 * 64, 1);
  expect(top + bottom).toBeCloseTo(64, 1);
  expect(2 * Number(x) + Number(scale) * (15 + 52)).toBeCloseTo(64, 1);
});

test("every picture in the icon file is where its directory says", () => {
  const file = read("public/favicon.ico");
  const pictures = [16, 32, 48].map((size, index) => {
    const at = 6 + 16 * index;
    expect(file.readUInt8(at)).toBe(size);
    const offset = file.readUInt32LE(at + 12);
    const png = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    expect([png.toString("latin1", 1, 4), png.readUInt32BE(16)]).toEqual(["PNG", size]);
    return { size, png };
  });
  expect(ico(pictures)).toEqual(file);
});
