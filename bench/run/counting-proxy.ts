/** Stands between a server and its Redis, and counts the round trips of each connection. */
import { connect, createServer } from "node:net";
import { atEnd } from "../../scripts/endings.mjs";
import { freePort } from "../../scripts/port.mjs";

export async function startCountingProxy(redisSocket: string) {
  const port = await freePort();
  let trips = 0;
  const server = createServer((client) => {
    const redis = connect(redisSocket);
    let asking = false;
    client.on("data", (bytes) => {
      if (!asking) trips++; // what follows before an answer is on the same way
      asking = true;
      redis.write(bytes);
    });
    redis.on("data", (bytes) => {
      asking = false;
      client.write(bytes);
    });
    client.on("close", () => redis.destroy()).on("error", () => redis.destroy());
    redis.on("close", () => client.destroy()).on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async () => {
    calledOff();
    server.close();
  };
  const calledOff = atEnd(stop);
  return { url: `redis://127.0.0.1:${port}`, trips: () => trips, stop };
}
