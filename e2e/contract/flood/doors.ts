/** The ways in which a stranger's words reach a server. Each pours in `count` hostile ones, and answers what was wrong. */
import { Agent, request } from "node:http";
import type { Redis } from "ioredis";
import type { Random } from "../../random";
import { type Sibling, siblings } from "../siblings";
import type { SocketEar } from "../socket-ear";
import { anyValue, anyWord, bend, tear } from "./mess";

export interface Place {
  url: string;
  cookie: string;
  /** A room that the hostile person is in, and one that they are not in. */
  mine: string;
  theirs: string;
}

/** What must never be found in anything that is answered. */
export type Secrets = RegExp;

const uuid = () => crypto.randomUUID();
const AT_ONCE = 24;

export async function overHttp(random: Random, place: Place, secrets: Secrets, count: number): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const wrong: string[] = [];
  let left = count;
  const pour = async () => {
    while (left-- > 0) {
      const asked = anyRequest(random, place);
      const { status, body } = await askRaw(agent, place.url, asked);
      const what = `${asked.method} ${asked.path} ${asked.body?.slice(0, 200)} → ${status} ${body.slice(0, 200)}`;
      if (status >= 500 || secrets.test(body)) wrong.push(what);
      if (
        status >= 400 &&
        status !== 405 &&
        asked.path.startsWith("/api/") &&
        asked.method !== "HEAD" &&
        !hasCode(body)
      )
        wrong.push(what);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, pour));
  agent.destroy();
  return wrong;
}

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS"]; // not DELETE: it would sign out, and end the flood

function anyRequest(random: Random, place: Place): Asked {
  const { method, path, body } = random.pick(requests(place));
  const isBodied = body !== undefined || random.chance(1 / 10);
  const asked = random.chance(1 / 3) ? bendPath(random, path) : path;
  const sent = isBodied ? anyBody(random, body ?? {}) : undefined;
  const type = random.chance(1 / 15) ? "text/plain" : "application/json";
  const cookie = random.chance(1 / 15) ? `banter=${anyWordOfUrl(random)}` : place.cookie;
  return {
    method: random.chance(1 / 20) ? random.pick(METHODS) : method,
    path: asked,
    headers: {
      cookie,
      ...(sent !== undefined && { "content-type": type, "content-length": String(Buffer.byteLength(sent)) }),
      ...oddHeaders(random),
    },
    body: sent,
  };
}

const requests = ({ mine, theirs }: Place): { method: string; path: string; body?: Record<string, unknown> }[] => [
  ...[mine, theirs, "0"].flatMap((room) => [
    { method: "GET", path: `/api/rooms/${room}` },
    { method: "GET", path: `/api/rooms/${room}/messages?limit=20&before=1700000000` },
    { method: "POST", path: `/api/rooms/${room}/messages`, body: { id: uuid(), message: "words", after: null } },
    { method: "PUT", path: `/api/rooms/${room}/read`, body: { cursor: "1700000000" } },
    { method: "PUT", path: `/api/rooms/${room}/unread`, body: { cursor: "1700000000" } },
    { method: "POST", path: `/api/rooms/${room}/members`, body: { userIds: ["1"] } },
  ]),
  { method: "POST", path: "/api/rooms", body: { kind: "closed", name: "A room", memberIds: ["1"] } },
  { method: "POST", path: "/api/rooms", body: { kind: "direct", userId: "1" } },
  { method: "GET", path: "/api/users?ids=1&ids=2" },
  { method: "GET", path: "/api/users?q=ma" },
  { method: "GET", path: "/api/rooms?directory=true" },
  { method: "GET", path: "/api/sessions" },
  { method: "DELETE", path: `/api/sessions/${uuid()}` },
  { method: "DELETE", path: "/api/rooms/0/members/1" },
  { method: "POST", path: "/api/users", body: { username: "", password: "correct horse" } },
  { method: "POST", path: "/api/session", body: { username: 1, password: "correct horse" } },
];

function bendPath(random: Random, path: string): string {
  const word = anyWordOfUrl(random);
  const parts = path.split(/(?<=[/=])/);
  const at = 2 + random.below(Math.max(1, parts.length - 2));
  const separator = /[/=]$/.exec(parts[at] ?? "")?.[0] ?? "";
  return [...parts.slice(0, at), word + separator, ...parts.slice(at + 1)].join("");
}

const anyWordOfUrl = (random: Random) => encodeURIComponent(anyWord(random).toWellFormed()).slice(0, 500);

