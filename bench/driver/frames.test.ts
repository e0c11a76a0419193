import { expect, test } from "vitest";
import { CLOSE, createFrameReader, TEXT, textFrame } from "./frames";

/** A frame as a server writes it. */
function served(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const bytes = payload.length;
  if (bytes < 126) return Buffer.concat([Buffer.from([0x80 | opcode, bytes]), payload]);
  const header = bytes <= 0xffff ? Buffer.from([0x80 | opcode, 126, 0, 0]) : Buffer.alloc(10);
  if (bytes <= 0xffff) header.writeUInt16BE(bytes, 2);
  else {
    header.set([0x80 | opcode, 127]);
    header.writeBigUInt64BE(BigInt(bytes), 2);
  }
  return Buffer.concat([header, payload]);
}

const SHORT = ["", "short", "é".repeat(100)];
const LONG = [...SHORT, "x".repeat(70_000), "end"];

test.each([
  [1, SHORT],
  [2, SHORT],
  [7, SHORT],
  [10_000, LONG],
  [1_000_000, LONG],
])("frames are read whole from pieces of %i bytes", (size, texts) => {
  const heard: string[] = [];
  const read = createFrameReader((opcode, data, start, end) => {
    expect(opcode).toBe(TEXT);
    heard.push(data.toString("utf8", start, end));
  });
  const all = Buffer.concat(texts.map((text) => served(TEXT, text)));
  const reused = Buffer.alloc(Math.min(size, all.length)); // as a socket's reader does it
  for (let at = 0; at < all.length; at += size) {
    const length = all.copy(reused, 0, at, Math.min(all.length, at + size));
    read(reused.subarray(0, length));
  }
  expect(heard).toEqual(texts);
});

test("a closing frame is told apart, and a masked one of a server is refused", () => {
  const opcodes: number[] = [];
  const read = createFrameReader((opcode) => opcodes.push(opcode));
  read(served(CLOSE, ""));
  expect(opcodes).toEqual([CLOSE]);
  expect(() => read(textFrame("from a client"))).toThrow("masked");
});

test("what a client writes has its length and an empty mask before it", () => {
  expect([...textFrame("hi")]).toEqual([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
  expect([...textFrame("x".repeat(300)).subarray(0, 8)]).toEqual([0x81, 0xfe, 1, 44, 0, 0, 0, 0]);
});
