import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";

process.env.METRICS_TOKEN = "the old token of 2025,the new token of 2026";

const { scrape } = await import("./scrape");
const { failed } = await import("./told");
const { metrics } = await import("./metrics");
const { commands, whenReady } = await import("./redis/client");
const { parseMember } = await import("./redis/members");

const server = createServer((request, response) => {
  scrape(request, response).catch((error) => {
    const { status, headers, body } = failed(error);
    response.writeHead(status, headers).end(body);
  });
});

const read = async (authorization?: string) => {
  const { port } = server.address() as AddressInfo;
  const headers: HeadersInit = authorization === undefined ? {} : { authorization };
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const allowed = async () => (await read("Bearer the new token of 2026")).text;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  await whenReady();
});
afterAll(() => server.close());

test("each token of the list opens, and nothing else does", async () => {
  for (const token of ["the old token of 2025", "the new token of 2026"])
    expect((await read(`Bearer ${token}`)).status).toBe(200);
  for (const wrong of [
    undefined,
    "",
    "Bearer",
    "Bearer the new token of 2027",
    "Bearer the old token of 2025,the new token of 2026",
  ])
    expect(await read(wrong)).toMatchObject({ status: 401, text: expect.stringContaining("unauthenticated") });
});

test("the answer is text for Prometheus, kept by nobody", async () => {
  const { headers, text } = await read("Bearer the new token of 2026");
  expect(headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(text).toContain("nodejs_eventloop_lag_seconds ");
  expect(text).toContain('redis_up{role="commands"} 1');
});

test("a command is measured by its name, and one that fails by its code", async () => {
  await commands().set("a", "text");
  await commands()
    .lpush("a", "b")
    .catch(() => null);
  const text = await allowed();
  expect(text).toContain('redis_command_duration_seconds_count{cmd="set"} 1');
  expect(text).toContain('redis_command_errors_total{code="WRONGTYPE"} 1');
});

test("what is skipped is counted by where it stood", async () => {
  parseMember("0", "poison", "1");
  parseMember("0", "poison", "2");
  await allowed();
  const text = await allowed();
  expect(text).toContain('chat_poison_total{source="zset"} 2');
  expect(text).toContain('chat_poison_total{source="channel"} 0');
});

test("Redis is asked at most once in ten seconds, however often somebody looks", async () => {
  await allowed();
  const calls = async () => /cmdstat_info:calls=(\d+)/.exec(await commands().info("commandstats"))?.[1];
  const before = Number(await calls());
  expect(before).toBeGreaterThan(0);
  for (let times = 0; times < 20; times++) await allowed();
  expect(Number(await calls()) - before).toBe(1); // the INFO of this test itself
});

test("without maxmemory there is no ratio, not a wrong one", async () => {
  expect(await allowed()).toMatch(/^chat_redis_connected_clients [1-9]/m);
  expect(await allowed()).not.toMatch(/^chat_redis_memory_ratio /m);
});

test("no label has a value that people can make up", () => {
  const declared = metrics().registry.getMetricsAsArray() as unknown as { labelNames: string[] }[];
  const labels = new Set(declared.flatMap(({ labelNames }) => labelNames));
  const known =
    "cause channel cmd code event kind limiter method process reason result role route source space status type".split(
      " ",
    );
  expect(labels).toContain("route");
  expect([...labels].filter((label) => !known.includes(label) && !VERSION.includes(label))).toEqual([]);
});

const VERSION = ["version", "major", "minor", "patch"]; // of Node
