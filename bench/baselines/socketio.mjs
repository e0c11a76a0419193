// @ts-check
/** The least that Socket.IO needs to store a message and tell it to a room, on any number of servers. */
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const redis = new Redis(process.env.REDIS_URL ?? "", { protocol: 2 });
const http = createServer((_request, response) => response.end("here"));
const io = new Server(http, { adapter: createAdapter(redis.duplicate(), redis.duplicate()), serveClient: false });

io.on("connection", (socket) => {
  socket.join([
    "room:0",
    ...String(socket.handshake.query.rooms ?? "")
      .split(",")
      .map((id) => `room:${id}`),
  ]);
  socket.on("message", async (message) => {
    await redis.zadd(`room:${message.roomId}`, message.date, JSON.stringify(message));
    io.to(`room:${message.roomId}`).emit("message", message);
  });
});
http.listen(Number(process.env.PORT), "127.0.0.1");
