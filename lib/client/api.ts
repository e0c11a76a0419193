import { type ErrorBody, STATUS } from "../errors";
import type { Answer, Cursor, Message, OpenRoom, Page, Room, RoomId, User, UserId } from "../events";
import { ANSWER_WITHIN_MS } from "./socket";

/** What the browser asks over HTTP: what it asks seldom, and what it has no socket for. */
export const getRooms = async (): Promise<Room[]> => (await get<{ rooms: Room[] }>("/api/rooms")).rooms;

export const getOnline = async (): Promise<User[]> => (await get<{ users: User[] }>("/api/users?online=true")).users;

export const getPeople = async (ids: UserId[]): Promise<User[]> =>
  (await get<{ users: User[] }>(`/api/users?${ids.map((id) => `ids=${id}`).join("&")}`)).users;

/** The people whose name has this in it, at most as many as the server gives at once. */
export const findPeople = async (query: string): Promise<User[]> =>
  (await get<{ users: User[] }>(`/api/users?q=${encodeURIComponent(query)}`)).users;

/** The open rooms that I may join. */
export const getDirectory = async (): Promise<OpenRoom[]> =>
  (await get<{ rooms: OpenRoom[] }>("/api/rooms?directory=true")).rooms;

/** Opens the direct room with a person, or finds it. Rejects when there is no answer in time. */
export const openDirect = (userId: UserId): Promise<Answer<Room>> =>
  post<Room>("/api/rooms", { kind: "direct", userId });

/** Joins an open room. Rejects when there is no answer in time. */
export const joinRoom = (roomId: RoomId): Promise<Answer<unknown>> =>
  post(`/api/rooms/${encodeURIComponent(roomId)}/members`, {});

/** A page of a room: before a cursor, after one, or the newest; `limit` messages at most. */
export const getPage = (roomId: RoomId, where: { before?: Cursor; after?: Cursor; limit: number }): Promise<Page> =>
  get<Page>(`${messagesOf(roomId)}?${new URLSearchParams(Object.entries(where).map(([k, v]) => [k, String(v)]))}`);

/** The same; null where the room is not mine. */
export async function getPageIfMine(roomId: RoomId, where: { limit: number }): Promise<Page | null> {
  return getPage(roomId, where).catch((error) => {
    if (error instanceof Failed && error.status === STATUS.not_found) return null;
    throw error;
  });
}

/** Who the server takes me for; null for nobody. */
export async function whoAmI(): Promise<UserId | null> {
  const response = await fetch("/api/session", { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (response.status === STATUS.unauthenticated) return null;
  if (!response.ok) throw new Failed("/api/session", response.status);
  return ((await response.json()) as { id: UserId }).id;
}

interface Outgoing {
  id: string;
  message: string;
  after: Cursor | null;
}

/** Sends a message without a socket. Rejects when there is no answer in time. */
export const postMessage = (roomId: RoomId, outgoing: Outgoing): Promise<Answer<Message>> =>
  post<Message>(messagesOf(roomId), outgoing);

/** Moves the read mark, also when the page is already on its way out: a socket would not be heard then. */
export const putRead = async (roomId: RoomId, cursor: Cursor): Promise<void> =>
  void (await put(`/api/rooms/${encodeURIComponent(roomId)}/read`, { cursor }));

/** Marks a room as unread from a message on. Rejects when it was not heard. */
export async function putUnread(roomId: RoomId, cursor: Cursor): Promise<void> {
  const { ok, status } = await put(`/api/rooms/${encodeURIComponent(roomId)}/unread`, { cursor });
  if (!ok) throw new Error(`unread was answered with ${status}`);
}

const put = (path: string, body: object): Promise<Response> =>
  fetch(path, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });

const GIVEN_UP_AFTER_MS = 30_000; // a page on a slow network takes its time, a dead connection for ever

const messagesOf = (roomId: RoomId) => `/api/rooms/${encodeURIComponent(roomId)}/messages`;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path, { signal: AbortSignal.timeout(GIVEN_UP_AFTER_MS) });
  if (!response.ok) throw new Failed(path, response.status);
  return (await response.json()) as T;
}

class Failed extends Error {
  constructor(
    path: string,
    readonly status: number,
  ) {
    super(`${path} answered ${status}`);
  }
}

async function post<T>(path: string, sent: unknown): Promise<Answer<T>> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const body = (response.status === 204 ? {} : await response.json()) as T & { error?: ErrorBody };
  return body.error ? { ok: false, error: body.error } : { ok: true, data: body };
}
