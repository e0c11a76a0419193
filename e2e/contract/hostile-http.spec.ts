import { readdirSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { STATUS } from "../../lib/errors";
import { FORM_MAX_BYTES } from "../../lib/limits";
import type { Banter } from "../servers";
import { ask, type ErrorReply, freshName, PASSWORD, type Reply } from "./person";
import { stored } from "./stored";
import { expect, test } from "./test";

const NO_TEXT: unknown[] = [null, true, 17, 1.5, [], ["a"], {}, { toString: "a" }, { $gt: "" }];
const NO_IDS: unknown[] = [
  null,
  "1",
  1,
  {},
  [null],
  [{}],
  [""],
  ["x"],
  ["-1"],
  [1.5],
  ["01"],
  ["1".repeat(20)],
  [["1"]],
  ["1:2"],
  { length: { toString: true } },
];
const NO_CURSOR: unknown[] = [1, "", "x", "-1", "1e5", "+inf", "(1", "1.2.3", "99999999999", {}, [], "1\u0000"];
const uuid = () => crypto.randomUUID();

/** Each request in a form that is accepted, and what no field of it can be. */
const requests: { method: string; path: string; body: object; never: Record<string, unknown[]> }[] = [
  {
    method: "POST",
    path: "/api/users",
    body: { username: "Somebody new", password: PASSWORD },
    never: { username: [...NO_TEXT, "x".repeat(1_000)], password: [...NO_TEXT, "", "short", "x".repeat(73)] },
  },
  {
    method: "POST",
    path: "/api/session",
    body: { username: "Pablo", password: "password123" },
    never: { username: NO_TEXT, password: NO_TEXT },
  },
  {
    method: "POST",
    path: "/api/rooms",
    body: { kind: "closed", name: "A room", memberIds: [] },
    never: {
      kind: [null, 1, "secret", ["open"], "direct", "", {}],
      name: [...NO_TEXT, "", " ", "\u200b\u200b", "a\u202eb", "x".repeat(61), "\u0000"],
      memberIds: [...NO_IDS, ["999999999"], Array.from({ length: 101 }, () => "1")],
    },
  },
  {
    method: "POST",
    path: "/api/rooms",
    body: { kind: "direct", userId: "1" },
    never: { userId: [null, true, 1.5, -1, 0, "", "x", "-1", "1:2", "0", "01", [], {}, ["1"]] },
  },
  {
    method: "POST",
    path: "/api/rooms/0/messages",
    body: { id: uuid(), message: "hello" },
    never: {
      id: [...NO_TEXT, "", "x", `${uuid()}x`, ` ${uuid()}`, `${uuid()}","a":"`],
      message: [...NO_TEXT, "", " \n ", "\u0000", "\u200b"],
      after: NO_CURSOR,
    },
  },
  { method: "PUT", path: "/api/rooms/0/read", body: { cursor: "1" }, never: { cursor: [null, ...NO_CURSOR] } },
  { method: "PUT", path: "/api/rooms/0/unread", body: { cursor: "1" }, never: { cursor: [null, ...NO_CURSOR] } },
  {
    method: "POST",
    path: "/api/rooms/0/members",
    body: {},
    never: { userIds: [...NO_IDS, Array.from({ length: 101 }, () => "1")] },
  },
];

const NO_BODIES = [
  "null",
  "[]",
  '"text"',
  "17",
  "true",
  "{",
  "{]",
  "'",
  '{"username":"a",}',
  "NaN",
  "undefined",
  "\u0000",
  '{"a":"\u0001"}',
  "<xml/>",
  "[".repeat(20_000),
  "username=a&password=b",
];

function expectRefusal(reply: Reply, code: keyof typeof STATUS, what: string): void {
  expect(reply, what).toMatchObject({ status: STATUS[code], body: { error: { code } } });
  expect(typeof (reply.body as ErrorReply).error.message, what).toBe("string");
}

for (const { method, path, body, never } of requests) {
  const fields = Object.keys(never).join(", ");
  test(`${method} ${path} refuses whatever ${fields} cannot be, and stores nothing`, async ({ anna, redis }) => {
    const before = await stored(redis);
    for (const [field, values] of Object.entries(never)) {
      for (const value of values) {
        const what = `${field}: ${JSON.stringify(value).slice(0, 100)}`;
        expectRefusal(await anna.ask(method, path, { ...body, [field]: value }), "invalid", what);
      }
    }
    expect(await stored(redis)).toEqual(before);
  });

  test(`${method} ${path} with ${fields} refuses what is no JSON of its form`, async ({ anna, redis }) => {
    const before = await stored(redis);
    const isEmptyFine = path.endsWith("/members");
    for (const raw of NO_BODIES) expectRefusal(await anna.ask(method, path, raw), "invalid", raw.slice(0, 100));
    if (!isEmptyFine) expectRefusal(await anna.ask(method, path, "{}"), "invalid", "an empty object");
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "",
      "*/*",
    ]) {
      expectRefusal(await anna.ask(method, path, body, { "Content-Type": type }), "invalid", type);
    }
    expectRefusal(await anna.ask(method, path, { ...body, more: "x".repeat(70 * 1024) }), "too_large", "70 KB");
    expect(await stored(redis)).toEqual(before);
  });

  test(`${method} ${path} with ${fields} refuses pages of other websites`, async ({ anna, first, redis }) => {
    const before = await stored(redis);
    const foreign: Record<string, string>[] = [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { Origin: `${first.url}.evil.example` },
      { Origin: `http://127.0.0.1:${first.port + 1}` },
      { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { "Sec-Fetch-Site": "none" },
    ];
    for (const headers of foreign) {
      expectRefusal(await anna.ask(method, path, body, headers), "forbidden", JSON.stringify(headers));
    }
    expect(await stored(redis)).toEqual(before);
  });
}

