/** Stand-ins for the servers in other languages: what they store, and what they publish. */
import type { Redis } from "ioredis";

export interface Said {
  from: string;
  roomId: string;
  message: string;
  date: number;
}

export interface Sibling {
  name: string;
  /** As the text is stored: some escape it first. */
  member: (said: Said) => string;
  envelope: (member: string) => string;
}

const escapeMarkup = (text: string) => text.replaceAll("<", "&lt").replaceAll(">", "&gt");
const HTML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign);
const escapeUnits = (text: string, which: RegExp) =>
  text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Python's json.dumps: a space after each comma and colon, and ASCII only. */
const pythonJson = (fields: Record<string, unknown>) => {
  const pairs = Object.entries(fields).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return escapeUnits(`{${pairs.join(", ")}}`, /[\u0080-\uffff]/g);
};

export const siblings: Sibling[] = [
  {
    name: "Node",
    member: ({ from, roomId, message, date }) =>
      JSON.stringify({ roomId, message: escapeMarkup(message), from: Number(from), date }),
    envelope: (member) => `{"serverId":"192.0.2.2:4000","type":"message","data":${member}}`,
  },
  {
    name: "Python",
    member: ({ from, roomId, message, date }) => pythonJson({ roomId, message: escapeHtml(message), from, date }),
    envelope: (member) => `{"serverId": 311258.68674907903, "type": "message", "data": ${member}}`,
  },
  {
    name: "Java",
    member: ({ from, roomId, message, date }) =>
      escapeUnits(JSON.stringify({ from, date, message, roomId }), /[<>&='](?!")/g),
    envelope: (member) => `{"type":"message","data":${member}}`,
  },
  {
    name: ".NET",
    member: ({ from, roomId, message, date }) =>
      JSON.stringify({ From: from, Date: date, Message: message, RoomId: roomId }),
    envelope: (member) => JSON.stringify({ Type: "message", Data: member, ServerId: "123" }),
  },
];

/** Stores, and then rings, as all of them do. */
export async function sayAs(sibling: Sibling, redis: Redis, said: Said): Promise<void> {
  const member = sibling.member(said);
  await redis.zadd(`room:${said.roomId}`, String(said.date), member);
  await redis.publish("MESSAGES", sibling.envelope(member));
}

export const seconds = () => Math.floor(Date.now() / 1000);
