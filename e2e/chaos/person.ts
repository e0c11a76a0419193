/** Somebody with an account, who talks to whatever instance there is. */
import type { RoomId, UserId } from "../../lib/events";
import { cookieOf, PASSWORD } from "../contract/person";
import { Browser } from "./browser";

export interface Person {
  id: UserId;
  username: string;
  cookie: string;
  browser: Browser;
}

export interface Asked<T = unknown> {
  status: number;
  body: T;
}

const ANSWER_WITHIN_MS = 10_000;

/** One request. Rejects when there is no answer. */
export async function ask<T = unknown>(
  url: string,
  cookie: string,
  [method, path, body]: [method: string, path: string, body?: unknown],
): Promise<Asked<T> & { cookie: string }> {
  const response = await fetch(url + path, {
    method,
    headers: { ...(cookie && { cookie }), ...(body !== undefined && { "Content-Type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T, cookie: cookieOf(response.headers) };
}

export async function register(url: string, name: string): Promise<Person> {
  const username = `${name} ${crypto.randomUUID().slice(0, 8)}`;
  const answer = await ask<{ id: UserId }>(url, "", ["POST", "/api/users", { username, password: PASSWORD }]);
  if (answer.status !== 201) throw new Error(`${username} could not register: ${JSON.stringify(answer)}`);
  return { id: answer.body.id, username, cookie: answer.cookie, browser: new Browser() };
}

/** Another session of the same person. */
export async function signIn(url: string, { username }: Person): Promise<string> {
  const answer = await ask(url, "", ["POST", "/api/session", { username, password: PASSWORD }]);
  if (answer.status !== 200) throw new Error(`${username} could not sign in: ${answer.status}`);
  return answer.cookie;
}

export async function createRoom(url: string, person: Person, room: object): Promise<RoomId> {
  const answer = await ask<{ id: RoomId }>(url, person.cookie, ["POST", "/api/rooms", room]);
  if (answer.status > 201) throw new Error(`no room could be created: ${JSON.stringify(answer)}`);
  return answer.body.id;
}