test("a session, a membership and a room are not ended by another website", async ({ anna }) => {
  const room = await anna.createRoom("open", "Mine");
  const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  for (const path of ["/api/session", "/api/session?all=true", `/api/rooms/${room.id}/members/${anna.id}`]) {
    expectRefusal(await anna.ask("DELETE", path, undefined, foreign), "forbidden", path);
  }
  expect((await anna.room(room.id)).name).toBe("Mine");
});

test("pages of this website, and command lines, may change things", async ({ anna, first }) => {
  const own: Record<string, string>[] = [{}, { Origin: first.url }, { "Sec-Fetch-Site": "same-origin" }];
  for (const headers of own) {
    const said = await anna.ask("POST", "/api/rooms/0/messages", { id: uuid(), message: "from here" }, headers);
    expect(said.status).toBe(201);
  }
});

test("a body without a length is measured as it comes", async ({ anna, first, redis }) => {
  const before = await stored(redis);
  const body = new ReadableStream({
    start(controller) {
      const chunk = new TextEncoder().encode("x".repeat(10 * 1024));
      for (let sent = 0; sent < 7; sent++) controller.enqueue(chunk);
      controller.close();
    },
  });
  const headers = { "Content-Type": "application/json", cookie: anna.cookie };
  const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  const response = await fetch(`${first.url}/api/rooms/0/messages`, init);
  expect(response.status).toBe(413);
  expect(await stored(redis)).toEqual(before);
});

test("a message may be as long as the limit, and no longer", async ({ anna, redis }) => {
  const before = await redis.zcard("room:0");
  const tooLong = ["x".repeat(4_001), "👍".repeat(4_001), "é".repeat(60_000)];
  for (const text of tooLong) expect((await anna.say("0", text)).status).toBe(413);
  expect(await redis.zcard("room:0")).toBe(before);
  expect((await anna.say("0", "👍".repeat(4_000))).status).toBe(201);
});

