/** Pages come from a process of their own, and from the other one whenever that is not there. */
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { type Banter, startBanter } from "../servers";
import { ask, freshName, type Person, register } from "./person";
import { expect, test } from "./test";

const TOKEN = "a token that only Prometheus knows";
const PATIENT = { timeout: 30_000 };

let banter: Banter;
let anna: Person;
test.beforeEach(async ({ opened }) => {
  banter = await startBanter({ env: { PAGES: "process", LOG_LEVEL: "info", METRICS_TOKEN: TOKEN } });
  anna = await register(banter, { opened }, "Anna");
  await renderer();
});
test.afterEach(() => banter.end());

/** The process that renders, once there is one that is not `other`. */
async function renderer(other?: number): Promise<number> {
  const last = () =>
    Number(/.*"renderer":(\d+),"msg":"pages are rendered in a process of their own"/s.exec(banter.log())?.[1]);
  await expect.poll(() => last() > 0 && last() !== other, PATIENT).toBe(true);
  return last();
}

/** How many pages each process has rendered. */
async function rendered(): Promise<{ pages: number; main: number }> {
  const { body } = await ask<string>(banter, "GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  const count = (by: string) =>
    Number(new RegExp(`^chat_pages_total{process="${by}"} (\\d+)`, "m").exec(body)?.[1] ?? 0);
  return { pages: count("pages"), main: count("main") };
}

const page = (path = "/rooms/0", who = anna) => who.ask<string>("GET", path);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("pages and files come from there, and what is asked of the API does not", async () => {
  const before = await rendered();
  const { status, body, headers } = await page("/rooms/0", anna);
  expect([status, headers.get("cache-control")]).toEqual([200, expect.stringContaining("no-store")]);
  expect(body).toContain('role="log"');
  const file = /\/_next\/static\/[^"]+\.js/.exec(body)?.[0] ?? "";
  expect((await page(file)).status).toBe(200);
  for (const path of ["/api/rooms", "/healthz", "/readyz", "/rooms/0/seen?cursor=1"]) await page(path);
  expect(await rendered()).toEqual({ pages: before.pages + 2, main: before.main });
});

test("a page says what it always said: its policy and nonce, its id, whose it is, and how it went", async () => {
  const { body, headers } = await anna.ask<string>("GET", "/rooms/0", undefined, { "x-request-id": "router_1-2" });
  const nonce = /nonce-([^']+)/.exec(headers.get("content-security-policy") ?? "")?.[1];
  const scripts = body.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  expect(headers.get("x-request-id")).toBe("router_1-2");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect((await page("/rooms/4000000")).status).toBe(404);
  const away = await ask(banter, "GET", "/rooms/0?before=1.5");
  expect([away.status, away.headers.get("location")]).toEqual([307, "/sign-in?next=%2Frooms%2F0%3Fbefore%3D1.5"]);
});

test("who is signed out, and who is taken out of a room, gets no page from that moment on", async ({ opened }) => {
  const ben = await register(banter, { opened }, "Ben");
  const room = await anna.createRoom("closed", "Guarded", [ben.id]);
  const path = `/rooms/${room.id}`;
  expect((await page(path, ben)).status).toBe(200);
  await anna.ask("DELETE", `/api/rooms/${room.id}/members/${ben.id}`);
  expect((await page(path, ben)).status).toBe(404);
  expect((await page(path)).status).toBe(200);
  await anna.ask("DELETE", "/api/session");
  expect((await page(path)).status).toBe(307);
  expect((await rendered()).main).toBe(0);
});

test("who deletes their account is called otherwise there, too, within a second", async ({ opened }) => {
  const ben = await register(banter, { opened }, "Ben");
  await ben.say("0", "I was here");
  expect((await page()).body).toContain(ben.username);
  await ben.ask("DELETE", "/api/account", { password: ben.password });
  await expect.poll(async () => (await page()).body, { timeout: 1_000 }).not.toContain(ben.username);
  expect((await rendered()).main).toBe(0);
});

test("a fault of a page stands in the same log, with the id of its request", async () => {
  const id = freshName("fault").replace(" ", "-");
  const redis = new Redis(banter.redisUrl);
  await redis.del(`{user:${anna.id}}:last`, `{user:${anna.id}}:read`);
  await redis.set(`{user:${anna.id}}:read`, "not a hash");
  redis.disconnect();
  const { status } = await anna.ask("GET", "/rooms/0", undefined, { "x-request-id": id });
  expect(status).toBe(503);
  const lines = banter
    .log()
    .split("\n")
    .filter((line) => line.includes(id));
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ reqId: id, reference: id, msg: "a fault of ours", pid: await renderer() }),
  );
});

test("when it is killed every page is served all the same, and another one takes its place", async () => {
  const killed = await renderer();
  const asking = Array.from({ length: 8 }, () => page());
  process.kill(killed, "SIGKILL");
  asking.push(...Array.from({ length: 8 }, () => page()));
  for (const { status, body } of await Promise.all(asking))
    expect([status, body.includes("</html>")]).toEqual([200, true]);
  expect((await rendered()).main).toBeGreaterThan(0);
  expect(isRunning(await renderer(killed))).toBe(true);
  const { pages, main } = await rendered();
  expect((await page()).status).toBe(200);
  expect(await rendered()).toEqual({ pages: pages + 1, main });
});

test("when it stands still a page takes seconds once, then no longer than ever; and it goes on when it can", async () => {
  const stopped = await renderer();
  process.kill(stopped, "SIGSTOP");
  const began = performance.now();
  expect((await page()).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(8_000);
  const before = await rendered();
  for (let asked = 0; asked < 5; asked++) expect((await page()).status).toBe(200);
  expect(await rendered()).toEqual({ pages: before.pages, main: before.main + 5 });
  expect(banter.log()).toContain("the process that renders pages does not answer");
  process.kill(stopped, "SIGCONT");
  await expect
    .poll(async () => (await page()).status === 200 && (await rendered()).pages, PATIENT)
    .toBeGreaterThan(before.pages);
  expect(await renderer()).toBe(stopped);
});

test("while it cannot reach Redis pages come from the process that can", async () => {
  const redis = new Redis(banter.redisUrl);
  const clients = (await redis.call("CLIENT", "LIST")) as string;
  const id = /^id=(\d+).* name=banter:pages:/m.exec(clients)?.[1] as string;
  await redis.config("SET", "maxclients", "1"); // those who are in stay
  await redis.call("CLIENT", "KILL", "ID", id);
  const by = async () => ({ ...(await rendered()), status: (await page()).status });
  await expect.poll(async () => (await by()).main, PATIENT).toBeGreaterThan(0);
  const before = await rendered();
  for (let asked = 0; asked < 5; asked++) expect((await page()).status).toBe(200);
  expect(await rendered()).toEqual({ pages: before.pages, main: before.main + 5 });
  await redis.config("SET", "maxclients", "10000");
  await expect.poll(async () => (await by()).pages, PATIENT).toBeGreaterThan(before.pages);
  redis.disconnect();
});

test("it leaves with the server: told to go, and killed", async () => {
  const first = await renderer();
  expect(await banter.stop()).toBe(0);
  expect(isRunning(first)).toBe(false);
  await banter.restart();
  const second = await renderer();
  await banter.kill();
  await expect.poll(() => isRunning(second), PATIENT).toBe(false);
  expect(banter.log()).not.toContain("a fault that nothing caught");
});

test("it does not go when all processes are told to, but with the last page", async () => {
  process.kill(await renderer(), "SIGTERM"); // as a platform does it
  await wait(0);
  expect((await page()).status).toBe(200);
  expect((await rendered()).main).toBe(0);
});

test("without JavaScript a person registers, sends and signs out", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: banter.url, javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto("/sign-up");
  await tab.getByRole("textbox", { name: "Username" }).fill(freshName("Nora"));
  await tab.getByLabel("Password").fill("correct horse battery");
  await tab.getByRole("button", { name: "Create account" }).click();
  await expect(tab).toHaveURL(/\/rooms\/0$/);
  await tab.getByRole("textbox", { name: "Message" }).fill("plain words");
  await tab.getByRole("button", { name: "Send" }).click();
  await expect(tab.getByRole("article").filter({ hasText: "plain words" })).toBeVisible();
  await tab.goto("/rooms");
  await tab.getByRole("button", { name: "Sign out" }).click();
  await expect(tab).toHaveURL(/\/sign-in$/);
});

test("in the thread, if so it is wanted, there is no second process", async () => {
  const inThread = await startBanter({ redisUrl: banter.redisUrl, env: { PAGES: "thread", METRICS_TOKEN: TOKEN } });
  expect((await ask(inThread, "GET", "/sign-in")).status).toBe(200);
  const { body } = await ask<string>(inThread, "GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  expect(body).toContain('chat_pages_total{process="main"} 1');
  expect(body).not.toContain('chat_pages_total{process="pages"}');
  await inThread.end();
});
