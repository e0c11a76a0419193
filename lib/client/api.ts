import type { ErrorBody } from "../errors";
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

export const getOlder = (roomId: RoomId, before: Cursor): Promise<Page> =>
  get<Page>(`${messagesOf(roomId)}?before=${before}`);

interface Outgoing {
  id: string;
  message: string;
  after: Cursor | null;
}

/** Sends a message without a socket. Rejects when there is no answer in time. */
export const postMessage = (roomId: RoomId, outgoing: Outgoing): Promise<Answer<Message>> =>
  post<Message>(messagesOf(roomId), outgoing);

/** Moves the read mark, also when the page is already on its way out: a socket would not be heard then. */
export async function putRead(roomId: RoomId, cursor: Cursor): Promise<void> {
  await fetch(`/api/rooms/${encodeURIComponent(roomId)}/read`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ cursor }),
    keepalive: true,
  });
}

const messagesOf = (roomId: RoomId) => `/api/rooms/${encodeURIComponent(roomId)}/messages`;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
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
