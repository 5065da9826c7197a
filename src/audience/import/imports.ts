import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { cutPage } from '../../platform/lists.ts';
import type { OperationState } from '../../platform/tables.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import type { ShownImport } from './contract.ts';
import './tables.ts';
import { targetOf } from './target.ts';

/** Everybody's, the newest first. */
export async function listImports(
  db: Db,
  who: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ShownImport[]; next: string | null }> {
  const read = await selectImports(db)
    .$if(cursor !== undefined, (query) => query.where('i.id', '<', cursor ?? ''))
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, next } = cutPage(read, limit);
  return { items: rows.map((row) => shown(who, row)), next };
}

export async function findImport(db: Db, who: Actor, id: string): Promise<ShownImport> {
  const row = await selectImports(db).where('i.id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('There is no such import.');
  return shown(who, row);
}

/** What was said last time about a file with the same columns. */
export async function rememberedFor(db: Db, columnsKey: string) {
  return db
    .selectFrom('audience.imports')
    .select(['file_name as fileName', 'made_by_name as madeBy', 'started_at as madeAt', 'options'])
    .where('columns_key', '=', columnsKey)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whoever made it, and whoever may delete what others made. */
export function mayUndo(who: Actor, made: { made_by_kind: string; made_by_id: string | null }): boolean {
  const isMine = made.made_by_kind === who.kind && made.made_by_id === who.id;
  return isMine || scopeOf(who, 'contacts.delete') === 'all';
}

const REMEMBERED_DAYS = 90;
const IMPORTS_PER_BATCH = 100;

/** After 90 days an import cannot be taken back any more: what that needs goes; the history stays. */
export async function forgetImports(db: Db): Promise<number> {
  const before = new Date(now().getTime() - REMEMBERED_DAYS * 86_400_000);
  const { rows } = await sql<{ id: string }>`
    select id from audience.imports as i where i.started_at < ${before} and (
      exists (select from audience.import_changes as c where c.import_id = i.id)
      or exists (select from audience.import_notes as n where n.import_id = i.id))
    order by id limit ${IMPORTS_PER_BATCH}`.execute(db);
  for (const { id } of rows) {
    await db.deleteFrom('audience.import_changes').where('import_id', '=', id).execute();
    await db.deleteFrom('audience.import_notes').where('import_id', '=', id).execute();
  }
  return rows.length;
}

/**
 * Who is erased is erased here, too: that the import changed them stays, what it changed goes, and so do their names where
 * they say why a row was skipped. Call it while they are still there.
 */
export async function forgetErased(db: Db, ids: string[]): Promise<void> {
  await sql`
    update audience.import_changes
    set before = case when before is not null then '{}'::jsonb end, after = case when after is not null then '{}'::jsonb end,
      claimed = '{}', left_because = null
    where record_id = any(${ids}::uuid[])
      and (before <> '{}' or after <> '{}' or claimed <> '{}' or left_because is not null)`.execute(db);
  await sql`
    update audience.import_notes as n set reason = 'It was about somebody who was erased since.'
    from audience.contacts as c
    where c.id = any(${ids}::uuid[]) and position(c.name in n.reason) > 0
      and (n.reason like '%belongs to a colleague%' or n.reason like '%not clear whose row%')`.execute(db);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectImports>['execute']>>[number];

function selectImports(db: Db) {
  return db
    .selectFrom('audience.imports as i')
    .leftJoin('platform.operations as o', 'o.id', 'i.id')
    .leftJoin('platform.files as f', 'f.id', 'i.file_id')
    .leftJoin('platform.files as n', 'n.id', 'i.notes_file_id')
    .selectAll('i')
    .select(['o.state', 'o.error', 'o.finished_at', 'f.id as file', 'n.id as notes']);
}

function shown(who: Actor, row: Row): ShownImport {
  const { seen, created, updated, unchanged, skipped, bot } = row;
  return {
    id: row.id,
    target: row.target,
    fileName: row.file_name,
    fileId: row.file,
    state: stateOf(row),
    error: row.error,
    madeBy: row.made_by_name,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? row.finished_at,
    counts: { seen, created, updated, unchanged, skipped, bot },
    notesFileId: row.notes,
    undo: row.undo_id
      ? { operationId: row.undo_id, undoneAt: row.undone_at, fileId: row.undo_file_id }
      : null,
    mayUndo: mayUndo(who, row) && isUndoable(row),
    isListed: isYoung(row) && row.undone_at === null,
    resultPath: targetOf(row.target).resultPath,
  };
}

/** Operations are forgotten after 90 days. */
function stateOf({ state, ended_at: endedAt }: Row): OperationState {
  return state ?? (endedAt ? 'done' : 'failed');
}

/** What it did is still known. */
function isYoung({ started_at: startedAt }: Row): boolean {
  return startedAt.getTime() > now().getTime() - REMEMBERED_DAYS * 86_400_000;
}

function isUndoable(row: Row): boolean {
  const isOver = !['queued', 'running'].includes(stateOf(row));
  return isOver && isYoung(row) && row.undone_at === null && row.created + row.updated > 0;
}
