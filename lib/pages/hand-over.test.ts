import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createHandOver } from "./hand-over";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const listening = async (server: Server, where: string | number) => {
  open.push(server, { close: () => server.closeAllConnections() });
  await once(server.listen(where), "listening");
  return server;
};

/** A server that hands all over to another, which answers with `there`; where that fails it says so itself. */
async function inFrontOf(there: RequestListener) {
  const path = join(tmpdir(), `banter-test-${crypto.randomUUID().slice(0, 8)}.sock`);
  const behind = await listening(createServer({ maxHeaderSize: 128 * 1024 }, there), path);
  const way = createHandOver(path);
  open.push({ close: way.end });
  const front = createServer((asked, answer) => {
    answer.setHeader("X-Front", "set before");
    way.handOver(asked, answer).catch(() => answer.closed || answer.writeHead(299).end("rendered here"));
  });
  const { port } = (await listening(front, 0)).address() as AddressInfo;
  return { behind, way, port };
}

/** Unlike fetch it changes nothing of what is sent and what comes. */
async function ask(port: number, path = "/", options: { method?: string; headers?: Record<string, string> } = {}) {
  const asking = request({ port, path, ...options }).end();
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(await answer.toArray()) };
}

test("a request arrives as it came, and the answer as it was given", async () => {
  const { port } = await inFrontOf((asked, answer) => {
    const told = { method: asked.method, url: asked.url, headers: asked.headers };
    answer.writeHead(404, { "Set-Cookie": ["a=1", "b=2"], "Content-Encoding": "gzip", Location: "/ä" });
    answer.end(gzipSync(JSON.stringify(told)));
  });
  const { status, headers, body } = await ask(port, "/rooms/0?before=1.5", {
    headers: { Host: "chat.example.org", Cookie: "x=1; y=2", "X-Forwarded-Proto": "https", "Keep-Alive": "timeout=9" },
  });
  expect(status).toBe(404);
  expect(headers).toMatchObject({ "x-front": "set before", "set-cookie": ["a=1", "b=2"], location: "/ä" });
  const there = JSON.parse(gunzipSync(body).toString());
  expect(there).toMatchObject({ method: "GET", url: "/rooms/0?before=1.5" });
  expect(there.headers).toMatchObject({ host: "chat.example.org", cookie: "x=1; y=2", "x-forwarded-proto": "https" });
  expect(there.headers["keep-alive"]).toBeUndefined();
});

test("one request after the other goes over the same connection", async () => {
  const { behind, port } = await inFrontOf((_asked, answer) => answer.end("hello"));
  let opened = 0;
  behind.on("connection", () => opened++);
  for (let asked = 0; asked < 5; asked++) expect((await ask(port)).body.toString()).toBe("hello");
  expect(opened).toBe(1);
});

test("of HEAD and of what has no body there comes none", async () => {
  const { port } = await inFrontOf((_asked, answer) => answer.writeHead(200, { "Content-Length": "5" }).end("hello"));
  const { status, headers, body } = await ask(port, "/", { method: "HEAD" });
  expect([status, headers["content-length"], body.length]).toEqual([200, "5", 0]);
});

test("as much as a client may send arrives", async () => {
  const { port } = await inFrontOf((asked, answer) => answer.setHeader("X-Echo", asked.headers["x-long"] ?? "").end());
  const long = "x".repeat(15_000);
  expect((await ask(port, `/${"y".repeat(500)}`, { headers: { "X-Long": long } })).headers["x-echo"]).toBe(long);
});

test("where nobody answers, or it breaks off before a word, it can be answered otherwise", async () => {
  const { behind, port } = await inFrontOf((asked) => asked.socket.destroy());
  expect((await ask(port)).status).toBe(299);
  behind.close();
  expect((await ask(port)).status).toBe(299);
});

test("who stands still is given up, and what had begun goes on", async () => {
  let goOn = () => {};
  const { way, port } = await inFrontOf((asked, answer) => {
    if (asked.url === "/silent") return void way.giveUp();
    answer.write("begun, ");
    goOn = () => answer.end("and ended");
  });
  const asking = request({ port, path: "/begun" }).end();
  const [begun] = (await once(asking, "response")) as [IncomingMessage];
  expect((await ask(port, "/silent")).status).toBe(299);
  goOn();
  expect(Buffer.concat(await begun.toArray()).toString()).toBe("begun, and ended");
});

test("what breaks off in the middle breaks off for who asked, too", async () => {
  const { port } = await inFrontOf((asked, answer) => {
    answer.write("half", () => asked.socket.destroy());
  });
  const asking = request({ port }).end();
  const [half] = (await once(asking, "response")) as [IncomingMessage];
  await expect(half.toArray()).rejects.toThrow("aborted");
});

test("who goes away is not rendered for", async () => {
  const { behind, port } = await inFrontOf(() => undefined);
  const arrived = once(behind, "request");
  const asking = request({ port }).on("error", () => undefined);
  asking.end();
  const [, answer] = await arrived;
  asking.destroy();
  await once(answer, "close");
});
