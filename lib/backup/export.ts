import { USER_ID } from "../events";
import { idIn, keys, kindOfKey } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { type Collection, elementPages, inPairs, keyPages } from "../redis/walk";
import { version as release } from "../release";
import { type BackupRecord, type End, FORMAT_VERSION, type Header, textOf } from "./format";

export interface ExportOptions {
  /** Password hashes too. Without them nobody can sign in after an import. */
  passwords: boolean;
  /** Sessions too: after an import everybody is still signed in. */
  sessions: boolean;
  /** Is told of what is left out, since it is of no type that Banter uses. */
  skipped?: (key: string, type: string) => void;
}

/**
 * All that is in Redis of this family, but for what is true for a moment only, as lines of a backup. Counters and names of
 * rooms come first: then an import of it does no harm to who reads along. SCAN twice, TYPE and PTTL each, GET, HSCAN,
 * SSCAN, ZSCAN
 */
export async function* exportLines(redis: Connection, options: ExportOptions): AsyncGenerator<string> {
  const { passwords, sessions } = options;
  const header: Header = {
    banter: "export",
    version: FORMAT_VERSION,
    at: new Date().toISOString(),
    release: release(),
    passwords,
    sessions,
  };
  const end: End = { end: true, lines: 0, people: 0, rooms: 0, messages: 0 };
  yield line(header);
  for await (const record of records(redis, options)) {
    count(end, record);
    yield line(record);
  }
  yield line(end);
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

function count(end: End, record: BackupRecord): void {
  end.lines++;
  if (record.type === "zset") end.messages += record.members.length;
  if (idIn(keys.roomName, record.key) !== null) end.rooms++;
  if (USER_ID.test(idIn(keys.user, record.key) ?? "")) end.people++;
}

async function* records(redis: Connection, options: ExportOptions): AsyncGenerator<BackupRecord> {
  const first: string[] = [keys.totalUsers, keys.totalRooms];
  const isFirst = (key: string) => first.includes(key) || idIn(keys.roomName, key) !== null;
  yield* readAll(
    redis,
    first.map((key) => Buffer.from(key)),
    options,
  );
  for await (const page of keyPages(redis, keys.roomName("*"))) yield* readAll(redis, page, options);
  for await (const page of keyPages(redis, "*")) {
    yield* readAll(
      redis,
      page.filter((key) => !isFirst(key.toString())),
      options,
    );
  }
}

async function* readAll(redis: Connection, page: Buffer[], options: ExportOptions): AsyncGenerator<BackupRecord> {
  const wanted = page.filter((key) => {
    const kind = kindOfKey(key.toString());
    return kind === "kept" || (kind === "session" && options.sessions);
  });
  const facts = await factsOf(redis, wanted);
  for (const [index, key] of wanted.entries()) {
    const { type, expires } = facts[index] as Facts;
    for await (const record of read(redis, key, type, options)) yield expires ? { ...record, expires } : record;
  }
}

interface Facts {
  type: string;
  /** Unix milliseconds. */
  expires?: number;
}

async function factsOf(redis: Connection, page: Buffer[]): Promise<Facts[]> {
  if (page.length === 0) return [];
  const batch = redis.pipeline();
  for (const key of page) batch.type(key).pttl(key);
  const replies = ((await batch.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
  return inPairs(replies).map(([type, ttl]) => ({
    type: String(type),
    expires: Number(ttl) > 0 ? Date.now() + Number(ttl) : undefined,
  }));
}

async function* read(
  redis: Connection,
  bytes: Buffer,
  type: string,
  { passwords, skipped }: ExportOptions,
): AsyncGenerator<BackupRecord> {
  const key = bytes.toString();
  if (type === "none") return; // gone since the scan
  if (!Buffer.from(key).equals(bytes)) return skipped?.(key, "a name that is not UTF-8");
  if (type === "string") {
    const value = await redis.getBuffer(bytes);
    if (value) yield { type, key, value: textOf(value) };
    return;
  }
  if (type !== "hash" && type !== "set" && type !== "zset") return skipped?.(key, type);
  for await (const page of elementPages(redis, bytes, type)) {
    const record = toRecord(key, type, passwords ? page : withoutPassword(key, page));
    if (record) yield record;
  }
}

function toRecord(key: string, type: Collection, page: Buffer[]): BackupRecord | null {
  if (page.length === 0) return null;
  if (type === "set") return { type, key, members: page.map(textOf) };
  const pairs = inPairs(page);
  if (type === "hash") return { type, key, fields: pairs.map(([field, value]) => [textOf(field), textOf(value)]) };
  return { type, key, members: pairs.map(([member, score]) => [score.toString(), textOf(member)]) };
}

/** Of the hash of a person. */
function withoutPassword(key: string, page: Buffer[]): Buffer[] {
  if (!USER_ID.test(idIn(keys.user, key) ?? "")) return page;
  return inPairs(page)
    .filter(([field]) => field.toString() !== "password")
    .flat();
}
