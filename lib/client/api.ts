import type { ErrorBody } from "../errors";
import type { Answer, Cursor, Message, Page, Room, RoomId, User, UserId } from "../events";
import { USERS_MAX } from "../limits";
import { ANSWER_WITHIN_MS } from "./socket";

/** What the browser asks over HTTP: what it asks seldom, and what it has no socket for. */
export const getRooms = async (): Promise<Room[]> => (await get<{ rooms: Room[] }>("/api/rooms")).rooms;

/** Who is online; of more than `USERS_MAX` the first by name. */
export const getOnline = (): Promise<User[]> => getUsers("online=true");

/** These people, in as many requests as it takes, one after the other. */
export async function getPeople(ids: UserId[]): Promise<User[]> {
  if (ids.length === 0) return [];
  const asked = ids.slice(0, USERS_MAX).map((id) => `ids=${id}`);
  return [...(await getUsers(asked.join("&"))), ...(await getPeople(ids.slice(USERS_MAX)))];
}

/** Those whom a query finds, at most as many as the server gives at once. */
const getUsers = async (query: string): Promise<User[]> => (await get<{ users: User[] }>(`/api/users?${query}`)).users;

/** A page of a room: before a cursor, after one, or the newest; `limit` messages at most. */
export const getPage = (roomId: RoomId, where: { before?: Cursor; after?: Cursor; limit: number }): Promise<Page> =>
  get<Page>(
    `${pathOf(roomId, "messages")}?${new URLSearchParams(Object.entries(where).map(([k, v]) => [k, String(v)]))}`,
  );

interface Outgoing {
  id: string;
  message: string;
  after: Cursor | null;
}

/** Sends a message without a socket. Rejects when there is no answer in time. */
export const postMessage = (roomId: RoomId, outgoing: Outgoing): Promise<Answer<Message>> =>
  send("POST", pathOf(roomId, "messages"), outgoing);

/** Moves the read mark, also when the page is already on its way out: a socket would not be heard then. */
export const putRead = (roomId: RoomId, cursor: Cursor): Promise<Answer<unknown>> =>
  send("PUT", pathOf(roomId, "read"), { cursor });

/** Marks a room as unread from a message on. Rejects when it was not heard. */
export async function putUnread(roomId: RoomId, cursor: Cursor): Promise<void> {
  const answer = await send("PUT", pathOf(roomId, "unread"), { cursor });
  if (!answer.ok) throw new Error(answer.error.message);
}

const GIVEN_UP_AFTER_MS = 30_000; // a page on a slow network takes its time, a dead connection for ever

/** A path of a room. */
export const pathOf = (roomId: RoomId, what: string) => `/api/rooms/${encodeURIComponent(roomId)}/${what}`;

/** What is at a path of the API. Rejects with `Failed`, or when there is no answer in time. */
export async function get<T>(path: string): Promise<T> {
  const response = await fetch(path, { signal: AbortSignal.timeout(GIVEN_UP_AFTER_MS) });
  if (!response.ok) throw new Failed(path, response.status);
  return (await response.json()) as T;
}

/** An answer that is none: its status says why. */
export class Failed extends Error {
  constructor(
    path: string,
    readonly status: number,
  ) {
    super(`${path} answered ${status}`);
  }
}

/** Sends to a path of the API; a refusal is an answer, too. Rejects when there is none in time. */
export async function send<T>(method: "POST" | "PUT", path: string, sent: unknown): Promise<Answer<T>> {
  const response = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
    keepalive: method === "PUT", // a mark is small enough to survive its page
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const body = (response.status === 204 ? {} : await response.json()) as T & { error?: ErrorBody };
  if (body.error) return { ok: false, error: body.error };
  if (!response.ok) throw new Failed(path, response.status);
  return { ok: true, data: body };
}
