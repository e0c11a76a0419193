import type { Cursor, RoomId } from "../events";

/** Addresses of the pages. A colon is allowed in a path, so ids stand as they are. */
export const roomPath = (roomId: RoomId) => `/rooms/${roomId}`;
export const olderPath = (roomId: RoomId, before: Cursor) => `${roomPath(roomId)}?before=${before}`;
export const newerPath = (roomId: RoomId, after: Cursor) => `${roomPath(roomId)}?after=${after}`;
export const messagePath = (roomId: RoomId, cursor: Cursor) => `${roomPath(roomId)}/at/${cursor}`;
export const membersPath = (roomId: RoomId) => `${roomPath(roomId)}/members`;

export const accountPath = "/account";

/** The room of an address, if it is the one of a room or of a page below it. */
export function roomOfPath(path: string): RoomId | null {
  const found = /^\/rooms\/([^/]+)/.exec(path)?.[1];
  return !found || found === "new" ? null : decodeURIComponent(found);
}

/** Where to go after signing in: a path of this site, never another one. */
export function insidePath(wanted: string | string[] | undefined | null): string {
  const path = typeof wanted === "string" && /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ? wanted : "/";
  return path.includes("\\") ? "/" : path;
}
