/** A line to Redis in a test's hand: it can be slow, deaf, dead or torn. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.mjs";

/** `dropreply`: what is asked gets through, no answer comes back. `blackhole`: nothing gets through, and nothing breaks. */
export type Mode = "pass" | "delay" | "dropreply" | "blackhole" | "rounds";

export interface TcpProxy {
  url: string;
  set(mode: Mode): void;
  /** Where new connections lead from now on: the path of a unix socket, or a port. */
  point(target: string | number): void;
  /** Breaks all connections with a RST. */
  reset(): void;
  /** How many connections were opened since the start. */
  opened(): number;
  /** How often something was asked and answered since `set("rounds")`: what is asked at once is one round. */
  rounds(): number;
  end(): Promise<void>;
}

const DELAY_MS = 200;
const QUIET_MS = 120; // after which what came is one round

export async function tcpProxy(first: string | number): Promise<TcpProxy> {
  const port = await freePort();
  const ends = new Set<Socket>();
  const nears = new Set<Socket>(); // a unix socket knows no RST
  let mode: Mode = "pass";
  let target = first;
  let opened = 0;
  let rounds = 0;

  const server = createServer((near) => {
    opened++;
    const far = typeof target === "number" ? connect(target, "127.0.0.1") : connect(target);
    nears.add(near);
    join(near, far);
    join(far, near);
    const up = batches(far, () => rounds++);
    const down = batches(near, () => undefined);
    near.on("data", (bytes) => pass(bytes, far, up, false));
    far.on("data", (bytes) => pass(bytes, near, down, true));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");

  function join(end: Socket, other: Socket): void {
    ends.add(end);
    end.on("error", () => other.destroy());
    end.on("close", () => {
      ends.delete(end);
      nears.delete(end);
      if (mode !== "blackhole") other.destroy();
    });
  }

  async function pass(bytes: Buffer, to: Socket, batch: (bytes: Buffer) => void, isReply: boolean): Promise<void> {
    if (mode === "blackhole" || (mode === "dropreply" && isReply)) return;
    if (mode === "rounds") return batch(bytes);
    if (mode === "delay") await wait(DELAY_MS);
    if (!to.destroyed) to.write(bytes);
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    set: (wanted) => {
      mode = wanted;
      rounds = 0;
    },
    point: (wanted) => {
      target = wanted;
    },
    reset: () => {
      for (const end of nears) end.resetAndDestroy();
    },
    opened: () => opened,
    rounds: () => rounds,
    end: async () => {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
}

/** Gathers what comes until nothing more does, then lets it through together. */
function batches(to: Socket, passed: () => void): (bytes: Buffer) => void {
  let gathered: Buffer[] = [];
  let quiet: NodeJS.Timeout | undefined;
  return (bytes) => {
    gathered.push(bytes);
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      passed();
      if (!to.destroyed) to.write(Buffer.concat(gathered));
      gathered = [];
    }, QUIET_MS);
  };
}
