/** WebSocket frames by hand (RFC 6455): only what a benchmark needs, without a copy of what is whole. */

export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
const PONG = 10;

/** Is told of each frame: its payload is `data` from `start` to `end`, and is overwritten afterwards. */
export type HearFrame = (opcode: number, data: Buffer, start: number, end: number) => void;

/** Takes bytes as they come, and tells of each whole frame. Throws where a server sends what none here should. */
export function createFrameReader(hear: HearFrame): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (at + 2 <= data.length) {
      const start = at + headerBytes(data, at);
      if (start > data.length) break;
      const end = start + payloadBytes(data, at);
      if (end > data.length) break;
      hear((data[at] as number) & 0x0f, data, start, end);
      at = end;
    }
    rest = Buffer.from(data.subarray(at));
  };
}

function headerBytes(data: Buffer, at: number): number {
  const [first, second] = [data[at] as number, data[at + 1] as number];
  if ((first & 0xf0) !== 0x80 || second & 0x80) throw new Error("a frame in pieces, compressed or masked");
  return second === 127 ? 10 : second === 126 ? 4 : 2;
}

function payloadBytes(data: Buffer, at: number): number {
  const short = data[at + 1] as number;
  if (short < 126) return short;
  return short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
}

export const textFrame = (text: string): Buffer => frame(TEXT, Buffer.from(text));
export const pongFrame = (payload: Buffer): Buffer => frame(PONG, payload);

/** Masked, as a client has to; by zeros, which leave the payload as it is. */
function frame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length >= 126;
  if (payload.length > 0xffff) throw new Error("longer than anything a benchmark says");
  const header = Buffer.alloc(long ? 8 : 6);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (long ? 126 : payload.length);
  if (long) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
