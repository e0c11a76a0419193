/** A server as it stands on the web: behind a proxy with HTTPS, with all limits, on a Redis with a password and few rights. */
import { request } from "node:http";
import { connect } from "node:net";
import { Redis } from "ioredis";
import { HANDSHAKES_PER_MINUTE, SIGN_INS_PER_MINUTE } from "../../lib/limits";
import { passingRedis } from "../../scripts/redis.mjs";
import { type Banter, startBanter } from "../servers";
import { redisLine } from "../world/redis-line";
import { ask, cookieOf, type ErrorReply, freshName, PASSWORD } from "./person";
import { listenBySocket } from "./socket-ear";
import { test as base, expect } from "./test";

const REDIS_PASSWORD = "the-word-that-redis-wants";
const RIGHTS =
  "+@read +@write +@pubsub +@scripting +@connection +@transaction -@dangerous +info ~* &MESSAGES &banter:events";
const SECRET = "the secret of this server that nobody may read in a log";

const test = base.extend<object, { guarded: Banter }>({
  guarded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const redis = await passingRedis();
      const operator = new Redis(redis.url);
      await operator.acl("SETUSER", "banter", "on", `>${REDIS_PASSWORD}`, ...RIGHTS.split(" "));
      operator.disconnect();
      const line = await redisLine(redis.url);
      const redisUrl = line.url.replace("redis://", `redis://banter:${REDIS_PASSWORD}@`);
      const env = { TRUST_PROXY: "true", RATE_LIMITS: "on", LOG_LEVEL: "trace", SESSION_SECRET: SECRET };
      try {
        const guarded = await startBanter({ redisUrl, env: { ...env, NODE_OPTIONS: `--import ${PROTOTYPE_TOLD}` } });
        await use(guarded);
        await guarded.end();
      } finally {
        await line.cut();
        await redis.stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

const PROTOTYPE_TOLD = new URL("prototype-told.mjs", import.meta.url).href;

const HTTPS = { "X-Forwarded-Proto": "https" };
let places = 0;
/** An address that nobody else in this file comes from. */
const from = () => ({ ...HTTPS, "X-Forwarded-For": `spoofed, 203.0.113.${++places}` });

async function register(server: Banter, headers: Record<string, string> = from()) {
  const username = freshName("Guarded");
  const made = await ask<{ id: string }>(server, "POST", "/api/users", { username, password: PASSWORD }, headers);
  expect(made.status).toBe(201);
  return { id: made.body.id, username, cookie: cookieOf(made.headers), made };
}

const signIn = (server: Banter, username: string, password: string, headers: Record<string, string>) =>
  ask<ErrorReply>(server, "POST", "/api/session", { username, password }, headers);

test("over HTTPS the session is in a cookie of this host only, and the browser is told to stay with HTTPS", async ({
  guarded,
}) => {
  const { made, cookie } = await register(guarded);
  expect(made.headers.getSetCookie()[0]).toMatch(/^__Host-banter=.+Path=\/;.*Secure;.*HttpOnly;.*SameSite=lax/i);
  expect(made.headers.get("strict-transport-security")).toBe("max-age=31536000");
  const plain = await ask(guarded, "GET", "/healthz");
  expect(plain.headers.has("strict-transport-security")).toBe(false);
  const stolen = await ask(guarded, "GET", "/api/session", undefined, {
    cookie: cookie.replace("__Host-", ""),
    ...HTTPS,
  });
  expect(stolen.status).toBe(401);
});

test("what came unencrypted is led to HTTPS, but for who asks after the health of the process", async ({ guarded }) => {
  const plain = { "X-Forwarded-Proto": "http" };
  for (const [method, path] of [
    ["GET", "/sign-in?next=%2Fpeople"],
    ["POST", "/api/session"],
    ["GET", "/api/stream"],
    ["GET", "//evil.example/"],
  ] as const) {
    const led = await ask(guarded, method, path, method === "POST" ? {} : undefined, plain);
    expect(led.status, path).toBe(308);
    expect(led.headers.get("location"), path).toBe(`https://127.0.0.1:${guarded.port}${path}`);
  }
  for (const path of ["/healthz", "/readyz"])
    expect((await ask(guarded, "GET", path, undefined, plain)).status).toBe(200);
  const { cookie } = await register(guarded);
  await expect(listenBySocket(guarded, cookie, plain)).rejects.toThrow();
  (await listenBySocket(guarded, cookie, HTTPS)).close();
});

test("a host that is none leads nowhere, and does not get into the policy", async ({ guarded }) => {
  for (const host of ["evil.example/x", "evil.example; script-src *", "a b"]) {
    const answer = await new Promise<{ status: number; location: string; policy: string }>((resolve, reject) => {
      const headers = { Host: host, "X-Forwarded-Proto": "http" };
      const asked = request({ host: "127.0.0.1", port: guarded.port, path: "/sign-in", headers }, (response) => {
        const { location = "", "content-security-policy": policy = "" } = response.headers;
        resolve({ status: response.statusCode ?? 0, location, policy: String(policy) });
        response.resume();
      });
      asked.on("error", reject).end();
    });
    expect(answer.location, host).not.toContain("evil");
    expect(answer.policy, host).not.toMatch(/evil|\*/);
  }
});

test("guesses at a password end in 429 with a time to wait, also for the right one; others go on", async ({
  guarded,
}) => {
  const { username } = await register(guarded);
  const here = from();
  const guesses = await Promise.all(
    Array.from({ length: SIGN_INS_PER_MINUTE }, () => signIn(guarded, username, "not the password", here)),
  );
  for (const { status } of guesses) expect([401, 503]).toContain(status); // 503: the queue of hashes is bounded, too
  const right = await signIn(guarded, username, PASSWORD, here);
  expect(right).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
  expect(Number(right.headers.get("retry-after"))).toBe(right.body.error.retryAfter);
  expect((await signIn(guarded, username, PASSWORD, from())).status).toBe(200);
});

test("too many connections from one address are refused for a while", async ({ guarded }) => {
  const here = from();
  const { cookie } = await register(guarded, here);
  const asked: Promise<number>[] = [];
  for (let count = 0; count < HANDSHAKES_PER_MINUTE; count++) {
    asked.push(ask(guarded, "GET", "/api/stream", undefined, here).then(({ status }) => status));
    if (count % 50 === 49) await Promise.all(asked);
  }
  expect(new Set(await Promise.all(asked))).toEqual(new Set([401]));
  const refused = await ask<ErrorReply>(guarded, "GET", "/api/stream", undefined, { cookie, ...here });
  expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
  await expect(listenBySocket(guarded, cookie, here)).rejects.toMatchObject({ data: { code: "rate_limited" } });
  (await listenBySocket(guarded, cookie, from())).close();
});

test("a socket that asks without end is told to wait, and keeps its connection", async ({ guarded }) => {
  const here = from();
  const { cookie } = await register(guarded, here);
  const ear = await listenBySocket(guarded, cookie, here);
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => ear.askAnything("typing", { roomId: "0" })));
  const refused = answers.filter((answer) => !answer.ok);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(200);
  expect(refused[0]).toMatchObject({ ok: false, error: { code: "rate_limited", retryAfter: expect.any(Number) } });
  await expect.poll(async () => (await ear.askAnything("typing", { roomId: "0" })).ok).toBe(true);
  ear.close();
});

test("who signs in again gets another session, and the one before is over at once", async ({ guarded }) => {
  const here = from();
  const { username, cookie } = await register(guarded, here);
  const ear = await listenBySocket(guarded, cookie, here);
  const again = await signIn(guarded, username, PASSWORD, { cookie, ...here });
  expect(again.status).toBe(200);
  expect(await ear.closed).toBe("io server disconnect");
  expect((await ask(guarded, "GET", "/api/session", undefined, { cookie, ...here })).status).toBe(401);
  const now = cookieOf(again.headers);
  expect(now).not.toBe(cookie);
  expect((await ask(guarded, "GET", "/api/session", undefined, { cookie: now, ...here })).status).toBe(200);
});

const upgrade = (server: Banter, path: string, headers: string[] = []) =>
  new Promise<string>((resolve) => {
    let answer = "";
    const socket = connect(server.port, "127.0.0.1", () =>
      socket.write(
        [
          `GET ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${server.port}`,
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Extensions: permessage-deflate",
          ...headers,
          "",
          "",
        ].join("\r\n"),
      ),
    );
    socket.on("data", (data) => {
      answer += data;
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("close", () => resolve(answer)).on("error", () => resolve(answer));
  });

test("only Socket.IO is upgraded to, without compression; who does not say who it is, is cut", async ({ guarded }) => {
  for (const path of [
    "/",
    "/_next/webpack-hmr",
    "/api/stream",
    "/socket.io",
    "http://127.0.0.1:1/socket.io/",
    "/x/socket.io/",
  ]) {
    expect(await upgrade(guarded, path), path).toBe("");
  }
  const accepted = await upgrade(guarded, "/socket.io/?EIO=4&transport=websocket");
  expect(accepted).toMatch(/^HTTP\/1.1 101 /);
  expect(accepted).not.toMatch(/sec-websocket-extensions/i);
  const foreign = await upgrade(guarded, "/socket.io/?EIO=4&transport=websocket", ["Origin: https://evil.example"]);
  expect(foreign).toMatch(/^HTTP\/1.1 400 [\s\S]*This origin is not allowed/);
  const silent = new Promise<number>((resolve) => {
    const began = Date.now();
    const path = "/socket.io/?EIO=4&transport=websocket";
    const asked = request({ host: "127.0.0.1", port: guarded.port, path, headers: UPGRADE });
    asked.on("upgrade", (_response, socket) => {
      socket.on("data", (frame: Buffer) => frame[0] === CLOSE_FRAME && resolve(Date.now() - began));
      socket.on("close", () => resolve(Date.now() - began));
    });
    asked.end();
  });
  expect(await silent).toBeLessThan(30_000);
});

const CLOSE_FRAME = 0x88;
const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

test("no object that is sent reaches the prototype of all others", async ({ guarded }) => {
  process.kill(guarded.pid(), "SIGUSR2");
  await expect.poll(guarded.log).toContain("prototype:false");
});

test("the log tells of what was refused, and has no secret in it, whatever happened", async ({ guarded }) => {
  const here = from();
  const { username, cookie } = await register(guarded, here);
  const words = "words that are between two people";
  await ask(guarded, "POST", "/api/rooms/0/messages", { id: crypto.randomUUID(), message: words }, { cookie, ...here });
  await signIn(guarded, username, "a password with a typo", here);
  await signIn(guarded, "my password, in the wrong field", "x", here);
  await ask(guarded, "POST", "/api/users", { username: freshName("Common"), password: "password1" }, here);
  await ask(guarded, "DELETE", "/api/session", {}, { cookie, Origin: "https://evil.example", ...here });
  await ask(guarded, "POST", "/api/session", `{"password":"${PASSWORD}`, here);
  await listenBySocket(guarded, cookie, { Origin: "https://evil.example", ...here }).catch(() => undefined);
  await listenBySocket(guarded, `${cookie}x`, here).catch(() => undefined);

  const said = () => guarded.log();
  for (const line of [
    "a sign-in was refused",
    "a registration was refused",
    "a request of another website was refused",
    "a handshake was refused",
  ]) {
    await expect.poll(said, line).toContain(line);
  }
  expect(said()).toContain(here["X-Forwarded-For"].split(" ")[1]);
  const secrets = [
    PASSWORD,
    "a password with a typo",
    "my password, in the wrong field",
    "password1",
    words,
    SECRET,
    REDIS_PASSWORD,
  ];
  for (const secret of [...secrets, cookie.split("=")[1] as string, "spoofed", username])
    expect(said()).not.toContain(secret);
});
