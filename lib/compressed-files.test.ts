import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressAll } from "../scripts/compress.mjs";
import { compressedFiles } from "./compressed-files";

const folder = mkdtempSync(join(tmpdir(), "banter-compressed-"));
const SCRIPT = "say('hello');\n".repeat(200);
const server = createServer();
let port: number;

beforeAll(async () => {
  mkdirSync(join(folder, "chunks"));
  writeFileSync(join(folder, "chunks/one.js"), SCRIPT);
  writeFileSync(join(folder, "one.css"), "a{color:red}");
  writeFileSync(join(folder, "one.txt"), "text");
  await compressAll(folder);
  const answer = compressedFiles(folder, "/_next/static");
  server.on("request", (asked, response) => answer(asked, response) || response.writeHead(404).end("next"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `fetch` would decompress it. */
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<{ status?: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on("error", reject).end();
  });

test("who can read it gets a file as it was compressed at the build, to be kept", async () => {
  const { status, headers, body } = await ask("/_next/static/chunks/one.js?v=1", { "accept-encoding": "gzip, br" });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  expect(body.length).toBeLessThan(SCRIPT.length / 20);
  const style = await ask("/_next/static/one.css", { "accept-encoding": "br;q=0.5" });
  expect(style.headers["content-type"]).toBe("text/css; charset=utf-8");
});

test("its head is asked for without a body", async () => {
  const { status, headers, body } = await ask("/_next/static/one.css", { "accept-encoding": "br" }, "HEAD");
  expect([status, Number(headers["content-length"]) > 0, body.length]).toEqual([200, true, 0]);
});

test.each([
  ["/_next/static/one.css", {}],
  ["/_next/static/one.css", { "accept-encoding": "gzip" }],
  ["/_next/static/one.css", { "accept-encoding": "gzip, br;q=0" }],
  ["/_next/static/one.css", { "accept-encoding": "br", range: "bytes=0-3" }],
  ["/_next/static/one.txt", { "accept-encoding": "br" }],
  ["/_next/static/other.css", { "accept-encoding": "br" }],
  ["/_next/static/../static/one.css", { "accept-encoding": "br" }],
  ["/one.css", { "accept-encoding": "br" }],
])("%s with %o is for who comes next", async (path, headers) => {
  expect(String((await ask(path, headers as Record<string, string>)).body)).toBe("next");
});

test("nothing is changed by it", async () => {
  expect(String((await ask("/_next/static/one.css", { "accept-encoding": "br" }, "POST")).body)).toBe("next");
});

test("where nothing was built there is nothing to answer with", () => {
  const answer = compressedFiles(join(folder, "nowhere"), "/_next/static");
  expect(answer({ url: "/_next/static/one.css", headers: {}, method: "GET" } as never, {} as never)).toBe(false);
});
