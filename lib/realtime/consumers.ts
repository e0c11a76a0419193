import { CONSUMER_MAX_BYTES } from "../limits";
import { warnSometimes } from "../log";
import type { Io } from "./audience";

const LOOKED_AT_EVERY_MS = 1_000; // not at each message: all would pay for the slow one

/**
 * Cuts a client for which more and more waits, behind what is on its way already: it comes back and asks for what it
 * missed. One long answer on a slow line is no reason. Returns how to end it.
 */
export function watchConsumers(io: Io): () => void {
  let over = new Map<Wire, number>();

  function look(): void {
    const before = over;
    over = new Map();
    for (const { conn } of io.of("/").sockets.values()) {
      const wire = conn as unknown as Wire;
      const bytes = waitingBytes(wire);
      if (bytes <= CONSUMER_MAX_BYTES) continue;
      if (bytes >= (before.get(wire) ?? Number.POSITIVE_INFINITY)) cut(wire);
      else over.set(wire, bytes);
    }
  }

  const watching = setInterval(look, LOOKED_AT_EVERY_MS);
  watching.unref();
  return () => clearInterval(watching);
}

/** What Engine.IO keeps to itself: what waits until the last write is done, and the WebSocket, if there is one. */
interface Wire {
  writeBuffer: { data?: unknown }[];
  transport: { socket?: { terminate(): void } };
  close(discard: boolean): void;
}

function waitingBytes({ writeBuffer }: Wire): number {
  let bytes = 0;
  for (const { data } of writeBuffer) bytes += typeof data === "string" ? data.length : 0;
  return bytes;
}

/** At once: an orderly close would wait behind what the client does not read. */
function cut(wire: Wire): void {
  warnSometimes("a client that reads too slowly was cut");
  if (wire.transport.socket) wire.transport.socket.terminate();
  else wire.close(true);
}
