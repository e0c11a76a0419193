/**
 * The wire contract: what crosses between browser and server, as types and as schemas, for both sides.
 * `zod/mini`, because the browser loads this file too.
 */
import * as z from "zod/mini";
import type { ErrorBody } from "./errors";
import { PAGE_MAX, SYNC_MAX_ROOMS } from "./limits";

/** `0` is General, `5` a named room, `5:6` the direct room of users 5 and 6. */
export const ROOM_ID = /^(0|[1-9]\d{0,9})(:[1-9]\d{0,9})?$/;
export const USER_ID = /^[1-9]\d{0,9}$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A cursor is a score as Redis prints it: positive, finite, before the year 2286. */
export const CURSOR = /^\d{1,10}(\.\d{1,17})?$/;
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

const says = (error: string) => ({ error });

export const roomIdSchema = z
  .string(says("A room id is a text."))
  .check(z.regex(ROOM_ID, says("This is not a room id.")));
/** Ids go out as text; a number is taken as well, because the siblings send both. */
export const userIdSchema = z.pipe(
  z.pipe(z.union([z.string(), z.number()], says("A user id is a number.")), z.transform(String)),
  z.string().check(z.regex(USER_ID, says("This is not a user id."))),
);
export const cursorSchema = z.string(says("A cursor is a text.")).check(z.regex(CURSOR, says("This is not a cursor.")));
export const uuidSchema = z
  .string(says("A message needs an id."))
  .check(z.regex(UUID, says("The id of a message is a UUID.")));
const textSchema = z.string(says("A message is a text."));

export const outgoingSchema = z.object({
  id: uuidSchema,
  message: textSchema,
  after: z.optional(z.nullable(cursorSchema)),
});
export const sendSchema = z.extend(outgoingSchema, { roomId: roomIdSchema });
export const syncSchema = z.object({
  rooms: z
    .record(roomIdSchema, z.nullable(cursorSchema), says("Rooms is an object of cursors by room id."))
    .check(z.refine((rooms) => Object.keys(rooms).length <= SYNC_MAX_ROOMS, says(`At most ${SYNC_MAX_ROOMS} rooms.`))),
  late: z.optional(z.boolean(says("Late is true or false."))),
});
export const typingSchema = z.object({ roomId: roomIdSchema });
export const readSchema = z.object({ roomId: roomIdSchema, cursor: cursorSchema });
export const limitSchema = z.coerce
  .number(says("Limit is a number."))
  .check(
    z.int(says("Limit is a whole number.")),
    z.gte(1, says("Limit is at least 1.")),
    z.lte(PAGE_MAX, says(`Limit is at most ${PAGE_MAX}.`)),
  );

export type SendPayload = z.infer<typeof sendSchema>;
export type SyncPayload = z.infer<typeof syncSchema>;
