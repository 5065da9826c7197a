import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { estimateCount } from '../../platform/lists.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { getOperation, startOperation } from '../../platform/operations.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import { mustBeColleague } from '../contacts.ts';
import { changeBatch, chosenBy, COMPANIES_PER_BATCH, permissionFor, undoBatch } from './bulk-batches.ts';
import { companiesInWords } from './company-list.ts';
import { editedFields, type BulkChanged, type ChosenCompanies, type NewBulkEdit } from './contract.ts';
import type { CompanyBulkChangesTable } from './tables.ts';

/** A change of many companies at once: of one field, or their deletion. */
export type CompanyBulkChange = Selectable<CompanyBulkChangesTable>;

/** Changes one field of all chosen companies: at once when they are few, in the background when they are many. */
export async function editCompanies(
  db: Db,
  who: Actor,
  { change, ...chosen }: NewBulkEdit,
): Promise<BulkChanged> {
  const field = editedFields.find((each) => change[each] !== undefined);
  if (!field) throw new Invalid('Say what to change.');
  const value = change[field] ?? null;
  if (field === 'ownerId') await mustBeColleague(db, value);
  return makeBulkChange(db, who, { field, value, chosen });
}

/** As `deleteCompany`, for all chosen companies. All of a deletion bear its time, by which the undo knows them. */
export async function deleteCompanies(db: Db, who: Actor, chosen: ChosenCompanies): Promise<BulkChanged> {
  return makeBulkChange(db, who, { field: 'deletedAt', value: now().toISOString(), chosen });
}

/** Takes a bulk change back, where nobody changed the same since. Only who made it can, as far as they still may. */
export async function undoCompanyBulkChange(
  db: Db,
  who: Actor,
  id: string,
  kind: 'edit' | 'deletion',
): Promise<BulkChanged> {
  return transaction(db, async (trx) => {
    const bulk = await takeBack(trx, who, id, kind);
    const remembered = trx
      .selectFrom('audience.company_bulk_change_companies')
      .where('bulk_change_id', '=', id);
    return carryOut(trx, who, bulk, { undo: true, size: await estimateCount(trx, remembered) });
  });
}

export type CompanyBulkJob = { operationId: string; bulkChangeId: string; undo: boolean };

/** The work behind a large bulk change, or behind taking one back. */
export async function runCompanyBulkChange(
  { bulkChangeId, undo }: CompanyBulkJob,
  run: OperationRun,
): Promise<Outcome> {
  const bulk = await run.db
    .selectFrom('audience.company_bulk_changes')
    .selectAll()
    .where('id', '=', bulkChangeId)
    .executeTakeFirstOrThrow();
  let { done } = run;
  let { after } = cursorShape.parse(run.cursor ?? { after: null });
  let more = true;
  while (more && !(await run.isCancelled())) {
    const [before, from] = [done, after];
    more = await transaction(run.db, async (trx) => {
      const batch = await (undo ? undoBatch : changeBatch)(trx, run.who, bulk, from);
      done = before + batch.changed;
      after = batch.last ?? from;
      await run.advance(trx, { done, cursor: { after } });
      return batch.more;
    });
  }
  return { result: { count: done, bulkChangeId }, resultPath: '/companies?sort=-updatedAt' };
}

const cursorShape = z.object({ after: z.uuid().nullable() });

type NewChange = Pick<CompanyBulkChange, 'field' | 'value' | 'chosen'>;

async function makeBulkChange(db: Db, who: Actor, { field, value, chosen }: NewChange): Promise<BulkChanged> {
  return transaction(db, async (trx) => {
    const bulk = await trx
      .insertInto('audience.company_bulk_changes')
      .values({
        id: newId(),
        field,
        value,
        chosen: JSON.stringify(chosen),
        made_by_kind: who.kind,
        made_by_id: who.id,
        made_at: now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const companies = trx.selectFrom('audience.companies as c').where(await chosenBy(trx, who, bulk));
    return carryOut(trx, who, bulk, { undo: false, size: await estimateCount(trx, companies) });
  });
}

type Size = { count: number; exact: boolean };

async function carryOut(
  db: Db,
  who: Actor,
  bulk: CompanyBulkChange,
  { undo, size }: { undo: boolean; size: Size },
): Promise<BulkChanged> {
  const { id } = bulk;
  if (size.exact && size.count <= COMPANIES_PER_BATCH) {
    const { changed } = await (undo ? undoBatch : changeBatch)(db, who, bulk, null);
    return { id, count: changed, operationId: null };
  }
  const operationId = await startOperation(db, who, {
    kind: 'companies.bulk-change',
    title: titleOf(bulk, undo, size),
    job: 'audience.changeCompaniesInBulk',
    payload: { bulkChangeId: id, undo },
    total: size.count,
    unit: 'companies',
  });
  await db
    .updateTable('audience.company_bulk_changes')
    .set({ operation_id: operationId })
    .where('id', '=', id)
    .execute();
  return { id, count: size.count, operationId };
}

function titleOf({ field }: CompanyBulkChange, undo: boolean, size: Size): string {
  const what = `${field === 'deletedAt' ? 'deletion' : 'change'} of ${companiesInWords(size)}`;
  return undo ? `Undoing the ${what}` : what.charAt(0).toUpperCase() + what.slice(1);
}

/** Marks it as undone. Throws when it is not theirs, no longer theirs to do, undone already, or still on its way. */
async function takeBack(
  db: Db,
  who: Actor,
  id: string,
  kind: 'edit' | 'deletion',
): Promise<CompanyBulkChange> {
  const bulk = await db
    .selectFrom('audience.company_bulk_changes')
    .selectAll()
    .where('id', '=', id)
    .where('made_by_kind', '=', who.kind)
    .where('made_by_id', 'is not distinct from', who.id)
    .where('field', kind === 'deletion' ? '=' : '<>', 'deletedAt')
    .forUpdate()
    .executeTakeFirst();
  if (!bulk)
    throw new NotFound('There is nothing to undo: only who made a change can take it back, for 30 days.');
  if (scopeOf(who, permissionFor(bulk)) === null)
    throw new Forbidden('You may not make such changes any more, so you cannot take this one back.');
  if (bulk.undone_at) throw new Conflict('This was undone already.', { undoneAt: bulk.undone_at });
  if (bulk.operation_id) await mustHaveEnded(db, bulk.operation_id);
  await db
    .updateTable('audience.company_bulk_changes')
    .set({ undone_at: now() })
    .where('id', '=', id)
    .execute();
  return bulk;
}

async function mustHaveEnded(db: Db, operationId: string): Promise<void> {
  const { state } = await getOperation(db, operationId);
  if (state !== 'queued' && state !== 'running') return;
  throw new Conflict('This change is still on its way. Cancel it first, then undo what was done.', {
    operationId,
  });
}
