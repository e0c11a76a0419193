import { keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { type BackupRecord, bytesOf } from "./format";
import { add, type Tally } from "./tally";

interface Writing {
  dryRun: boolean;
  total: Tally;
}

type Batch = ReturnType<Connection["pipeline"]>;
/** Understands the replies to what it has put into the batch, as many as it took. */
type Understand = (replies: unknown[]) => void;

/** Adds what is missing, or only counts it, in one round trip. Throws the first error among the replies. */
export async function write(redis: Connection, records: BackupRecord[], { dryRun, total }: Writing): Promise<void> {
  const batch = redis.pipeline();
  const parts: { size: number; understand: Understand }[] = [];
  for (const record of records) {
    const isNew = !dryRun && record.expires !== undefined && !(await redis.exists(record.key));
    const before = batch.length;
    const understand = (dryRun ? look : put)(batch, record, total);
    parts.push({ size: batch.length - before, understand });
    if (isNew) {
      batch.pexpireat(record.key, record.expires as number);
      parts.push({ size: 1, understand: () => undefined });
    }
  }
  const replies = ((await batch.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
  for (const { size, understand } of parts) understand(replies.splice(0, size));
}

const isCounter = (key: string) => key === keys.totalUsers || key === keys.totalRooms;

function put(batch: Batch, record: BackupRecord, total: Tally): Understand {
  const { key } = record;
  switch (record.type) {
    case "string":
      if (isCounter(key)) batch.raiseCounter(key, bytesOf(record.value).toString());
      else batch.set(key, bytesOf(record.value), "NX");
      return ([reply]) => add(total, { key }, reply === "OK" || reply === 1);
    case "hash":
      for (const [field, value] of record.fields) batch.hsetnx(key, bytesOf(field), bytesOf(value));
      return (replies) =>
        addFields(
          total,
          record,
          replies.map((reply) => reply === 1),
        );
    case "set":
      batch.sadd(key, ...record.members.map(bytesOf));
      return ([added]) => addMany(total, "other", Number(added), record.members.length);
    case "zset":
      batch.zadd(key, "NX", ...record.members.flatMap(([score, member]) => [bytesOf(score), bytesOf(member)]));
      return ([added]) => addMany(total, "messages", Number(added), record.members.length);
  }
}

/** What `put` would do. */
function look(batch: Batch, record: BackupRecord, total: Tally): Understand {
  const { key } = record;
  switch (record.type) {
    case "string":
      batch.get(key);
      return ([here]) => add(total, { key }, here === null || (isCounter(key) && Number(here) < Number(record.value)));
    case "hash":
      for (const [field] of record.fields) batch.hexists(key, bytesOf(field));
      return (replies) =>
        addFields(
          total,
          record,
          replies.map((reply) => reply === 0),
        );
    case "set":
      batch.smismember(key, ...record.members.map(bytesOf));
      return ([flags]) => addMany(total, "other", missing(flags, 0), record.members.length);
    case "zset":
      batch.zmscore(key, ...record.members.map(([, member]) => bytesOf(member)));
      return ([scores]) => addMany(total, "messages", missing(scores, null), record.members.length);
  }
}

function addFields(total: Tally, { key, fields }: BackupRecord & { type: "hash" }, areNew: boolean[]): void {
  for (const [index, [field]] of fields.entries()) {
    add(total, { key, field: bytesOf(field).toString() }, areNew[index] ?? false);
  }
}

const missing = (replies: unknown, sign: 0 | null) => (replies as unknown[]).filter((reply) => reply === sign).length;

function addMany(total: Tally, kind: "messages" | "other", added: number, all: number): void {
  total[kind] += added;
  total.there += all - added;
}
