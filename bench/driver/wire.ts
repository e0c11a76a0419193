/** One WebSocket of the driver. A socket reads into a buffer that all of them share. */
import { connect, type Socket } from "node:net";
import type { Dialect } from "./dialects";
import { CLOSE, createFrameReader, PING, pongFrame, TEXT, textFrame } from "./frames";

const READ_AT_ONCE = Buffer.alloc(1024 * 1024);
const KEY = Buffer.alloc(16).toString("base64"); // any sixteen bytes
const OPENS_WITHIN_MS = 30_000;

export interface Wire {
  send(text: string): void;
  close(): void;
}

interface Address {
  port: number;
  path: string;
  cookie?: string | undefined;
}

/** A frame with messages: the payload is `data` from `start` to `end`. */
type HearMessages = (data: Buffer, at: { start: number; end: number }) => void;

interface Ears {
  messages: HearMessages;
  /** A message of one's own is stored. */
  answered(): void;
  /** It broke, or said something that it should not. */
  failed(error: Error): void;
}

/** Resolves when the server has let it in. */
export function openWire(address: Address, dialect: Dialect, ears: Ears): Promise<Wire> {
  return new Promise((resolve, reject) => {
    let closing = false;
    let fail = reject;
    const begins = Buffer.from(dialect.begins);
    const late = setTimeout(() => fail(new Error("a connection was not let in within 30 s")), OPENS_WITHIN_MS);
    const opened = () => {
      clearTimeout(late);
      fail = ears.failed;
      resolve({ send: (text) => socket.write(textFrame(text)), close });
    };
    const read = createFrameReader((opcode, data, start, end) => {
      if (opcode === PING) socket.write(pongFrame(data.subarray(start, end)));
      else if (opcode === CLOSE) socket.end();
      else if (opcode === TEXT && startsWith(begins, data, start, end)) ears.messages(data, { start, end });
      else if (dialect.greets) answer(data, start, end);
    });
    const answer = (data: Buffer, start: number, end: number) => {
      const [engine, packet] = [data[start], data[start + 1]];
      if (engine === ASCII["2"]) socket.write(PONG);
      else if (engine === ASCII["0"]) socket.write(JOIN);
      else if (engine === ASCII["4"] && packet === ASCII["0"]) opened();
      else if (engine === ASCII["4"] && packet === ASCII["4"]) fail(new Error(data.toString("utf8", start, end)));
      else if (packet === ASCII["3"]) {
        checkAnswer(data, start, end);
        ears.answered();
      }
    };
    let hear = upgrade((rest) => {
      hear = read;
      if (!dialect.greets) opened();
      if (rest.length > 0) read(rest);
    });
    const socket = connect({
      host: "127.0.0.1",
      port: address.port,
      noDelay: true,
      onread: {
        buffer: READ_AT_ONCE,
        callback: (bytes, buffer) => {
          try {
            hear(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
          } catch (error) {
            fail(error as Error);
          }
          return true;
        },
      },
    });
    socket.on("error", (error) => fail(error));
    socket.on("close", () => !closing && fail(new Error("a connection was closed by the server")));
    greet(socket, address);
    function close(): void {
      closing = true;
      socket.destroy();
    }
  });
}

const ASCII = { "0": 48, "2": 50, "3": 51, "4": 52 };
const JOIN = textFrame("40");
const PONG = textFrame("3");
const REFUSED = Buffer.from('"ok":false');

const startsWith = (begins: Buffer, data: Buffer, start: number, end: number) =>
  end - start >= begins.length && data.compare(begins, 0, begins.length, start, start + begins.length) === 0;

function checkAnswer(data: Buffer, start: number, end: number): void {
  const found = data.indexOf(REFUSED, start);
  if (found >= 0 && found < end) throw new Error(`a message was refused: ${data.toString("utf8", start, end)}`);
}

function greet(socket: Socket, { port, path, cookie }: Address): void {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${KEY}`,
    "Sec-WebSocket-Version: 13",
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
}

/** Reads the answer to the handshake; what comes behind it is of the WebSocket. */
function upgrade(done: (rest: Buffer) => void): (chunk: Buffer) => void {
  let head = "";
  return (chunk) => {
    head += chunk.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    if (!head.startsWith("HTTP/1.1 101")) throw new Error(`a connection was refused: ${head.slice(0, 200)}`);
    done(Buffer.from(head.slice(end + 4), "latin1"));
  };
}
