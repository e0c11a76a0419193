import type { DisconnectReason } from "socket.io";
import type { Cursor, LiveMessage, UserId } from "../events";
import { log } from "../log";
import { metrics } from "../metrics";

/** Counts a socket that was let in. */
export function countIn(uid: UserId): void {
  const { connected, connects } = metrics();
  connected.inc();
  connects.inc();
  log.debug({ uid }, "a socket was let in");
}

/** Counts a socket that has left. */
export function countOut(uid: UserId, reason: DisconnectReason): void {
  const { connected, disconnects } = metrics();
  connected.dec();
  disconnects.inc({ reason });
  log.debug({ uid, reason }, "a socket has left");
}

/** Counts what a client that held a cursor had missed. */
export function countSync(cursor: Cursor | null, { messages }: { messages: LiveMessage[] }): void {
  metrics().catchUps.inc({ cause: "sync" });
  if (cursor === null || messages.length === 0) return;
  metrics().gaps.inc();
  metrics().catchUpMessages.inc(messages.length);
}
