import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { getFile, readFile, type StoredFile } from '../../platform/files.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { startOperation } from '../../platform/operations.ts';
import type { NewImport } from '../contract.ts';
import { mapOf } from './columns.ts';
import { importContacts, type BatchProgress } from './contact-import.ts';
import { readCsv } from './csv-file.ts';
import { keepNotes, storeNotes } from './notes.ts';

/** Starts the import of an uploaded file in the background, once it is known to be a CSV with these columns. */
export async function startImport(
  db: Db,
  who: Actor,
  { fileId, ...options }: NewImport,
): Promise<{ id: string }> {
  const file = await uploadOf(db, who, fileId);
  const { columns } = await readCsv(await readFile(db, fileId));
  const map = mapOf(columns, options.map);
  const id = await startOperation(db, who, {
    kind: 'contacts.import',
    title: `Import of ${file.name}`,
    job: 'audience.importContacts',
    payload: { fileId, ...options, map },
    unit: 'rows',
  });
  return { id };
}

export type ImportJob = NewImport & { operationId: string };

/** The work behind an import. A killed run goes on after the last batch that was committed. */
export async function runImport(job: ImportJob, run: OperationRun): Promise<Outcome> {
  const { db, who, operationId: importId } = run;
  const file = await getFile(db, job.fileId);
  const counts = await importContacts(db, who, {
    ...job,
    importId,
    stream: await readFile(db, job.fileId),
    resume: run.cursor ? cursorShape.parse(run.cursor) : null,
    isCancelled: run.isCancelled,
    afterBatch: async (trx, batch) => {
      await keepNotes(trx, importId, batch.rows);
      await run.advance(trx, stepOf(batch, file.bytes));
    },
  });
  const notesFileId = await storeNotes(db, who, importId, file.name);
  return { result: { ...counts, notesFileId }, resultPath: '/contacts?sort=-updatedAt' };
}

const count = z.number().int();
const cursorShape = z.object({
  row: count,
  counts: z.object({ seen: count, created: count, updated: count, unchanged: count, skipped: count }),
});

/** How many rows there will be is not known before the last one: estimated from the bytes read so far. */
function stepOf({ cursor, bytesRead }: BatchProgress, bytes: number) {
  const done = cursor.counts.seen;
  const share = bytesRead / Math.max(bytes, 1);
  return { done, total: share > 0 ? Math.max(done, Math.round(done / share)) : done, cursor };
}

/** People import what they uploaded themselves; the id of somebody else's file is of no use. */
export async function uploadOf(db: Db, who: Actor, fileId: string): Promise<StoredFile> {
  const file = await getFile(db, fileId);
  if (file.owner_kind === who.kind && file.owner_id === who.id) return file;
  throw new NotFound('This file is no longer there. Upload it again.');
}
