import { GENERAL, USER_ID } from "../events";
import { idIn, keys } from "../redis/keys";
import type { Connection } from "../redis/operator";
import { isWrongType } from "../redis/wrong-type";
import { type BackupRecord, bytesOf, type Text } from "./format";

/**
 * What in Redis speaks against writing these records beside it: another person or room by the same id, a name that is
 * somebody else's, a key of another type. Empty: nothing. TYPE each, HGET, GET
 */
export async function conflicts(redis: Connection, records: BackupRecord[]): Promise<string[]> {
  const batch = redis.pipeline();
  const asked: ((reply: unknown) => string | null)[] = [];
  for (const record of records) {
    batch.type(record.key);
    asked.push((there) =>
      there === "none" || there === record.type
        ? null
        : `${record.key} is a ${there} here, and a ${record.type} there.`,
    );
    for (const { hash, key, field, value, say } of claims(record)) {
      if (hash) batch.hget(key, field);
      else batch.get(key);
      asked.push((here) => (typeof here !== "string" || normal(here) === normal(value) ? null : say(here)));
    }
  }
  const replies = (await batch.exec()) ?? [];
  return replies.flatMap(([error, reply], index) => {
    if (error && !isWrongType(error)) throw error;
    return (error ? null : asked[index]?.(reply)) ?? [];
  });
}

/** A sibling may have written the bare id into a name. */
const normal = (value: string) => value.replace(/^user:/, "");

interface Claim {
  hash: boolean;
  key: string;
  field: string;
  value: string;
  say: (here: string) => string;
}

/** What a record says that can be true of one person or room only. */
function claims(record: BackupRecord): Claim[] {
  const { key, type } = record;
  const userId = idIn(keys.user, key);
  const roomId = idIn(keys.roomInfo, key);
  if (type === "hash" && userId && USER_ID.test(userId))
    return only(record.fields, ["username"]).map(([field, value]) => ({
      ...{ hash: true, key, field, value },
      say: (here) => `Person ${userId} is ${here} here, and ${value} there.`,
    }));
  if (type === "hash" && roomId)
    return only(record.fields, ["by", "at"]).map(([field, value]) => ({
      ...{ hash: true, key, field, value },
      say: () => `Room ${roomId} was created by another person or at another time here than there.`,
    }));
  return type === "string" ? claimsOfText(key, bytesOf(record.value).toString()) : [];
}

function claimsOfText(key: string, value: string): Claim[] {
  const name = idIn(keys.username, key);
  const roomId = idIn(keys.roomName, key);
  const claim = { hash: false, key, field: "", value };
  if (name !== null)
    return [{ ...claim, say: (here) => `The name ${name} belongs to ${here} here, and to ${value} there.` }];
  if (roomId !== null && roomId !== GENERAL)
    return [{ ...claim, say: (here) => `Room ${roomId} is named ${here} here, and ${value} there.` }];
  return [];
}

const only = (fields: [Text, Text][], wanted: string[]): [string, string][] =>
  fields
    .map(([field, value]): [string, string] => [bytesOf(field).toString(), bytesOf(value).toString()])
    .filter(([field]) => wanted.includes(field));
