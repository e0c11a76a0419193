import { isUtf8 } from "node:buffer";
import * as z from "zod";

/**
 * A backup is a text of lines, each a JSON object: a header, then what is in Redis, key by key (a large one on several
 * lines), and an end that says how many lines there were. Bytes that are not UTF-8 stand in base64.
 */
export const FORMAT_VERSION = 1;

export const headerSchema = z.object({
  banter: z.literal("export"),
  version: z.number(),
  at: z.string(),
  release: z.string(),
  passwords: z.boolean(),
  sessions: z.boolean(),
});

const textSchema = z.union([z.string(), z.object({ base64: z.base64() })]);
const pairsSchema = z.array(z.tuple([textSchema, textSchema])).min(1);
const place = { key: z.string(), expires: z.number().int().optional() };

export const recordSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("string"), ...place, value: textSchema }),
  z.object({ type: z.literal("hash"), ...place, fields: pairsSchema }),
  z.object({ type: z.literal("set"), ...place, members: z.array(textSchema).min(1) }),
  z.object({ type: z.literal("zset"), ...place, members: pairsSchema }), // score, member
]);

export const endSchema = z.object({
  end: z.literal(true),
  lines: z.number(),
  people: z.number(),
  rooms: z.number(),
  messages: z.number(),
});

export type Text = z.infer<typeof textSchema>;
export type BackupRecord = z.infer<typeof recordSchema>;
export type Header = z.infer<typeof headerSchema>;
export type End = z.infer<typeof endSchema>;

/** Bytes as they stand in a backup. */
export const textOf = (bytes: Buffer): Text =>
  isUtf8(bytes) ? bytes.toString("utf8") : { base64: bytes.toString("base64") };

/** The bytes again. */
export const bytesOf = (text: Text): Buffer =>
  typeof text === "string" ? Buffer.from(text, "utf8") : Buffer.from(text.base64, "base64");
