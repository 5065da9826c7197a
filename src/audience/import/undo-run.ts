import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { storeFile } from '../../platform/files.ts';
import type { OperationRun, Outcome } from '../../platform/operation-runs.ts';
import { getOperation, startOperation } from '../../platform/operations.ts';
import { csvOf } from '../../platform/csv.ts';
import { findImport, mayUndo } from './imports.ts';
import { repeated } from './table-import.ts';
import './tables.ts';
import { targetOf } from './target.ts';

export type UndoJob = { operationId: string; importId: string };

/** Begins to take an import back, in the background. */
export async function startUndo(db: Db, who: Actor, importId: string): Promise<{ id: string }> {
  return transaction(db, async (trx) => {
    const made = await trx
      .selectFrom('audience.imports')
      .selectAll()
      .where('id', '=', importId)
      .forUpdate()
      .executeTakeFirst();
    if (!made) throw new NotFound('There is no such import.');
    if (!mayUndo(who, made))
      throw new Forbidden(
        `Only ${made.made_by_name}, who made this import, or an administrator can take it back.`,
      );
    if (made.undone_at)
      throw new Conflict('This import was taken back already.', { undoneAt: made.undone_at });
    if (made.undo_id) await mustHaveEnded(trx, made.undo_id, 'This import is being taken back already.');
    const { state, counts } = await findImport(trx, who, importId);
    if (state === 'queued' || state === 'running')
      throw new Conflict('This import is still on its way. Cancel it first, then take back what was done.');
    const id = await startOperation(trx, who, {
      kind: 'contacts.import-undo',
      title: `Undoing the import of ${made.file_name}`,
      job: 'audience.undoImport',
      payload: { importId },
      total: counts.created + counts.updated,
      unit: targetOf(made.target).nouns[1],
    });
    await trx.updateTable('audience.imports').set({ undo_id: id }).where('id', '=', importId).execute();
    return { id };
  });
}

async function mustHaveEnded(db: Db, operationId: string, otherwise: string): Promise<void> {
  const { state } = await getOperation(db, operationId);
  if (state === 'queued' || state === 'running') throw new Conflict(otherwise, { operationId });
}

const cursorShape = z.object({
  after: z.string().nullable(),
  restored: z.number().int(),
  deleted: z.number().int(),
  left: z.number().int(),
});

/** The work behind it: batch after batch, each a transaction; killed, it goes on after the last one. */
export async function runUndo({ importId }: UndoJob, run: OperationRun): Promise<Outcome> {
  const made = await run.db
    .selectFrom('audience.imports')
    .selectAll()
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  const target = targetOf(made.target);
  let sum = cursorShape.parse(run.cursor ?? { after: null, restored: 0, deleted: 0, left: 0 });
  let { done } = run;
  let more = true;
  while (more && !(await run.isCancelled())) {
    more = await repeated(run.db, async (trx) => {
      const batch = await target.undoBatch(trx, run.who, importId, sum.after);
      const { looked, restored, deleted, left, last } = batch;
      const next = {
        after: last,
        restored: sum.restored + restored,
        deleted: sum.deleted + deleted,
        left: sum.left + left.length,
      };
      await run.advance(trx, { done: done + looked, cursor: next });
      done += looked;
      sum = next;
      return last !== null;
    });
  }
  const fileId = await storeLeft(run.db, run.who, importId, made.file_name);
  await run.db
    .updateTable('audience.imports')
    .set({ undo_file_id: fileId, ...(more ? {} : { undone_at: now() }) })
    .where('id', '=', importId)
    .execute();
  const { restored, deleted, left } = sum;
  return {
    result: { restored, deleted, left, fileId, importId },
    resultPath: `/contacts/import?operation=${importId}`,
  };
}

const LEFT_PER_READ = 1_000;
const KEPT_DAYS = 30;

/** A CSV of what stayed as it is, and why; null when nothing did. */
async function storeLeft(db: Db, who: Actor, importId: string, fileName: string): Promise<string | null> {
  const pages = readLeft(db, importId);
  const first = await pages.next();
  if (first.done) return null;
  const rows = (async function* () {
    yield first.value;
    yield* pages;
  })();
  const name = `${fileName.replace(/\.[^.]*$/, '')}, left as it is.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = csvOf(['kind', 'name', 'reason', 'Tandem id'], rows);
  const file = await storeFile(db, who, { name, mediaType: 'text/csv', stream, expiresAt });
  return file.id;
}

async function* readLeft(db: Db, importId: string): AsyncGenerator<string[][]> {
  let last: string | undefined;
  for (;;) {
    const rows = await db
      .selectFrom('audience.import_changes as l')
      .leftJoin('audience.contacts as c', 'c.id', 'l.record_id')
      .leftJoin('audience.companies as k', 'k.id', 'l.record_id')
      .where('l.import_id', '=', importId)
      .where('l.left_because', 'is not', null)
      .$if(last !== undefined, (query) => query.where('l.record_id', '>', last ?? ''))
      .select(['l.record_id', 'l.record_kind', 'l.left_because', 'c.name as contact', 'k.name as company'])
      .orderBy('l.record_id')
      .limit(LEFT_PER_READ)
      .execute();
    if (rows.length === 0) return;
    last = rows.at(-1)?.record_id;
    yield rows.map((row) => [
      row.record_kind,
      row.contact ?? row.company ?? '',
      row.left_because ?? '',
      row.record_id,
    ]);
  }
}
