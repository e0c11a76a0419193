import { kindOfKey } from "../redis/keys";
import { type BackupRecord, type End, endSchema, FORMAT_VERSION, headerSchema, recordSchema } from "./format";

/** A backup that cannot be imported: what is wrong with it, in words. Nothing has been changed. */
export class BadBackup extends Error {}

/**
 * What is in a backup, line by line, its end last. Throws `BadBackup` where it is not one, is of a later version, has a
 * line that is not well-formed, or is cut off.
 */
export async function* recordsOf(lines: AsyncIterable<string>): AsyncGenerator<BackupRecord | End> {
  let number = 0;
  let count = -1; // the header is not counted
  let ended = false;
  for await (const line of lines) {
    number++;
    if (count < 0 && NPM_SAYS.test(line)) continue;
    if (ended) throw new BadBackup(`Line ${number} stands after the end of the backup.`);
    const value = parse(line);
    if (count < 0) checkHeader(value);
    else {
      const end = endSchema.safeParse(value).data;
      if (end && end.lines !== count) throw new BadBackup(`${end.lines} lines were written, ${count} are there.`);
      yield end ?? checkRecord(value, number);
      ended = end !== undefined;
    }
    count++;
  }
  if (count < 0) throw new BadBackup("The file is empty.");
  if (!ended) throw new BadBackup(`The file is cut off after line ${number}: its last line says how many there are.`);
}

/** `npm run export -- - >FILE` begins with the command. */
const NPM_SAYS = /^(> .*)?$/;

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function checkHeader(value: unknown): void {
  const header = headerSchema.safeParse(value).data;
  if (!header) throw new BadBackup("This is not an export of Banter: its first line would say so.");
  if (header.version > FORMAT_VERSION)
    throw new BadBackup(`This export has version ${header.version}; this Banter reads up to ${FORMAT_VERSION}.`);
}

function checkRecord(value: unknown, number: number): BackupRecord {
  const record = recordSchema.safeParse(value).data;
  if (!record) throw new BadBackup(`Line ${number} is not well-formed, or cut off.`);
  const kind = kindOfKey(record.key);
  if (kind !== "kept" && kind !== "session") throw new BadBackup(`Line ${number} has a key that is not Banter's.`);
  return record;
}