test("bytes that are not text are read as far as they are, and never break anything", async ({ anna, first }) => {
  const head = Buffer.from(`{"id":"${uuid()}","message":"a`);
  const body = Buffer.concat([head, Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]), Buffer.from('b"}')]);
  const headers = { "Content-Type": "application/json", cookie: anna.cookie };
  const response = await fetch(`${first.url}/api/rooms/0/messages`, { method: "POST", headers, body });
  expect(response.status).toBe(201);
  expect((await response.json()).message).toMatch(/^a\ufffd+b$/);
});

test("strange queries are answered with people, or with a refusal", async ({ anna }) => {
  const many = Array.from({ length: 101 }, (_, index) => `ids=${index + 1}`).join("&");
  for (const query of ["ids=", "ids=x", "ids=1&ids=-1", "ids[]=1&ids=%00", "ids=01", "ids=1e3", many]) {
    expectRefusal(await anna.ask("GET", `/api/users?${query}`), "invalid", query.slice(0, 50));
  }
  for (const query of [
    "q=%00",
    "q=%ED%A0%80",
    "q=.*",
    "q[]=x",
    "online=yes",
    "q=__proto__",
    `q=${"x".repeat(4_000)}`,
  ]) {
    expect((await anna.ask("GET", `/api/users?${query}`)).status, query).toBe(200);
  }
});

const GARBAGE_COOKIES = [
  "banter",
  "banter=",
  "banter=x",
  "banter=%E0%A4%A",
  "banter=%00",
  'banter="x"; banter=y',
  "banter=Fe26.2*1*a*b*c*d*e*f~2",
  "banter=Fe26.2**x**x*x*x**x*x~2",
  "banter=null; __proto__=1",
  `banter=${"x".repeat(7_000)}`,
  "=; ;; =x; banter",
  "__Host-banter=x",
];

test("a garbage cookie is no session", async ({ anna, ben, first }) => {
  const sealed = anna.cookie.slice("banter=".length);
  const half = Math.floor(sealed.length / 2);
  const changed = sealed[half] === "a" ? "b" : "a";
  const near = [
    `banter=${sealed.slice(0, -5)}`,
    `banter=${sealed.replace("~", "x~")}`,
    `banter=${sealed.replace("~2", "~1")}`,
    `banter=${sealed.slice(0, half)}${changed}${sealed.slice(half + 1)}`,
    `banter=${sealed.slice(0, half)}${ben.cookie.slice("banter=".length + half)}`,
    `Banter=${sealed}`,
    `__Host-banter=${sealed}`,
  ];
  for (const cookie of [...GARBAGE_COOKIES, ...near]) {
    expectRefusal(await ask(first, "GET", "/api/session", undefined, { cookie }), "unauthenticated", cookie);
    expectRefusal(await ask(first, "GET", "/api/stream", undefined, { cookie }), "unauthenticated", cookie);
  }
  expect((await anna.ask("GET", "/api/session")).status).toBe(200);
});

/** As it stands, not as a browser would tidy it up. */
function raw(server: Banter, path: string, headers: Record<string, string>, method = "GET") {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; location: string; body: string }>(
    (resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            location: response.headers.location ?? "",
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.on("error", reject);
      asked.end();
    },
  );
}

const ROOM_TRICKS = [
  "%00",
  "0%00",
  "%2e%2e",
  "%2e%2e%2f0",
  "..%2f..%2fsession",
  "0%2fmessages",
  "%5c..%5c",
  "%25%30%30",
  "0:name",
  "0%3Aname",
  "__proto__",
  "constructor",
  "-1",
  "00",
  "1:1",
  "99999999999",
  "1:2:3",
  "*",
  "%F0%9F%A6%84",
  "%ED%A0%80",
  "0;x=1",
  "0,1",
  "{room:0}:info",
  "x".repeat(6_000),
];

