/** Requests over one connection that stays open, one after the other. */
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** How long an answer took, in milliseconds, to its last byte. Throws where it is no success. */
export function ask(url: string, cookie: string): Promise<{ ms: number; body: string }> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const asking = request(url, { agent, headers: { cookie } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) resolve({ ms: performance.now() - begin, body });
        else reject(new Error(`${url} was answered with ${answer.statusCode}: ${body.slice(0, 200)}`));
      });
    });
    asking.on("error", reject).end();
  });
}
