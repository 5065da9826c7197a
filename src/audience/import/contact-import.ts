import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import type { Source, Stage } from '../contact.ts';
import { tryBatch, writeBatch } from './batch.ts';
import { mapOf, type ColumnMap } from './columns.ts';
import { charactersIn, readCsv, type CsvRow } from './csv-file.ts';
import type { MatchRule, Outcome, PlannedRow } from './plan.ts';
import { rowReader, type ReadRow } from './row.ts';

export type ImportCounts = { seen: number } & Record<Outcome, number>;

export type ContactImport = {
  stream: AsyncIterable<Uint8Array>;
  /** Guessed from the names of the columns when it is not given. */
  map?: ColumnMap | undefined;
  /** For new contacts whose row does not say. */
  stage?: Stage | undefined;
  source?: Source | undefined;
  /** Whether people who are not known are added, and people who are known are changed. Both, unless said otherwise. */
  match?: MatchRule | undefined;
  /** Counts what would happen, and writes nothing. */
  dryRun?: boolean | undefined;
  /** Kept with every event, so that one can see where a change came from. */
  importId?: string | undefined;
  /** How far an earlier, interrupted run came. */
  resume?: ImportCursor | null | undefined;
  /** In the transaction of every batch: what is written here is there exactly when the batch is. */
  afterBatch?: (db: Db, progress: BatchProgress) => Promise<void>;
  /** Asked between batches. */
  isCancelled?: () => Promise<boolean>;
};

export type ImportCursor = { row: number; counts: ImportCounts };

export type BatchProgress = { rows: PlannedRow[]; bytesRead: number; cursor: ImportCursor };

const ROWS_PER_BATCH = 1_000;
/** However long the rows: what a batch holds in memory stays the same. */
const CHARACTERS_PER_BATCH = 4_000_000;
const HEADER = 1;

/** Imports a CSV of any size, matching people by e-mail address; each batch is a transaction of its own. */
export async function importContacts(db: Db, who: Actor, input: ContactImport): Promise<ImportCounts> {
  const file = await readCsv(input.stream);
  const read = rowReader(file.columns, mapOf(file.columns, input.map));
  const write = writer(who, input);
  let { row, counts } = input.resume ?? { row: HEADER, counts: noCounts };
  for await (const batch of batchesAfter(row, file.rows)) {
    if (await input.isCancelled?.()) break;
    await transaction(db, async (trx) => {
      const { rows } = await write(trx, batch.map(read));
      row = batch.at(-1)?.number ?? row;
      counts = add(counts, rows);
      const bytesRead = batch.at(-1)?.bytesRead ?? 0;
      await input.afterBatch?.(trx, { rows, bytesRead, cursor: { row, counts } });
    });
  }
  if (!input.dryRun && counts.created + counts.updated > ROWS_PER_BATCH) await countAgain(db);
  return counts;
}

/** The planner's estimates, which lists show, are otherwise those of before until autovacuum comes by. */
async function countAgain(db: Db): Promise<void> {
  await sql`analyze audience.contacts, audience.identities`.execute(db);
}

const noCounts: ImportCounts = { seen: 0, created: 0, updated: 0, unchanged: 0, skipped: 0 };

function writer(
  who: Actor,
  { stage = 'lead', source = 'unknown', match = 'create_and_update', importId, dryRun }: ContactImport,
) {
  const seen = new Set<string>();
  const origin = { match, defaults: { stage, source }, importId };
  return (db: Db, rows: ReadRow[]) =>
    dryRun ? tryBatch(db, who, rows, seen, origin) : writeBatch(db, who, rows, origin);
}

async function* batchesAfter(last: number, rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  let characters = 0;
  let broken: unknown;
  try {
    for await (const row of rows) {
      if (row.number <= last) continue;
      batch.push(row);
      characters += charactersIn(row);
      if (batch.length < ROWS_PER_BATCH && characters < CHARACTERS_PER_BATCH) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  } catch (error) {
    broken = error;
  }
  // Of a file that cannot be read to its end, the rows before are imported, as the message says.
  if (batch.length > 0) yield batch;
  if (broken) throw broken;
}

function add(counts: ImportCounts, rows: PlannedRow[]): ImportCounts {
  const sum = { ...counts, seen: counts.seen + rows.length };
  for (const { outcome } of rows) sum[outcome] += 1;
  return sum;
}
