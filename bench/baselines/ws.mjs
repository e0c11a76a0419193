// @ts-check
/** The least that a WebSocket server can do: everybody in the room gets what was said. Nothing is stored. */
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const http = createServer((_request, response) => response.end("here"));
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
/** @type {Map<string, Set<import("ws").WebSocket>>} */
const rooms = new Map();

server.on("connection", (socket, request) => {
  const names = new URL(request.url ?? "/", "http://localhost").searchParams.get("rooms")?.split(",") ?? [];
  for (const name of ["0", ...names]) {
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on("close", () => room.delete(socket));
  }
  socket.on("message", (data) => {
    const text = data.toString();
    for (const member of rooms.get(JSON.parse(text).roomId) ?? []) member.send(text);
  });
});
http.listen(Number(process.env.PORT), "127.0.0.1");
