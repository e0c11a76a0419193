// @ts-check
/** People at the other end of Heroku's router, which speaks HTTPS to them and says so to the dyno. */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { atEnd } from "../endings.mjs";
import { Advice } from "../steps.mjs";

/** @typedef {import("./dyno.mjs").Dyno} Dyno */
/** @typedef {{ id: string, message: string }} Message */
/** @typedef {Awaited<ReturnType<typeof signIn>>} Person */

const ROUTER = { "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Port": "443" };
const HEARD_WITHIN_MS = 10_000;
const password = "correct horse battery";

/** @param {Dyno} dyno @param {string} username */
export const register = (dyno, username) => request(dyno, "POST", "/api/users", { username, password });

/** @param {Dyno} dyno @param {string} username */
export async function signIn(dyno, username) {
  const answer = await request(dyno, "POST", "/api/session", { username, password });
  const setCookie = answer.headers.getSetCookie()[0] ?? "";
  const cookie = setCookie.split(";")[0] ?? "";
  /** @type {{ id: string }} */
  const { id } = await answer.json();
  return { id, cookie, setCookie, openDirect, send, history };

  /** @param {Dyno} on @param {string} userId @returns {Promise<string>} the room's id */
  async function openDirect(on, userId) {
    const room = await request(on, "POST", "/api/rooms", { kind: "direct", userId }, cookie);
    return (await room.json()).id;
  }

  /** @param {Dyno} on @param {string} room @param {string} message @param {string} uuid @returns {Promise<Message>} */
  async function send(on, room, message, uuid = randomUUID()) {
    const stored = await request(on, "POST", `/api/rooms/${room}/messages`, { id: uuid, message }, cookie);
    return stored.json();
  }

  /** The ids of all messages of a room, page by page. @param {Dyno} on @param {string} room */
  async function history(on, room) {
    /** @type {string[]} */
    const ids = [];
    for (let before = ""; ; ) {
      const page = await request(on, "GET", `/api/rooms/${room}/messages?limit=100${before}`, undefined, cookie);
      const { messages, older } = await page.json();
      ids.unshift(...messages.map((/** @type {Message} */ message) => message.id));
      if (!older) return ids;
      before = `&before=${older}`;
    }
  }
}

/** @param {{ path: string }} slug @param {Dyno} dyno @param {Person} person */
export async function openSocket(slug, dyno, { cookie }) {
  const { io } = createRequire(join(slug.path, "package.json"))("socket.io-client");
  const socket = io(dyno.url, { transports: ["websocket"], extraHeaders: { ...ROUTER, Cookie: cookie } });
  atEnd(() => socket.close());
  /** @type {string[]} */
  const ids = [];
  socket.on("messages", (/** @type {Message[]} */ messages) => ids.push(...messages.map(({ id }) => id)));
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  return { heard: () => ids, untilHeard, close: () => socket.close() };

  /** @param {string} id */
  async function untilHeard(id) {
    const latest = Date.now() + HEARD_WITHIN_MS;
    while (!ids.includes(id)) {
      if (Date.now() > latest) throw new Advice(`Message ${id} did not arrive within ${HEARD_WITHIN_MS / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** @param {Dyno} dyno @param {string} method @param {string} path @param {object} [body] @param {string} [cookie] */
async function request(dyno, method, path, body, cookie) {
  const headers = { ...ROUTER, "Content-Type": "application/json", ...(cookie ? { Cookie: cookie } : {}) };
  const answer = await fetch(dyno.url + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok)
    throw new Advice(`${method} ${path} on ${dyno.name} was answered with ${answer.status}: ${await answer.text()}`);
  return answer;
}