test("a room id with tricks in it is no room", async ({ anna, first, redis }) => {
  const before = await stored(redis);
  for (const trick of ROOM_TRICKS) {
    for (const path of [`/api/rooms/${trick}`, `/api/rooms/${trick}/messages`]) {
      const { status, body } = await raw(first, path.replaceAll("{", "%7B").replaceAll("}", "%7D"), {
        cookie: anna.cookie,
      });
      expect(
        path.includes("%2e") ? [308, 400, 404] : [400, 404],
        `${path.slice(0, 100)}: ${body.slice(0, 200)}`,
      ).toContain(status);
      expect(body).not.toContain('"messages"');
    }
    const member = await raw(
      first,
      `/api/rooms/0/members/${encodeURIComponent(trick)}`,
      { cookie: anna.cookie },
      "DELETE",
    );
    expect([400, 403, 404]).toContain(member.status);
  }
  expect(await stored(redis)).toEqual(before);
});

test("an address with tricks in it leads nowhere: to no file, no other host, no fault", async ({
  anna,
  first,
  second,
}) => {
  const paths = [
    "/%",
    "/%zz",
    "/api/%E0%A4%A",
    "/api/rooms/%E0%A4%A/messages",
    "/api/rooms/%/messages",
    "//evil.example/%2e%2e",
    "//evil.example",
    "/\\evil.example",
    "/api/../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/_next/static/%2e%2e%2f%2e%2e%2fpackage.json",
    "/_next/../package.json",
    "/_next/image?url=http://127.0.0.1:1/x&w=64&q=75",
    "/_next/image?url=%2f%2fevil.example&w=64&q=75",
    "/_next/data/x/../../y.json",
    "/socket.io/../api/session",
    "/socket.io/%00",
    "/socket.io/?EIO=4&transport=nothing",
    "/socket.io/?EIO=4&transport=polling&sid=nobody",
    "/socket.io/?EIO=99&transport=websocket",
    "/api/stream/..",
    "/api/stream%00",
    "/api/nothing/here",
    "/api",
    "/healthz/%2e%2e/%00",
    `/${"x".repeat(8_000)}`,
    `/api/${"a/".repeat(2_000)}`,
    `/?${"a=1&".repeat(2_000)}`,
    `/${"x".repeat(40_000)}`,
  ];
  for (const path of paths) {
    const { status, location, body } = await raw(first, path, { cookie: anna.cookie });
    expect(status, `${path.slice(0, 100)}: ${body.slice(0, 200)}`).toBeLessThan(500);
    expect(location, path).not.toMatch(/^(https?:)?\/\/(?!127\.0\.0\.1)/);
    expect(body, path).not.toMatch(/root:|"devDependencies"|SESSION_SECRET/);
  }
  for (const server of [first, second]) expect((await ask(server, "GET", "/healthz")).status).toBe(200);
});

test("what is not in the API is not found, whatever the method", async ({ anna }) => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    expectRefusal(await anna.ask(method, "/api/nothing", method === "GET" ? undefined : {}), "not_found", method);
  }
});

const ROUTES = readdirSync("app/api", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
  .map((file) => `/api/${file.slice(0, -"/route.ts".length)}`)
  .map((path) => path.replaceAll(/\[\w+\]/g, "0"));

test("a method that a path does not have is refused in the words of the contract, with those that it has", async ({
  anna,
}) => {
  for (const path of [...ROUTES, "/api/stream"]) {
    const has = path === "/api/stream" ? "GET" : (await anna.ask("OPTIONS", path)).headers.get("allow");
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (has?.split(", ").includes(method)) continue;
      const { status, body, headers } = await anna.ask(method, path, method === "GET" ? undefined : {});
      expect({ status, body }, `${method} ${path}`).toMatchObject({
        status: 405,
        body: { error: { code: "invalid" } },
      });
      expect(headers.get("allow"), `${method} ${path}`).toBe(has);
    }
  }
});

test("a method that no address has is refused in the words of the contract, and is no fault", async ({
  anna,
  first,
}) => {
  const faults = first.log().length;
  for (const method of ["TRACE", "PROPFIND", "LINK", "QUERY"]) {
    for (const path of ["/api/rooms", "/api/stream", "/sign-in", "/healthz", "/nothing"]) {
      const { status, headers, body } = await raw(first, path, { cookie: anna.cookie }, method);
      expect({ status, body: JSON.parse(body) }, `${method} ${path}`).toMatchObject({
        status: 405,
        body: { error: { code: "invalid" } },
      });
      expect(headers.allow, `${method} ${path}`).toContain("GET");
    }
  }
  expect(first.log().slice(faults)).toBe("");
});

