import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { estimateCount } from '../../platform/lists.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { emit } from '../../platform/events.ts';
import { getOperation, startOperation } from '../../platform/operations.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import { contactsInWords } from '../contact-list.ts';
import { mustBeColleague } from '../contacts.ts';
import { editedFields, type BulkChanged, type ChosenContacts, type NewBulkEdit } from '../contract.ts';
import '../events.ts';
import { validateProperties } from '../properties/values.ts';
import { spellingOf, spellTags } from '../tags/spelling.ts';
import { chosenBy, CONTACTS_PER_BATCH, permissionFor, type BulkChange } from './bulk-change.ts';
import { deleteBatch, undoDeletionBatch } from './deletions.ts';
import { editBatch, undoEditBatch } from './edits.ts';

/** Changes one field of all chosen contacts: at once when they are few, in the background when they are many. */
export async function editContacts(
  db: Db,
  who: Actor,
  { change, ...chosen }: NewBulkEdit,
): Promise<BulkChanged> {
  return makeBulkChange(db, who, { ...(await readChange(db, who, change)), chosen });
}

/** What is set, as a text: a tag is itself where it is, and nothing where it is not; a property's value is JSON. */
async function readChange(
  db: Db,
  who: Actor,
  change: NewBulkEdit['change'],
): Promise<Pick<BulkChange, 'field' | 'value'>> {
  const { addTag, removeTag } = change;
  const tag = addTag ?? removeTag;
  if (tag !== undefined) {
    // A tag that is only taken away need not become known.
    const name =
      addTag === undefined ? ((await spellingOf(db, tag)) ?? tag) : (await spellTags(db, who, [tag]))[0];
    return { field: `tag:${name ?? tag}`, value: addTag === undefined ? null : (name ?? tag) };
  }
  const [own] = Object.entries(await validateProperties(db, 'contact', change.properties));
  if (own) {
    const [key, value] = own;
    return { field: `property:${key}`, value: value === null ? null : JSON.stringify(value) };
  }
  const field = editedFields.find((each) => change[each] !== undefined);
  if (!field) throw new Invalid('Say what to change.');
  const value = change[field] ?? null;
  if (field === 'ownerId') await mustBeColleague(db, value);
  return { field, value };
}

/** As `deleteContact`, for all chosen contacts. */
export async function deleteContacts(db: Db, who: Actor, chosen: ChosenContacts): Promise<BulkChanged> {
  return makeBulkChange(db, who, { field: 'deletedAt', value: null, chosen });
}

/** Takes a bulk edit back, where nobody changed the same since. Only who made it can, as far as they still may. */
export async function undoBulkEdit(db: Db, who: Actor, id: string): Promise<BulkChanged> {
  return undoBulkChange(db, who, id, 'edit');
}

/** As `restoreContact`, for all that a bulk deletion deleted. */
export async function undoBulkDeletion(db: Db, who: Actor, id: string): Promise<BulkChanged> {
  return undoBulkChange(db, who, id, 'deletion');
}

type Kind = 'edit' | 'deletion';

async function undoBulkChange(db: Db, who: Actor, id: string, kind: Kind): Promise<BulkChanged> {
  return transaction(db, async (trx) => {
    const bulk = await takeBack(trx, who, id, kind);
    const remembered = trx.selectFrom('audience.bulk_change_contacts').where('bulk_change_id', '=', id);
    return carryOut(trx, who, bulk, { undo: true, size: await estimateCount(trx, remembered) });
  });
}

export type BulkJob = { operationId: string; bulkChangeId: string; undo: boolean };

