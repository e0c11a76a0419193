// @ts-check
/** A stand-in for the demo: the commands that it gives Redis and the events that it emits, on current libraries. */
import { createServer } from "node:http";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const redis = new Redis(process.env.REDIS_URL ?? "", { protocol: 2 });
const subscriber = redis.duplicate();
const http = createServer((_request, response) => response.end("here"));
const io = new Server(http, { serveClient: false });
const serverId = String(process.pid);

/** @param {string} type @param {object} data */
const publish = (type, data) => redis.publish("MESSAGES", JSON.stringify({ serverId, type, data }));

io.on("connection", async (socket) => {
  const { user, rooms } = socket.handshake.query;
  await redis.get(`sess:${user}`);
  await redis.sadd("online_users", String(user));
  const person = { id: user, username: `Person ${user}`, online: true };
  await publish("user.connected", person);
  socket.broadcast.emit("user.connected", person);
  socket.join([
    "room:0",
    ...String(rooms ?? "")
      .split(",")
      .map((id) => `room:${id}`),
  ]);
  socket.on("message", say);
});

/** @param {{ from: string, roomId: string, date: number }} message */
async function say(message) {
  const room = `room:${message.roomId}`;
  await redis.sadd("online_users", message.from);
  await redis.exists(`${room}:name`);
  await redis.exists(room);
  await redis.zadd(room, message.date, JSON.stringify(message));
  await publish("message", message);
  io.to(room).emit("message", message);
}

await subscriber.subscribe("MESSAGES");
subscriber.on("message", (_channel, line) => {
  const { serverId: from, type, data } = JSON.parse(line);
  if (from !== serverId) io.emit(type, data);
});
http.listen(Number(process.env.PORT), "127.0.0.1");
