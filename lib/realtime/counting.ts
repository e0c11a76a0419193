import type { DisconnectReason } from "socket.io";
import type { Cursor, LiveMessage, UserId } from "../events";
import { log } from "../log";
import { metrics } from "../metrics";

interface Counted {
  data: { viewer: { id: UserId } };
  once(event: "disconnect", listener: (reason: DisconnectReason) => void): unknown;
}

/** Counts a socket that was let in, until it has left. */
export function countSocket(socket: Counted): void {
  const { connected, connects, disconnects } = metrics();
  const uid = socket.data.viewer.id;
  connected.inc();
  connects.inc();
  log.debug({ uid }, "a socket was let in");
  socket.once("disconnect", (reason) => {
    connected.dec();
    disconnects.inc({ reason });
    log.debug({ uid, reason }, "a socket has left");
  });
}

/** Counts what a client that held a cursor had missed. */
export function countSync(cursor: Cursor | null, { messages }: { messages: LiveMessage[] }): void {
  metrics().catchUps.inc({ cause: "sync" });
  if (cursor === null || messages.length === 0) return;
  metrics().gaps.inc();
  metrics().catchUpMessages.inc(messages.length);
}
