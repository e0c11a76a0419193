import http from "node:http";

const agent = new http.Agent({ keepAlive: true });

/** The bytes of an answer's body as they come over the wire, compressed as for a browser. Throws for anything but 200. */
export function bytesOf(url: string, cookie = "", encoding = "gzip, br"): Promise<number> {
  const headers = { "accept-encoding": encoding, accept: "*/*", ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} was answered with ${answer.statusCode}`));
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () => resolve(bytes));
      answer.on("error", reject);
    });
    request.on("error", reject);
  });
}
