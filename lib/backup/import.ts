import type { Connection } from "../redis/operator";
import { BadBackup, recordsOf } from "./check";
import { conflicts } from "./conflicts";
import type { BackupRecord } from "./format";
import { type Tally, tallyOf } from "./tally";
import { write } from "./write";

/**
 * Brings a backup into Redis. What is there stays as it is, what is missing is added, counters take the greater value; so
 * a second time changes nothing. `lines` is asked for twice: the whole backup is checked, also against what is there,
 * before anything is written. Throws `BadBackup`. SET NX, HSETNX, SADD, ZADD NX; with `dryRun` reads only
 */
export async function importLines(
  redis: Connection,
  lines: () => AsyncIterable<string>,
  { dryRun }: { dryRun: boolean },
): Promise<Tally> {
  for await (const batch of batches(lines())) refuse(await conflicts(redis, batch));
  const total = tallyOf();
  for await (const batch of batches(lines())) await write(redis, batch, { dryRun, total });
  return total;
}

const RECORDS_AT_ONCE = 100;

async function* batches(lines: AsyncIterable<string>): AsyncGenerator<BackupRecord[]> {
  let batch: BackupRecord[] = [];
  for await (const record of recordsOf(lines)) {
    if ("end" in record) continue;
    batch.push(record);
    if (batch.length < RECORDS_AT_ONCE && record.type !== "zset") continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const SHOWN = 5;

function refuse(found: string[]): void {
  if (found.length === 0) return;
  const shown = [...new Set(found)].slice(0, SHOWN).map((text) => `  ${text}`);
  throw new BadBackup(
    `This Redis holds another Banter than the backup:\n${shown.join("\n")}\nImport into an empty database.`,
  );
}
