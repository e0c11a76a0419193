/** A way over TCP that can be good and bad, in a test's hand. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** `mute`: what the other side answers is lost. `silent`: both directions are. `refuse`: nobody gets through. */
export type Weather = "pass" | "mute" | "silent" | "refuse";

/** Opens the other end of a way; null where there is none. */
export type Target = () => Promise<Socket | null>;

export interface Way {
  port: number;
  weather: Weather;
  /** How late everything comes. */
  delayMs: number;
  /** Cuts all that is open, with a reset. */
  cut(): void;
  /** What is open now stays so, and dead, for both sides; new connections are not touched. */
  strand(): void;
  /** Good again. What was lost cannot come any more, so the connections it was lost on are cut. */
  heal(): void;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  isSpoilt: boolean;
  isStranded: boolean;
}

export async function openProxy(target: Target): Promise<Way> {
  const pairs = new Set<Pair>();
  const server = createServer({ pauseOnConnect: true }, (near) => void join(near));
  const port = await listening(server);
  const way: Way = {
    port,
    weather: "pass",
    delayMs: 0,
    cut: () => pairs.forEach(drop),
    strand: () => {
      for (const pair of pairs) pair.isStranded = true;
    },
    heal: () => {
      way.weather = "pass";
      way.delayMs = 0;
      for (const pair of pairs) if (pair.isSpoilt && !pair.isStranded) drop(pair);
    },
    close: async () => {
      for (const pair of pairs) drop(pair);
      await new Promise((closed) => server.close(closed));
    },
  };
  return way;

  async function join(near: Socket): Promise<void> {
    near.on("error", () => near.destroy());
    const far = way.weather === "refuse" ? null : await target();
    if (!far || near.destroyed) {
      reset(near);
      far?.destroy();
      return;
    }
    const pair = { near, far, isSpoilt: false, isStranded: false };
    pairs.add(pair);
    carry(pair, near, far, () => way.weather === "silent");
    carry(pair, far, near, () => way.weather === "silent" || way.weather === "mute");
    near.resume();
  }

  function carry(pair: Pair, from: Socket, to: Socket, isLost: () => boolean): void {
    const inOrder = createQueue();
    from.setNoDelay(true);
    from.on("data", (bytes) => {
      if (pair.isStranded) return;
      if (isLost()) pair.isSpoilt = true;
      else inOrder(way.delayMs, () => pass(from, to, bytes));
    });
    from.on("error", () => undefined); // its "close" follows
    from.on("close", () => {
      if (pair.isStranded) return; // the other side never hears of it
      pairs.delete(pair);
      inOrder(way.delayMs, () => to.destroy());
    });
  }

  function drop(pair: Pair): void {
    pairs.delete(pair);
    pair.isStranded = false;
    for (const end of [pair.near, pair.far]) reset(end);
  }
}

/** To the first of these that accepts; null if none does. */
export async function firstOf(places: { port: number }[]): Promise<Socket | null> {
  for (const { port } of places) {
    const socket = await connected(connect({ port, host: "127.0.0.1" }));
    if (socket) return socket;
  }
  return null;
}

/** The socket when it is connected; null if it cannot. */
export async function connected(socket: Socket): Promise<Socket | null> {
  return once(socket, "connect").then(
    () => socket,
    () => null,
  );
}

function reset(socket: Socket): void {
  if (socket.remoteAddress) socket.resetAndDestroy();
  else socket.destroy(); // a socket of the file system knows no reset
}

/** Runs each when its time has come, and never before what was given earlier. */
function createQueue(): (ms: number, run: () => void) => void {
  let last = Promise.resolve();
  let waiting = 0;
  return (ms, run) => {
    if (ms === 0 && waiting === 0) return run();
    const due = Date.now() + ms;
    waiting++;
    last = last.then(async () => {
      await pause(Math.max(0, due - Date.now()));
      waiting--;
      run();
    });
  };
}

function pass(from: Socket, to: Socket, bytes: Buffer): void {
  if (to.destroyed || to.write(bytes)) return;
  from.pause();
  to.once("drain", () => from.resume());
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
