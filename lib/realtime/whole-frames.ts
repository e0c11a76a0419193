import type { Socket as Line } from "node:net";
import * as ws from "ws";
import type { Io } from "./audience";

/** Has no type of its own. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: typeof WHOLE_TEXT): Buffer[] } };

type Encode = (packet: unknown, options: Options) => unknown;

interface Options {
  wsPreEncodedFrame?: Buffer[];
}

/** What Engine.IO and ws keep to themselves of a connection. */
interface Connection {
  writeBuffer: unknown[];
  transport: { writable: boolean; socket?: { readyState: number; _socket?: Line | null } };
  sendPacket(type: "message", data: unknown, options?: Options, callback?: () => void): void;
  write(data: unknown, options?: Options, callback?: () => void): Connection;
}

/**
 * Sends what goes to a WebSocket in one piece, straight to its line. A broadcast is encoded once for all receivers, not
 * as a head and a body that each line has to join; and where nothing waits before it, it does not pass through the buffers
 * of Engine.IO, which take as long as the writing itself. Where something waits, the way is theirs, and so is the order.
 */
export function sendWholeFrames(io: Pick<Io, "of" | "engine">): void {
  const adapter = io.of("/").adapter as unknown as { _encode: Encode };
  const encode = adapter._encode.bind(adapter);
  adapter._encode = (packet, options) => {
    const encoded = encode(packet, options);
    if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)];
    return encoded;
  };
  io.engine.on("connection", (connection: Connection) => {
    connection.write = writeWhole;
  });
}

function writeWhole(this: Connection, data: unknown, options?: Options, callback?: () => void): Connection {
  const line = typeof data === "string" && !callback ? idleLine(this) : null;
  const frame = options?.wsPreEncodedFrame?.[0];
  if (!line) this.sendPacket("message", data, options, callback);
  else if (frame) tell(line, frame);
  else answer(line, frameOf(data as string));
  return this;
}

let corked: Line[] = [];

/** Waits for what is told in this turn: the message that is acknowledged is, most often, and goes out with it. */
function answer(line: Line, frame: Buffer): void {
  if (line.writableCorked === 0) {
    line.cork();
    if (corked.push(line) === 1) setImmediate(setImmediate, uncork); // after all that this turn delivers
  }
  line.write(frame);
}

function tell(line: Line, frame: Buffer): void {
  line.write(frame);
  if (line.writableCorked > 0) line.uncork();
}

function uncork(): void {
  const lines = corked;
  corked = [];
  for (const line of lines) if (line.writableCorked > 0) line.uncork();
}

const OPEN = 1; // of a WebSocket

/** The line of a WebSocket on which nothing waits; what its client does not read is left to Engine.IO to keep and to count. */
function idleLine({ writeBuffer, transport }: Connection): Line | null {
  if (writeBuffer.length > 0 || !transport.writable) return null;
  const line = transport.socket?.readyState === OPEN ? transport.socket._socket : null;
  return line && (line.writableLength === 0 || line.writableCorked > 0) ? line : null;
}

/** As the adapter of Socket.IO frames a broadcast; "4" is how Engine.IO begins what it was given. */
const frameOf = (text: string) => Buffer.concat(Sender.frame(Buffer.from(`4${text}`), WHOLE_TEXT));

const WHOLE_TEXT = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false };
