/** Pictures in a third of the bytes: 256 colours, of which the frequent ones are exact. The same in gives the same out. */
import { deflateSync, inflateSync } from "node:zlib";

interface Pixels {
  width: number;
  height: number;
  /** 0xrrggbb, row by row. */
  colours: Uint32Array;
}

/** Packs a PNG as a browser takes it: eight bits a channel, without transparency. */
export function packed(png: Buffer): Buffer {
  const { width, height, colours } = pixelsOf(png);
  const palette = paletteOf(colours);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, colour] of colours.entries()) rows[at + Math.floor(at / width) + 1] = nearest(colour);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits, each the number of a colour
  const chunks = [
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channels))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([png.subarray(0, 8), ...chunks]);
}

const EXACT = 128; // grounds, lines and letters of the page; the rest is for what is drawn in many shades

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const;

function paletteOf(colours: Uint32Array): number[] {
  const exact = frequent(colours, (colour) => colour).slice(0, EXACT);
  const kept = new Set(exact);
  const rest = colours.filter((colour) => !kept.has(colour));
  const shades = frequent(rest, (colour) => (colour & 0xf0f0f0) | 0x080808);
  return [...kept, ...shades.filter((shade) => !kept.has(shade))].slice(0, 256);
}

function frequent(colours: Uint32Array, shade: (colour: number) => number): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(shade(colour), (counts.get(shade(colour)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
}

function nearestIn(palette: number[]): (colour: number) => number {
  const found = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    const known = found.get(colour);
    if (known !== undefined) return known;
    const distances = palette.map((other) => distance(colour, other));
    const index = distances.indexOf(Math.min(...distances));
    found.set(colour, index);
    return index;
  };
}

function distance(a: number, b: number): number {
  const other = channels(b);
  return channels(a).reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0);
}

function pixelsOf(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) throw new Error("This is no picture of a browser.");
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const bytes = unfiltered(raw, width * 3, height);
  const colours = Uint32Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * 3, 3));
  return { width, height, colours };
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data });
  }
  return chunks;
}

/** Each byte was written as its difference to those left of it and above (PNG, 9.2). */
function unfiltered(raw: Buffer, stride: number, height: number): Buffer {
  const bytes = Buffer.alloc(stride * height);
  for (let at = 0; at < bytes.length; at++) {
    const row = Math.floor(at / stride);
    const isFirst = at % stride < 3;
    const left = isFirst ? 0 : (bytes[at - 3] ?? 0);
    const above = bytes[at - stride] ?? 0;
    const corner = isFirst ? 0 : (bytes[at - stride - 3] ?? 0);
    bytes[at] = (raw[at + row + 1] ?? 0) + predicted(raw[row * (stride + 1)], left, above, corner);
  }
  return bytes;
}

function predicted(filter: number | undefined, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
