/** A line to Redis that holds back an answer, until it is let through: nobody waits for a moment to come by chance. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePort } from "./port.mjs";

export interface HoldingLine {
  url: string;
  /** Of the connection that next asks something with `words` in it, nothing comes back from then on. */
  hold(words: string): void;
  isHolding(): boolean;
  release(): void;
  /** How many times something with these words was asked. */
  asked(words: string): number;
  end(): Promise<void>;
}

export async function holdingLine(redisSocket: string): Promise<HoldingLine> {
  const port = await freePort();
  const ends = new Set<Socket>();
  let awaited: string | null = null;
  let held: { near: Socket; answers: Buffer[] } | null = null;
  let questions = "";

  const server = createServer((near) => {
    const far = connect(redisSocket);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
    near.on("data", (bytes) => {
      questions += bytes;
      if (awaited !== null && bytes.includes(awaited)) [awaited, held] = [null, { near, answers: [] }];
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (held?.near === near) held.answers.push(bytes);
      else near.write(bytes);
    });
  });
  await once(server.listen(port, "127.0.0.1"), "listening");

  return {
    url: `redis://127.0.0.1:${port}`,
    hold: (words) => {
      awaited = words;
    },
    isHolding: () => held !== null && held.answers.length > 0,
    release: () => {
      const { near, answers } = held as NonNullable<typeof held>;
      held = null;
      near.write(Buffer.concat(answers));
    },
    asked: (words) => questions.split(words).length - 1,
    end: async () => {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
}
