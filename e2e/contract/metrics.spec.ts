import { type Banter, startBanter } from "../servers";
import { ask, freshName, register } from "./person";
import { expect, test } from "./test";

const TOKEN = "a token that only Prometheus knows";

let measured: Banter;
test.beforeAll(async ({ pair }) => {
  const env = { METRICS_TOKEN: TOKEN, LOG_LEVEL: "debug" };
  measured = await startBanter({ redisUrl: pair.first.redisUrl, env });
});
test.afterAll(() => measured.end());

/** The value of a line such as `redis_up{role="commands"}`; 0 where it has never been counted. */
async function read(line: string): Promise<number> {
  const { body } = await ask<string>(measured, "GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  const found = body.split("\n").find((text) => text.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

test("what is measured is for who has the token; where there is none it does not exist", async ({ first }) => {
  for (const headers of [{} as Record<string, string>, { authorization: `Bearer ${TOKEN}` }]) {
    expect(await ask(first, "GET", "/metrics", undefined, headers)).toMatchObject({
      status: 404,
      body: { error: { code: "not_found" } },
    });
  }
  expect(await ask(measured, "GET", "/metrics")).toMatchObject({
    status: 401,
    body: { error: { code: "unauthenticated" } },
  });
  const { status, headers } = await ask(measured, "GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
});

test("sockets, messages, sign-ins, requests and commands are counted, by whichever door they come", async ({
  opened,
}) => {
  const anna = await register(measured, { opened }, "Anna");
  const before = {
    sockets: await read("socket_io_connected"),
    stored: await read('chat_messages_sent_total{result="ok"}'),
    wrong: await read('auth_login_total{result="wrong"}'),
  };
  const ear = await anna.connect();
  const id = crypto.randomUUID();
  await ear.say("0", "by socket", { id });
  await ear.say("0", "by socket", { id });
  await ear.hearsMessage("0", "by socket");
  expect((await anna.say("0", "by HTTP")).status).toBe(201);
  await ear.ask("message", { id: crypto.randomUUID(), roomId: "0", message: " " });
  const wrong = { username: anna.username, password: "not their password" };
  expect((await ask(measured, "POST", "/api/session", wrong)).status).toBe(401);

  expect(await read("socket_io_connected")).toBe(before.sockets + 1);
  expect(await read('chat_messages_sent_total{result="ok"}')).toBe(before.stored + 2);
  expect(await read('chat_messages_sent_total{result="dup"}')).toBe(1);
  expect(await read('chat_messages_sent_total{result="reject"}')).toBe(1);
  expect(await read("chat_append_duration_seconds_count")).toBe(before.stored + 3);
  expect(await read("chat_deliver_lag_seconds_count")).toBeGreaterThan(0);
  expect(await read('auth_login_total{result="wrong"}')).toBe(before.wrong + 1);
  expect(await read('socket_io_events_received_total{event="message"}')).toBeGreaterThanOrEqual(3);
  expect(await read('redis_up{role="commands"}')).toBe(1);
  expect(await read('redis_up{role="subscriber"}')).toBe(1);
  expect(await read('redis_command_duration_seconds_count{cmd="evalsha"}')).toBeGreaterThan(0);
  await expect
    .poll(() =>
      read('http_request_duration_seconds_count{route="/api/rooms/[id]/messages",method="POST",status="201"}'),
    )
    .toBe(1);
  ear.close();
  await expect.poll(() => read("socket_io_connected")).toBe(before.sockets);
  expect(await read('socket_io_disconnect_total{reason="client namespace disconnect"}')).toBeGreaterThan(0);
});

test("what a client had missed is counted as a gap when it asks", async ({ opened }) => {
  const anna = await register(measured, { opened }, "Anna");
  const { body: before } = await anna.say("0", "before the gap");
  await anna.say("0", "in the gap");
  const [gaps, ear] = [await read("chat_gap_detected_total"), await anna.connect()];
  const rooms = { "0": before.cursor };
  await ear.ask("sync", { rooms });
  expect(await read("chat_gap_detected_total")).toBe(gaps + 1);
});

test("a request keeps the id that a proxy gave it, and gets one where that is none", async () => {
  for (const path of ["/healthz", "/sign-in", "/api/session", "/api/stream", "/%zz"]) {
    const given = await ask(measured, "GET", path, undefined, { "x-request-id": "router_1-2" });
    expect([path, given.headers.get("x-request-id")]).toEqual([path, "router_1-2"]);
  }
  for (const wrong of ["two words", "a".repeat(65), "<script>", undefined]) {
    const { headers } = await ask(measured, "GET", "/healthz", undefined, wrong ? { "x-request-id": wrong } : {});
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("a fault of ours is told with the id of its request, and every line in the log says whose it is", async ({
  redis,
  opened,
}) => {
  const anna = await register(measured, { opened }, "Anna");
  const id = freshName("fault").replace(" ", "-");
  await redis.del(`{user:${anna.id}}:last`, `{user:${anna.id}}:read`);
  await redis.set(`{user:${anna.id}}:read`, "not a hash");
  const answer = await anna.ask("GET", "/api/rooms", undefined, { "x-request-id": id });
  expect(answer).toMatchObject({ status: 503, body: { error: { message: expect.stringContaining(`(${id})`) } } });
  const ear = await anna.connect();
  const refused = await ear.ask("read", { roomId: "0", cursor: String(Date.now() / 1000) });
  const reference = /\(([0-9a-f-]{36})\)/.exec(JSON.stringify(refused))?.[1];
  expect(reference).toBeTruthy();

  const told = () => measured.log().split("\n").slice(0, -1); // the last may not be all there yet
  const lines = () => told().filter((line) => line.startsWith("{")); // Next says a word of its own
  const said = () => lines().map((line) => JSON.parse(line));
  await expect.poll(() => said().find((line) => line.reference === reference)).toMatchObject({ uid: anna.id });
  expect(said().find((line) => line.reqId === id)).toMatchObject({ reference: id, msg: "a fault of ours" });
  const { body } = await ask<{ version: string; instance: string }>(measured, "GET", "/readyz");
  expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
  for (const line of said()) expect(line).toMatchObject({ instance: body.instance, release: body.version });
});
