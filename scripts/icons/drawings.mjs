// @ts-check
/** The mark as the places outside the page want it: each from the one drawing, public/icon.svg. */

const GLYPH = { left: 15, top: 7.5, right: 52, bottom: 58 }; // what the path of the mark covers before it is moved
const TILE = 64;
const MASKED_SHARE = 0.6; // what any mask leaves: a circle of 80 %, and the glyph stays inside it

/** Without corners: where the platform cuts them itself. @param {string} icon */
export const square = (icon) => icon.replace(/ rx="[^"]*"/, "");

/** Square, the glyph small enough for every mask, in its middle. @param {string} icon */
export function maskable(icon) {
  const scale = (MASKED_SHARE * TILE) / (GLYPH.bottom - GLYPH.top);
  /** @param {number} from @param {number} to */
  const centred = (from, to) => (TILE / 2 - (scale * (from + to)) / 2).toFixed(2);
  const place = `translate(${centred(GLYPH.left, GLYPH.right)} ${centred(GLYPH.top, GLYPH.bottom)})`;
  return square(icon).replace(/transform="[^"]*"/, `transform="${place} scale(${scale.toFixed(4)})"`);
}

/** With the dot of something unread. @param {string} icon */
export const unread = (icon) =>
  icon.replace("</svg>", '<circle cx="50.5" cy="13.5" r="11.5" fill="#71cc9a" stroke="#fff" stroke-width="4"/></svg>');

/**
 * Pictures of one icon in one file, as Windows began it and every browser reads it.
 * @param {{ size: number, png: Buffer }[]} pictures
 */
export function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2); // an icon, no cursor
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size, at);
    head.writeUInt8(size, at + 1);
    head.writeUInt16LE(1, at + 4); // planes
    head.writeUInt16LE(32, at + 6); // bits of a pixel
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}
