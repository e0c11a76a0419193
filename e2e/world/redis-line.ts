/** The line between a server and its Redis, in a test's hand. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "../../scripts/port.mjs";

export interface RedisLine {
  url: string;
  /** Redis is not reachable: what is open breaks, and nothing new is let through. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Lets everything through to the Redis on this unix socket. */
export async function redisLine(socketPath: string): Promise<RedisLine> {
  const port = await freePort();
  const open = new Set<Socket>();
  let server: Server | null = null;

  const join = (near: Socket) => {
    const far = connect(socketPath);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(end);
      end.on("error", () => other.destroy());
      end.on("close", () => {
        open.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  };

  const mend = async () => {
    if (server) return;
    server = createServer(join).listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const cut = async () => {
    if (!server) return;
    const closed = once(server, "close");
    server.close();
    server = null;
    for (const end of open) end.destroy();
    await closed;
  };

  await mend();
  return { url: `redis://127.0.0.1:${port}`, cut, mend };
}
