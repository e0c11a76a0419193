/** Somebody who talks to the servers without a browser: by HTTP, by a socket, by a stream. */
import type { Cursor, Message, Page, Room, RoomId } from "../../lib/events";
import type { Banter } from "../servers";
import { listenBySocket, type SocketEar } from "./socket-ear";
import { listenByStream, type StreamEar, type StreamOptions } from "./stream-ear";

export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface ErrorReply {
  error: { code: string; message: string; retryAfter?: number };
}

export interface Person {
  id: string;
  username: string;
  password: string;
  cookie: string;
  ask<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
  /** The same session on another server. */
  at(server: Banter): Person;
  /** Another session of the same person, as in another browser. */
  signInAgain(server?: Banter): Promise<Person>;
  say(roomId: RoomId, text: string, more?: { id?: string; after?: Cursor | null }): Promise<Reply<Message>>;
  room(roomId: RoomId): Promise<Room>;
  rooms(): Promise<Room[]>;
  history(roomId: RoomId, query?: string): Promise<Page>;
  createRoom(kind: "open" | "closed", name: string, memberIds?: string[]): Promise<Room>;
  connect(): Promise<SocketEar>;
  stream(options?: StreamOptions): Promise<StreamEar>;
}

interface Account {
  id: string;
  username: string;
  password: string;
}

interface Ears {
  /** Is told of everything that is opened, so that it can be closed with the test. */
  opened: (ear: { close(): void }) => void;
}

export async function ask<T>(
  server: Banter,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<T>> {
  const response = await fetch(server.url + path, {
    method,
    headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    redirect: "manual",
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) as T };
}

export const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(";")[0] ?? "";

export const freshName = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

export const PASSWORD = "correct horse battery";

export async function register(server: Banter, ears: Ears, name = "Rita", password = PASSWORD): Promise<Person> {
  const username = freshName(name);
  const { status, body, headers } = await ask<{ id: string }>(server, "POST", "/api/users", { username, password });
  if (status !== 201) throw new Error(`${username} could not register: ${status} ${JSON.stringify(body)}`);
  return person(server, ears, { id: body.id, username, password }, cookieOf(headers));
}

export async function signIn(server: Banter, ears: Ears, account: Omit<Account, "id">): Promise<Person> {
  const { username, password } = account;
  const { status, body, headers } = await ask<{ id: string }>(server, "POST", "/api/session", { username, password });
  if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${JSON.stringify(body)}`);
  return person(server, ears, { ...account, id: body.id }, cookieOf(headers));
}

function person(server: Banter, ears: Ears, account: Account, cookie: string): Person {
  const askAs = <T>(method: string, path: string, body?: unknown, headers = {}) =>
    ask<T>(server, method, path, body, { cookie, ...headers });
  const read = async <T>(path: string) => must(200, await askAs<T>("GET", path));
  const keep = <T extends { close(): void }>(ear: T) => {
    ears.opened(ear);
    return ear;
  };
  return {
    ...account,
    cookie,
    ask: askAs,
    at: (other) => person(other, ears, account, cookie),
    signInAgain: (other = server) => signIn(other, ears, account),
    say: (roomId, message, more) =>
      askAs<Message>("POST", `/api/rooms/${roomId}/messages`, { id: crypto.randomUUID(), message, ...more }),
    room: (roomId) => read<Room>(`/api/rooms/${roomId}`),
    rooms: async () => (await read<{ rooms: Room[] }>("/api/rooms")).rooms,
    history: (roomId, query = "") => read<Page>(`/api/rooms/${roomId}/messages${query}`),
    createRoom: async (kind, name, memberIds) =>
      must(201, await askAs<Room>("POST", "/api/rooms", { kind, name, memberIds })),
    connect: async () => keep(await listenBySocket(server, cookie)),
    stream: async (options) => keep(await listenByStream(server, cookie, options)),
  };
}

function must<T>(status: number, reply: Reply<T>): T {
  if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