function anyBody(random: Random, right: Record<string, unknown>): string {
  if (random.chance(1 / 8)) return tear(random, JSON.stringify(right));
  return JSON.stringify(Object.keys(right).length > 0 ? bend(random, right) : anyValue(random)) ?? "";
}

function oddHeaders(random: Random): Record<string, string> {
  if (!random.chance(1 / 10)) return {};
  const name = random.pick([
    "origin",
    "sec-fetch-site",
    "x-forwarded-for",
    "x-banter-path",
    "x-request-id",
    "last-event-id",
    "next-action",
    "rsc",
  ]);
  return { [name]: anyWordOfUrl(random) };
}

function askRaw(
  agent: Agent,
  url: string,
  { method, path, headers, body }: Asked,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { method, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text })).on("error", reject);
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

function hasCode(body: string): boolean {
  try {
    return typeof JSON.parse(body).error.code === "string";
  } catch {
    return false;
  }
}

export async function overSockets(
  random: Random,
  { ears, place, secrets }: { ears: SocketEar[]; place: Place; secrets: Secrets },
  count: number,
): Promise<string[]> {
  const wrong: string[] = [];
  let left = count;
  const pour = async (ear: SocketEar) => {
    while (left-- > 0) {
      const [event, payload] = anyEvent(random, place);
      const answer = JSON.stringify(await ear.askAnything(event, payload).catch((error: Error) => error.message));
      const isAnswer = /^\{"ok":(true|false),/.test(answer);
      const isFault = /"unavailable"/.test(answer);
      if (!isAnswer || isFault || secrets.test(answer)) wrong.push(`${event} ${JSON.stringify(payload)} → ${answer}`);
    }
  };
  await Promise.all(ears.flatMap((ear) => [pour(ear), pour(ear), pour(ear)]));
  return wrong;
}

function anyEvent(random: Random, { mine, theirs }: Place): [string, unknown] {
  const room = random.pick([mine, theirs, "0"]);
  const right: Record<string, Record<string, unknown>> = {
    message: { id: uuid(), roomId: room, message: "words", after: null },
    sync: { rooms: { [room]: "1700000000" } },
    typing: { roomId: room },
    read: { roomId: room, cursor: "1700000000" },
  };
  if (random.chance(1 / 15))
    return [random.pick(["room.join", "nothing", "messages", "toString", "error "]), anyValue(random)];
  const event = random.pick(Object.keys(right));
  return [event, bend(random, right[event] ?? {})];
}

/** What a sibling, or anybody with the password of Redis, may publish. */
export async function overChannels(
  random: Random,
  { mine, theirs }: Place,
  redis: Redis,
  count: number,
): Promise<void> {
  for (let left = count; left > 0; left -= 500) {
    const lines = redis.pipeline();
    for (let index = 0; index < Math.min(500, left); index++) {
      const room = random.pick([mine, theirs, "0", "1:2"]);
      const channel = random.chance(1 / 4) ? "banter:events" : "MESSAGES";
      lines.publish(channel, anyLine(random, room, channel));
    }
    await lines.exec();
  }
}

function anyLine(random: Random, room: string, channel: string): string {
  if (channel === "banter:events") {
    const type = random.pick(["typing", "read", "unread", "nothing", "__proto__"]);
    return JSON.stringify(bend(random, { type, roomId: room, userId: "1", cursor: "1", origin: "x", unread: 1 }));
  }
  const line = random.pick(siblings).envelope(anyMember(random, room));
  return random.chance(1 / 2) ? tear(random, line) : line;
}

/** What may stand in a sorted set. */
export async function intoRooms(random: Random, { mine }: Place, redis: Redis, count: number): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  for (let left = count; left > 0; left -= 500) {
    const lines = redis.pipeline();
    for (let index = 0; index < Math.min(500, left); index++) {
      const score = random.chance(1 / 10)
        ? random.pick(["0", "-1", "+inf", "-inf", "1e300", "4102444800"])
        : now - random.below(600);
      lines.zadd(`room:${mine}`, String(score), anyMember(random, mine));
    }
    await lines.exec();
  }
}

function anyMember(random: Random, roomId: string): string {
  const said = { from: "1", roomId, message: `poison ${random.below(1e9)}`, date: 1_700_000_000 };
  const member = random.pick<Sibling>(siblings).member(said);
  if (random.chance(1 / 3)) return tear(random, member);
  const id = random.chance(1 / 2) && { id: uuid() }; // as ours have
  return JSON.stringify(bend(random, { ...JSON.parse(member), ...id }));
}