/** The work behind a large bulk change, or behind taking one back. */
export async function runBulkChange({ bulkChangeId, undo }: BulkJob, run: OperationRun): Promise<Outcome> {
  const bulk = await run.db
    .selectFrom('audience.bulk_changes')
    .selectAll()
    .where('id', '=', bulkChangeId)
    .executeTakeFirstOrThrow();
  let { done } = run;
  let { after } = cursorShape.parse(run.cursor ?? { after: null });
  let more = true;
  while (more && !(await run.isCancelled())) {
    const [before, from] = [done, after];
    more = await transaction(run.db, async (trx) => {
      const batch = await batchFor(bulk, undo)(trx, run.who, bulk, from);
      done = before + batch.changed;
      after = batch.last ?? from;
      await run.advance(trx, { done, cursor: { after } });
      if (!batch.more && !undo) await tellNewOwner(trx, run.who, bulk, done);
      return batch.more;
    });
  }
  // It was cancelled: what was done until then stays.
  if (more && !undo) await tellNewOwner(run.db, run.who, bulk, done);
  return { result: { count: done, bulkChangeId }, resultPath: '/contacts?sort=-updatedAt' };
}

const cursorShape = z.object({ after: z.uuid().nullable() });

function batchFor({ field }: BulkChange, undo: boolean) {
  if (field === 'deletedAt') return undo ? undoDeletionBatch : deleteBatch;
  return undo ? undoEditBatch : editBatch;
}

type NewBulkChange = Pick<BulkChange, 'field' | 'value' | 'chosen'>;

async function makeBulkChange(
  db: Db,
  who: Actor,
  { field, value, chosen }: NewBulkChange,
): Promise<BulkChanged> {
  return transaction(db, async (trx) => {
    const bulk = await trx
      .insertInto('audience.bulk_changes')
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
    const contacts = trx.selectFrom('audience.contacts as c').where(await chosenBy(trx, who, bulk));
    return carryOut(trx, who, bulk, { undo: false, size: await estimateCount(trx, contacts) });
  });
}

type Size = { count: number; exact: boolean };

async function carryOut(
  db: Db,
  who: Actor,
  bulk: BulkChange,
  { undo, size }: { undo: boolean; size: Size },
): Promise<BulkChanged> {
  const { id } = bulk;
  if (size.exact && size.count <= CONTACTS_PER_BATCH) {
    const { changed } = await batchFor(bulk, undo)(db, who, bulk, null);
    if (!undo) await tellNewOwner(db, who, bulk, changed);
    return { id, count: changed, operationId: null };
  }
  const operationId = await startOperation(db, who, {
    kind: 'contacts.bulk-change',
    title: titleOf(bulk, undo, size),
    job: 'audience.changeInBulk',
    payload: { bulkChangeId: id, undo },
    total: size.count,
    unit: 'contacts',
  });
  await db
    .updateTable('audience.bulk_changes')
    .set({ operation_id: operationId })
    .where('id', '=', id)
    .execute();
  return { id, count: size.count, operationId };
}

/** Once for all of them, however many: nobody reads a thousand messages. */
async function tellNewOwner(db: Db, who: Actor, { id, field, value: to }: BulkChange, count: number) {
  if (field !== 'ownerId' || to === null || count === 0) return;
  const subject = { kind: 'bulk-change', id };
  await emit(db, who, [{ name: 'contacts.assigned', subject, payload: { to, count } }]);
}

function titleOf({ field }: BulkChange, undo: boolean, size: Size): string {
  const what = `${field === 'deletedAt' ? 'deletion' : 'change'} of ${contactsInWords(size)}`;
  return undo ? `Undoing the ${what}` : what.charAt(0).toUpperCase() + what.slice(1);
}

/** Marks it as undone. Throws when it is not theirs, no longer theirs to do, undone already, or still on its way. */
async function takeBack(db: Db, who: Actor, id: string, kind: Kind): Promise<BulkChange> {
  const bulk = await db
    .selectFrom('audience.bulk_changes')
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
  await db.updateTable('audience.bulk_changes').set({ undone_at: now() }).where('id', '=', id).execute();
  return bulk;
}

async function mustHaveEnded(db: Db, operationId: string): Promise<void> {
  const { state } = await getOperation(db, operationId);
  if (state !== 'queued' && state !== 'running') return;
  throw new Conflict('This change is still on its way. Cancel it first, then undo what was done.', {
    operationId,
  });
}