test("the health of the process takes no other method either, and says so", async ({ first }) => {
  for (const path of ["/healthz", "/readyz"]) {
    const reply = await ask(first, "POST", path, {});
    expect(reply, path).toMatchObject({ status: 405, body: { error: { code: "invalid" } } });
    expect(reply.headers.get("allow"), path).toBe("GET, HEAD, OPTIONS");
  }
});

/** The first line of the answer to a request whose target no client would send. */
const firstLine = (server: Banter, line: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () =>
      socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`),
    );
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("end", () => resolve(heard.split("\r\n")[0] ?? "")).on("error", reject);
  });

test("a request for no path is malformed, and no fault", async ({ first }) => {
  const faults = first.log().length;
  for (const line of ["OPTIONS *", "GET ftp://127.0.0.1/healthz", "GET http:///healthz"])
    expect(await firstLine(first, line), line).toBe("HTTP/1.1 400 Bad Request");
  expect(first.log().slice(faults)).toBe("");
});

test("a request may name the whole address; the host that counts is still that of its header", async ({ first }) => {
  const origin = `http://127.0.0.1:${first.port}`;
  for (const target of [
    `${origin}/healthz`,
    "HTTPS://evil.example/healthz?a=//b",
    `${origin}/socket.io/?EIO=4&transport=polling`,
  ])
    expect(await firstLine(first, `GET ${target}`), target).toBe("HTTP/1.1 200 OK");
  expect(await firstLine(first, `GET ${origin}`)).toBe("HTTP/1.1 307 Temporary Redirect");
  expect(await firstLine(first, `GET ${origin}/%zz`)).toBe("HTTP/1.1 400 Bad Request");
  const { status } = await raw(first, "http://evil.example/api/session", { origin: "http://evil.example" }, "POST");
  expect(status).toBe(403);
});

const BOUNDARY = "----------------------------a-boundary";
const FORM = { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` };
const formOf = (text: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="message"\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`;

/** In pieces: without a length. */
const inPieces = (text: string) => ({ body: new Blob([text]).stream(), duplex: "half" }) as RequestInit;

test("a form that cannot be read, or is too long, is refused by every page, and no fault", async ({ anna, first }) => {
  const faults = first.log().length;
  const whole = formOf("words");
  const forms = (): [RequestInit, keyof typeof STATUS][] => [
    [{ headers: { "Content-Type": "multipart/form-data" }, body: whole }, "invalid"],
    [{ headers: { "Content-Type": "multipart/form-data; boundary=a" }, body: "--a" }, "invalid"],
    [{ headers: FORM, body: "" }, "invalid"],
    [{ headers: FORM, body: whole.slice(0, -10) }, "invalid"],
    [{ headers: FORM, body: whole }, "invalid"], // of no action
    [{ headers: FORM, ...inPieces(whole.slice(0, 60)) }, "invalid"],
    [{ headers: FORM, body: formOf("x".repeat(FORM_MAX_BYTES)) }, "too_large"],
    [{ headers: FORM, ...inPieces(formOf("x".repeat(3 * FORM_MAX_BYTES))) }, "too_large"],
    [{ headers: { "Next-Action": "0".repeat(42) }, body: "x".repeat(FORM_MAX_BYTES + 1) }, "too_large"],
  ];
  for (const path of ["/sign-in", "/rooms/0"]) {
    for (const [index, [init, code]] of forms().entries()) {
      const headers = { ...init.headers, cookie: anna.cookie };
      const response = await fetch(first.url + path, { ...init, method: "POST", headers, redirect: "manual" });
      const reply = { status: response.status, headers: response.headers, body: await response.json() };
      expectRefusal(reply, code, `${path}, form ${index}`);
    }
  }
  expect(first.log().slice(faults)).toBe("");
});

test("a form that can be read is read by the page, whole and in pieces", async ({ anna, first }) => {
  const page = await fetch(`${first.url}/rooms/0`, { headers: { cookie: anna.cookie } }).then((answer) =>
    answer.text(),
  );
  const form = /<form[^>]*>(?:(?!<\/form>).)*<textarea/s.exec(page)?.[0] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)];
  const sent = (text: string) => {
    const parts = [...hidden.map(([, name, value = ""]) => [name, value.replaceAll("&quot;", '"')]), ["message", text]];
    const lines = parts.map(
      ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return `${lines.join("")}--${BOUNDARY}--\r\n`;
  };
  const post = async (init: RequestInit) => {
    const headers = { ...FORM, cookie: anna.cookie };
    return fetch(`${first.url}/rooms/0`, { ...init, method: "POST", headers, redirect: "manual" });
  };
  expect(await (await post({ body: sent("x".repeat(900_000)) })).text()).toContain("at most 4000 characters");
  expect((await post(inPieces(sent("a form in pieces, é")))).status).toBeLessThan(400);
  const { messages } = await anna.history("0");
  expect(messages.map(({ message }) => message)).toContain("a form in pieces, é");
});

