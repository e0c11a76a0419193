import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "socket.io";
import type { SocketData } from "./audience";

/** Engine.IO's answer to an upgrade would keep the request, its cookie among it, until the line ends, and not use it again. */
export function forgetRequest(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (request.headers.upgrade) Object.assign(response, { req: null });
  next();
}

/** Who it is is known now. Socket.IO would keep the request, its cookie among it, as long as the connection. */
export function forgetHandshake(
  socket: Pick<Socket<never, never, never, SocketData>, "conn" | "data" | "handshake">,
): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: NOTHING });
  socket.data.rooms = [];
}

const NOTHING = Object.freeze({});
