import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { isOurs } from '../../platform/errors.ts';
import { getFile, readFile } from '../../platform/files.ts';
import type { OperationRun, Outcome, RunHere } from '../../platform/operation-runs.ts';
import { keepNotes, storeNotes } from './notes.ts';
import type { ImportOptions } from './options.ts';
import { readTable } from './table/table.ts';
import {
  importTable,
  type BatchProgress,
  type ImportCounts,
  type ImportCursor,
  type TableImport,
} from './table-import.ts';
import './tables.ts';
import { outcomes, targetOf } from './target.ts';
import { tellOwners } from './owners.ts';

export type ImportJob = { operationId: string };

type Streamed = () => Promise<AsyncIterable<Uint8Array>>;

/** The work behind an import. A killed run goes on after the last batch that was committed. */
export async function runImport(_job: ImportJob, run: OperationRun): Promise<Outcome> {
  const { db, who, operationId: importId } = run;
  const {
    file_id: fileId,
    options,
    startedAt,
  } = await db
    .selectFrom('audience.imports')
    .select(['file_id', 'options', 'started_at as startedAt'])
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  const file = await getFile(db, fileId ?? '');
  const done = await carryOut(db, who, {
    importId,
    options,
    startedAt,
    fileName: file.name,
    open: () => readFile(db, file.id),
    ...stepsOf(run, file.bytes),
  });
  return outcomeOf(importId, done);
}

/** How far it is, was, and may go on. */
export function stepsOf(
  run: RunHere,
  bytes: number,
): Required<Pick<TableImport, 'resume' | 'isCancelled' | 'afterBatch'>> {
  return {
    resume: cursorOf(run.cursor),
    isCancelled: run.isCancelled,
    afterBatch: (trx, batch) => run.advance(trx, stepOf(batch, bytes)),
  };
}

export function cursorOf(kept: Record<string, unknown> | null): ImportCursor | null {
  return kept ? cursorShape.parse(kept) : null;
}

export function outcomeOf(importId: string, { counts, notesFileId }: CarriedOut): Outcome {
  return {
    result: { ...counts, notesFileId, importId },
    resultPath: `/contacts/import?operation=${importId}`,
  };
}

export type CarriedOut = { counts: ImportCounts; notesFileId: string | null };

type Work = Pick<TableImport, 'resume' | 'isCancelled' | 'afterBatch'> & {
  importId: string;
  options: ImportOptions;
  startedAt: Date;
  fileName: string;
  open: Streamed;
};

/** Brings the file in; the history's counts are those of the batches that are there. */
export async function carryOut(db: Db, who: Actor, work: Work): Promise<CarriedOut> {
  const { importId, options, fileName, open } = work;
  const table = await readTable(await open(), options.reading);
  const plan = { importId, columns: table.columns, options, startedAt: work.startedAt };
  const writer = await targetOf(options.target).open(db, who, plan, false);
  const keepFile = () => storeNotes(db, who, { importId, fileName, options, open });
  let counts: ImportCounts;
  try {
    counts = await importTable(db, {
      ...work,
      table,
      writer,
      afterBatch: async (trx, batch) => {
        await keepNotes(trx, importId, batch.rows);
        await countRows(trx, importId, batch.cursor.counts);
        await work.afterBatch?.(trx, batch);
      },
    });
  } catch (error) {
    // A file that breaks off: what was skipped before is told all the same.
    if (isOurs(error)) await end(db, importId, await keepFile());
    throw error;
  }
  if (counts.created + counts.updated > MANY) await countAgain(db, options);
  const notesFileId = await keepFile();
  await end(db, importId, notesFileId);
  if (options.target === 'contacts') await tellOwners(db, who, importId);
  return { counts, notesFileId };
}

const MANY = 1_000;

/** The planner's estimates, which lists show, are otherwise those of before until autovacuum comes by. */
async function countAgain(db: Db, { target }: ImportOptions): Promise<void> {
  if (target === 'companies') await sql`analyze audience.companies`.execute(db);
  else await sql`analyze audience.contacts, audience.identities`.execute(db);
}

async function countRows(db: Db, importId: string, { seen, ...counts }: ImportCounts): Promise<void> {
  await db
    .updateTable('audience.imports')
    .set({ seen, ...counts })
    .where('id', '=', importId)
    .execute();
}

async function end(db: Db, importId: string, notesFileId: string | null): Promise<void> {
  await db
    .updateTable('audience.imports')
    .set({ ended_at: now(), notes_file_id: notesFileId })
    .where('id', '=', importId)
    .execute();
}

const count = z.number().int();
const counts = z.object({
  seen: count,
  ...Object.fromEntries(outcomes.map((outcome) => [outcome, count])),
} as { seen: typeof count } & Record<(typeof outcomes)[number], typeof count>);
const cursorShape = z.object({ row: count, counts });

/** How many rows there will be is not known before the last one: estimated from the bytes read so far. */
function stepOf({ cursor, bytesRead }: BatchProgress, bytes: number) {
  const done = cursor.counts.seen;
  const share = Math.min(1, bytesRead / Math.max(bytes, 1));
  return { done, total: share > 0 ? Math.max(done, Math.round(done / share)) : done, cursor };
}
