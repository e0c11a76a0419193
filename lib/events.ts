/** The wire contract: what crosses between browser and server, for both sides. Its schemas are in ./schemas. */
import type { ErrorBody } from "./errors";
import { LATE_SECONDS } from "./limits";

/** `0` is General, `5` a named room, `5:6` the direct room of users 5 and 6. */
export const ROOM_ID = /^(0|[1-9]\d{0,9})(:[1-9]\d{0,9})?$/;
export const USER_ID = /^[1-9]\d{0,9}$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A cursor is a score as Redis prints it: positive, finite, before the year 2286. */
export const CURSOR = /^\d{1,10}(\.\d{1,17})?$/;

/**
 * Is it of a sibling's message? Those stand at whole seconds of a clock that may be ahead of Redis': what is ours, and
 * was said later, stands before them then.
 */
export const isForeign = (cursor: Cursor): boolean => Number.isInteger(Number(cursor));

/** The cursor, or an earlier one where what was said after it may stand before it. */
export const safely = (cursor: Cursor): Cursor =>
  isForeign(cursor) ? String(Math.max(0, Number(cursor) - LATE_SECONDS)) : cursor;

export const GENERAL = "0";
/** The direct room of two people: the smaller id first. */
export const directOf = (a: UserId, b: UserId): RoomId => (Number(a) < Number(b) ? `${a}:${b}` : `${b}:${a}`);

export type UserId = string;
export type RoomId = string;
export type Cursor = string;

export interface User {
  id: UserId;
  username: string;
  online: boolean;
  /** The account was deleted by its owner; the name says so, too. */
  deleted?: true;
}

/** A stored message. `date`: unix seconds. `cursor`: its score, unique in its room, opaque to clients. */
export interface Message {
  id: string;
  roomId: RoomId;
  from: UserId;
  date: number;
  message: string;
  cursor: Cursor;
}

/** What copies of one message have in common, and no other message has: an author chooses ids for their own messages only. */
export const identityOf = ({ from, id }: Pick<Message, "from" | "id">): string => `${from} ${id}`;

/** A message on its way to a screen. `prev`: the cursor before it in the room, so that a gap is seen. */
export type LiveMessage = Message & { prev: Cursor | null };

export type RoomKind = "open" | "closed" | "direct";

/** A room as one of its members sees it. `members` is there for direct rooms, and when one room is asked for. */
export interface Room {
  id: RoomId;
  kind: RoomKind;
  name: string;
  members?: User[];
  /** A direct room with somebody whom I have blocked. */
  blocked?: true;
  unread: number;
  readCursor: Cursor | null;
  lastMessage: Message | null;
}

/** An open room that one may join. */
export interface OpenRoom extends Room {
  kind: "open";
  memberCount: number;
}

/** A page of history, oldest first. `older` goes into `before`, `newer` into `after`; null where it ends. */
export interface Page {
  messages: Message[];
  older: Cursor | null;
  newer: Cursor | null;
}

export interface SyncAnswer {
  rooms: Record<RoomId, { messages: LiveMessage[]; reset: boolean }>;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };
type Acknowledge<T> = (answer: Answer<T>) => void;

export interface SendPayload {
  id: string;
  roomId: RoomId;
  message: string;
  after?: Cursor | null | undefined;
}

export interface SyncPayload {
  rooms: Record<RoomId, Cursor | null>;
  late?: boolean | undefined;
}

export interface ClientEvents {
  message: (payload: SendPayload, ack?: Acknowledge<Message>) => void;
  "room.join": (roomId: RoomId, ack?: Acknowledge<Room>) => void;
  sync: (payload: SyncPayload, ack?: Acknowledge<SyncAnswer>) => void;
  typing: (payload: { roomId: RoomId }, ack?: Acknowledge<null>) => void;
  read: (payload: { roomId: RoomId; cursor: Cursor }, ack?: Acknowledge<null>) => void;
}

export interface ServerEvents {
  messages: (messages: LiveMessage[]) => void;
  presence: (change: { online: User[]; offline: UserId[] }) => void;
  room: (room: Room) => void;
  "room.left": (left: { roomId: RoomId }) => void;
  person: (person: User) => void;
  block: (block: { userId: UserId; blocked: boolean }) => void;
  typing: (typing: { roomId: RoomId; userId: UserId }) => void;
  read: (read: { roomId: RoomId; cursor: Cursor }) => void;
  unread: (unread: { roomId: RoomId; cursor: Cursor; unread: number }) => void;
  "session.ended": () => void;
}
