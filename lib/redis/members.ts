import { createHash } from "node:crypto";
import { CURSOR, type LiveMessage, type Message, ROOM_ID, type RoomId, USER_ID, UUID } from "../events";
import { LATEST_SCORE, MEMBER_MAX_CHARS } from "../limits";
import { log } from "../log";
import { oncePerProcess } from "../process";

/**
 * What stands in a sorted set or comes over the channel, read in one place. Five servers in other languages write
 * there too, and anybody else: whatever is not a message is skipped, counted, and logged once.
 */
export function parseMember(roomId: RoomId, raw: string, cursor: string): Message | null {
  const member = raw.length <= MEMBER_MAX_CHARS && CURSOR.test(cursor) ? parseObject(raw) : null;
  const message = member && readMember(member, roomId, raw, cursor);
  return message ?? skip("sorted set", { roomId });
}

export type Envelope =
  | { type: "message"; message: LiveMessage }
  | { type: "doorbell"; roomId: RoomId; date: number | null }
  | { type: "presence"; userId: string | null }
  | { type: "show.room"; roomId: RoomId };

/**
 * An envelope of the channel `MESSAGES`. Ours carries the message with its cursor and the one before; a sibling's
 * is a doorbell: something may have come into that room. Null: nothing for us.
 */
export function parseEnvelope(raw: string): Envelope | null {
  const envelope = raw.length <= ENVELOPE_MAX_CHARS ? parseObject(raw) : null;
  const data = envelope && readData(envelope);
  const type = envelope && field(envelope, "type");
  if (!data || typeof type !== "string") return skip("channel");
  if (type === "message") return readMessage(envelope, data);
  if (type === "user.connected" || type === "user.disconnected")
    return { type: "presence", userId: readUserId(field(data, "id")) };
  const roomId = field(data, "id");
  if (type === "show.room" && isRoomId(roomId)) return { type: "show.room", roomId };
  return skip("channel");
}

/** How much was skipped since the start, by source. */
export const skipped = () => oncePerProcess("redis.skipped", () => new Map<string, number>());

const ENVELOPE_MAX_CHARS = 2 * MEMBER_MAX_CHARS; // data may be encoded twice

type Fields = Record<string, unknown>;

function parseObject(raw: string): Fields | null {
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** .NET writes PascalCase. */
function field(object: Fields, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const pascal = name.charAt(0).toUpperCase() + name.slice(1);
  return Object.hasOwn(object, pascal) ? object[pascal] : undefined;
}

/** .NET encodes data a second time. */
function readData(envelope: Fields): Fields | null {
  const data = field(envelope, "data");
  if (typeof data === "string") return parseObject(data);
  return isObject(data) ? data : null;
}

function readMessage(envelope: Fields, data: Fields): Envelope | null {
  const roomId = field(data, "roomId");
  if (!isRoomId(roomId)) return skip("channel");
  const { cursor, prev } = envelope;
  if (typeof cursor === "string" && CURSOR.test(cursor)) {
    const message = readAny(data, roomId, cursor);
    if (message && hasOwnForm(message, data))
      return { type: "message", message: { ...message, prev: typeof prev === "string" ? prev : null } };
  }
  const given = field(data, "date");
  const date = typeof given === "object" ? Number.NaN : Number(given); // an object may refuse to become a number
  return { type: "doorbell", roomId, date: Number.isFinite(date) ? date : null };
}

function readMember(member: Fields, roomId: RoomId, raw: string, cursor: string): Message | null {
  const message = readAny(member, roomId, cursor);
  if (!message || isOwn(message, raw)) return message;
  return { ...message, id: derivedId(cursor, raw), message: decodeEntities(message.message).toWellFormed() };
}

function readAny(member: Fields, roomId: RoomId, cursor: string): Message | null {
  const from = readUserId(field(member, "from"));
  const text = field(member, "message");
  const room = field(member, "roomId");
  if (!from || typeof text !== "string" || (room !== undefined && room !== roomId)) return null;
  const id = typeof member.id === "string" ? member.id : "";
  return { id, roomId, from, date: readDate(field(member, "date"), cursor), message: text, cursor };
}

/** Only a member that we would write in exactly this way is ours: a sibling keeps whatever fields a client sent it. */
function isOwn({ id, roomId, from, date, message }: Message, raw: string): boolean {
  return UUID.test(id) && JSON.stringify({ from, date, message, roomId, id }) === raw;
}

const OWN_FIELDS = ["from", "date", "message", "roomId", "id"] as const;

/** The same of a member that was parsed together with its envelope, without writing it again. */
function hasOwnForm(message: Message, member: Fields): boolean {
  const names = Object.keys(member);
  const isSame = OWN_FIELDS.every((name, index) => names[index] === name && member[name] === message[name]);
  return isSame && names.length === OWN_FIELDS.length && UUID.test(message.id);
}

function readDate(date: unknown, cursor: string): number {
  const seconds = typeof date === "number" && date >= 0 && date < LATEST_SCORE ? date : Number(cursor);
  return Math.floor(seconds);
}

function readUserId(value: unknown): string | null {
  const id = typeof value === "number" ? String(value) : value;
  return typeof id === "string" && USER_ID.test(id) ? id : null;
}

const isRoomId = (value: unknown): value is RoomId => typeof value === "string" && ROOM_ID.test(value);

/** The same on every instance and at every reading. In the form of a UUID of version 8 (RFC 9562, 5.8). */
function derivedId(cursor: string, raw: string): string {
  const hex = createHash("sha1").update(`${cursor}\0${raw}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const ENTITIES: Record<string, string> = {
  "&lt": "<",
  "&gt": ">",
  "&amp": "&",
  "&quot": '"',
  "&#39": "'",
  "&#x27": "'",
};

/** Siblings store escaped text: decoded once, in a single pass, so that `&amp;lt;` stays `&lt;`. */
const decodeEntities = (text: string) =>
  text.replace(/&(?:lt|gt|amp|quot|#39|#x27);?/g, (entity) => ENTITIES[entity.replace(";", "")] ?? entity);

/** Counts what nobody understands, and says so once for each source. */
export function skip(source: string, where: Fields = {}): null {
  const before = skipped().get(source) ?? 0;
  skipped().set(source, before + 1);
  if (before === 0) log.warn({ source, ...where }, "skipped what is not a message; further ones are only counted");
  return null;
}
