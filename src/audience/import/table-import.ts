import { transaction, type Db } from '../../platform/db.ts';
import { errorCode } from '../../platform/refusal.ts';
import { Overtaken } from '../identify/known-people.ts';
import { charactersIn, type Table, type TableRow } from './table/table.ts';
import { outcomes, type BatchWriter, type ImportedRow, type Outcome } from './target.ts';

export type ImportCounts = { seen: number } & Record<Outcome, number>;

export type ImportCursor = { row: number; counts: ImportCounts };

export type BatchProgress = { rows: ImportedRow[]; bytesRead: number; cursor: ImportCursor };

export type TableImport = {
  table: Pick<Table, 'rows' | 'reading'>;
  writer: BatchWriter;
  /** Counts what would happen, and writes nothing. */
  dryRun?: boolean | undefined;
  /** How far an earlier, interrupted run came. */
  resume?: ImportCursor | null | undefined;
  /** In the transaction of every batch: what is written here is there exactly when the batch is. */
  afterBatch?: ((db: Db, progress: BatchProgress) => Promise<void>) | undefined;
  /** Asked between batches. */
  isCancelled?: (() => Promise<boolean>) | undefined;
};

const ROWS_PER_BATCH = 1_000;
/** However long the rows: what a batch holds in memory stays the same. */
const CHARACTERS_PER_BATCH = 4_000_000;

export const noCounts: ImportCounts = {
  seen: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  bot: 0,
};

/** Brings the rows of a table of any size in, batch after batch; each is a transaction of its own. */
export async function importTable(db: Db, input: TableImport): Promise<ImportCounts> {
  const { table, writer, dryRun = false, isCancelled, afterBatch } = input;
  let { row, counts } = input.resume ?? { row: table.reading.headerRow, counts: noCounts };
  const work = dryRun ? writer.rehearse : writer.write;
  for await (const batch of oneAhead(batchesAfter(row, table.rows))) {
    if (await isCancelled?.()) break;
    row = batch.at(-1)?.number ?? row;
    const bytesRead = batch.at(-1)?.bytesRead ?? 0;
    const before = counts;
    counts = await repeated(db, async (trx) => {
      const rows = await work(trx, batch);
      const sum = add(before, rows);
      await afterBatch?.(trx, { rows, bytesRead, cursor: { row, counts: sum } });
      return sum;
    });
  }
  return counts;
}

const MOST_ATTEMPTS = 8;
const DEADLOCK = '40P01';

/** A batch that met another writer on one person is begun again: then it finds what the other one did. */
export async function repeated<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(db, work);
    } catch (error) {
      const isWorthIt = error instanceof Overtaken || errorCode(error) === DEADLOCK;
      if (!isWorthIt || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

/** The next batch is read while this one is written: the parser and the database work at the same time. */
async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Whoever stops here never asks for it, and nobody else is told that it failed.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await source.return(undefined);
  }
}

async function* batchesAfter(last: number, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = [];
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

function add(counts: ImportCounts, rows: ImportedRow[]): ImportCounts {
  const sum = { ...counts, seen: counts.seen + rows.length };
  for (const outcome of outcomes) sum[outcome] += rows.filter((row) => row.outcome === outcome).length;
  return sum;
}