test("a session that is not there, or no longer, is not found, and nothing is told of it", async ({
  anna,
  first,
  redis,
}) => {
  const other = await anna.signInAgain();
  const { body } = await anna.ask<{ sessions: { id: string; current: boolean }[] }>("GET", "/api/sessions");
  const id = body.sessions.find(({ current }) => !current)?.id;
  expect((await anna.ask("DELETE", `/api/sessions/${id}`)).status).toBe(204);
  expect((await other.ask("GET", "/api/session")).status).toBe(401);

  const [faults, ear] = [first.log().length, redis.duplicate()];
  const heard: string[] = [];
  ear.on("message", (_, raw: string) => heard.push(raw));
  await ear.subscribe("banter:events");
  for (const none of [id, uuid(), "x", "%22", "__proto__"])
    expectRefusal(await anna.ask("DELETE", `/api/sessions/${none}`), "not_found", String(none));
  await ear.unsubscribe();
  ear.disconnect();
  expect(heard.filter((raw) => raw.includes("session.ended"))).toEqual([]);
  expect(first.log().slice(faults)).toBe("");
});

test("nobody ends the session of somebody else by its id", async ({ anna, ben }) => {
  const { body } = await ben.ask<{ sessions: { id: string }[] }>("GET", "/api/sessions");
  const bens = await ben.connect();
  expectRefusal(await anna.ask("DELETE", `/api/sessions/${body.sessions[0]?.id}`), "not_found", "of Ben");
  await anna.say("0", "nothing has happened");
  await bens.hearsMessage("0", "nothing has happened");
  expect(bens.all("session.ended")).toEqual([]);
  expect((await ben.ask("GET", "/api/session")).status).toBe(200);
});

test("a stream that is given up at once leaves nobody online", async ({ newcomer, second, redis, ben }) => {
  const gone = await newcomer("Gone");
  const bens = await ben.connect();
  for (let attempts = 0; attempts < 30; attempts++) {
    const leaving = new AbortController();
    const asked = fetch(`${second.url}/api/stream`, { headers: { cookie: gone.cookie }, signal: leaving.signal });
    setImmediate(() => leaving.abort());
    await asked.catch(() => undefined);
  }
  const last = await gone.connect(); // when this one is told as gone, none of the others may be left
  await bens.hears("presence", ({ online }) => online.some(({ id }) => id === gone.id));
  last.close();
  await bens.hears("presence", ({ offline }) => offline.includes(gone.id));
  expect(await redis.sismember("online_users", gone.id)).toBe(0);
});

test("a name that was refused stays free", async ({ first }) => {
  const username = freshName("Free");
  expect((await ask(first, "POST", "/api/users", { username, password: "short" })).status).toBe(400);
  expect((await ask(first, "POST", "/api/users", { username, password: PASSWORD })).status).toBe(201);
});
