import type { Answer, OpenRoom, Room, RoomId, User, UserId } from "../events";
import { get, pathOf, send } from "./api";

/** The people whose name has this in it, at most as many as the server gives at once. */
export const findPeople = async (query: string): Promise<User[]> =>
  (await get<{ users: User[] }>(`/api/users?q=${encodeURIComponent(query)}`)).users;

/** The open rooms that I may join. */
export const getDirectory = async (): Promise<OpenRoom[]> =>
  (await get<{ rooms: OpenRoom[] }>("/api/rooms?directory=true")).rooms;

/** Opens the direct room with a person, or finds it. Rejects when there is no answer in time. */
export const openDirect = (userId: UserId): Promise<Answer<Room>> =>
  send<Room>("POST", "/api/rooms", { kind: "direct", userId });

/** Joins an open room. Rejects when there is no answer in time. */
export const joinRoom = (roomId: RoomId): Promise<Answer<unknown>> => send("POST", pathOf(roomId, "members"), {});
