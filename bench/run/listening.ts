import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const LISTENS_WITHIN_MS = 30_000;

/** Resolves when somebody accepts connections there. */
export async function untilListening(port: number): Promise<void> {
  for (const begin = performance.now(); performance.now() - begin < LISTENS_WITHIN_MS; await wait(5)) {
    if (await accepts(port)) return;
  }
  throw new Error("the server did not listen within 30 s");
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
