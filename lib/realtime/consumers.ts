import { CONSUMER_MAX_BYTES } from "../limits";
import { warnSometimes } from "../log";
import type { Io } from "./audience";

const LOOKED_AT_EVERY_MS = 1_000; // not at each message: all would pay for the slow one

/** Cuts a client that reads slower than it is told: it comes back and asks for what it missed. Returns how to end it. */
export function watchConsumers(io: Io): () => void {
  const watching = setInterval(() => {
    for (const { conn } of io.of("/").sockets.values()) {
      const wire = conn as unknown as Wire;
      if (waitingBytes(wire) > CONSUMER_MAX_BYTES) cut(wire);
    }
  }, LOOKED_AT_EVERY_MS);
  watching.unref();
  return () => clearInterval(watching);
}

/** What Engine.IO keeps to itself: its own queue, and the WebSocket below it, if there is one. */
interface Wire {
  writeBuffer: { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
  close(discard: boolean): void;
}

function waitingBytes({ writeBuffer, transport }: Wire): number {
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += typeof data === "string" ? data.length : 0;
  return bytes;
}

/** At once: an orderly close would wait behind what the client does not read. */
function cut(wire: Wire): void {
  warnSometimes("a client that reads too slowly was cut");
  if (wire.transport.socket) wire.transport.socket.terminate();
  else wire.close(true);
}
