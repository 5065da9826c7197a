import { sql, type RawBuilder, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { estimateCount } from '../../platform/lists.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { getOperation, startOperation } from '../../platform/operations.ts';
import { contactsInWords } from '../contact-list.ts';
import type { ChosenContacts } from '../contract.ts';
import { chosenFrom } from '../selection.ts';
import type { Picked } from './contract.ts';
import './events.ts';
import { holdMembership, judge, treeOf } from './judging.ts';
import { lockSegment } from './segments.ts';
import type { SegmentPickChangesTable } from './tables.ts';
import { markTouched } from './touched.ts';
import { understandTree } from './understanding.ts';

type Change = Selectable<SegmentPickChangesTable>;

type PickJob = { operationId: string; changeId: string; undo: boolean };

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.pickInBulk': PickJob;
  }
}

const CONTACTS_PER_BATCH = 1_000;

/** Puts contacts on a list: those ticked, or all that a list of contacts shows. */
export async function addToList(db: Db, who: Actor, listId: string, chosen: ChosenContacts): Promise<Picked> {
  return makeChange(db, who, listId, { adding: true, chosen });
}

export async function takeOffList(
  db: Db,
  who: Actor,
  listId: string,
  chosen: ChosenContacts,
): Promise<Picked> {
  return makeChange(db, who, listId, { adding: false, chosen });
}

/**
 * For whoever makes contacts by the thousand, such as an import: these are on the list from the commit of the caller's
 * transaction on. `changeId` may be anything that one would undo it by.
 */
export async function putOnList(
  db: Db,
  listId: string,
  contactIds: string[],
  changeId: string,
): Promise<void> {
  await sql`
    insert into audience.segment_picks (contact_id, segment_id, change_id, picked_at)
    select id, ${listId}::uuid, ${changeId}::uuid, ${now()} from unnest(${contactIds}::uuid[]) as id
    on conflict do nothing`.execute(db);
  await markTouched(db, contactIds, [`only:${listId}`]);
}

/** Takes a change of a list back. Only who made it can, while they still may change the list. */
export async function undoPick(db: Db, who: Actor, listId: string, changeId: string): Promise<Picked> {
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    await lockSegment(trx, who, listId);
    const change = await takeBack(trx, who, listId, changeId);
    const remembered = trx
      .selectFrom('audience.segment_pick_change_contacts')
      .where('change_id', '=', changeId);
    return carryOut(trx, who, change, { undo: true, size: await estimateCount(trx, remembered) });
  });
}

/** The work behind a large change of a list, or behind taking one back. */
export async function runPick({ changeId, undo }: PickJob, run: OperationRun): Promise<Outcome> {
  const change = await run.db
    .selectFrom('audience.segment_pick_changes')
    .selectAll()
    .where('id', '=', changeId)
    .executeTakeFirstOrThrow();
  let { done } = run;
  let { after } = cursorShape.parse(run.cursor ?? { after: null });
  let more = true;
  while (more && !(await run.isCancelled())) {
    const [before, from] = [done, after];
    more = await transaction(run.db, async (trx) => {
      await holdMembership(trx);
      const batch = await pickBatch(trx, run.who, change, { after: from, undo });
      done = before + batch.changed;
      after = batch.last ?? from;
      await run.advance(trx, { done, cursor: { after } });
      return batch.more;
    });
  }
  return { result: { count: done, changeId }, resultPath: `/segments/${change.segment_id}` };
}

const cursorShape = z.object({ after: z.uuid().nullable() });

type NewChange = { adding: boolean; chosen: ChosenContacts };

async function makeChange(
  db: Db,
  who: Actor,
  listId: string,
  { adding, chosen }: NewChange,
): Promise<Picked> {
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const list = await lockSegment(trx, who, listId);
    if (list.kind !== 'list')
      throw invalidField(
        'ids',
        `Who is in “${list.name}” follows from its conditions. Choose a list instead.`,
      );
    if (list.archived_at) throw new Conflict(`“${list.name}” is archived. Bring it back first.`);
    const change = await trx
      .insertInto('audience.segment_pick_changes')
      .values({
        id: newId(),
        segment_id: listId,
        adding,
        chosen: JSON.stringify(chosen),
        operation_id: null,
        made_by_kind: who.kind,
        made_by_id: who.id,
        made_at: now(),
        undone_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const contacts = trx.selectFrom('audience.contacts as c').where(await chosenFrom(trx, who, chosen));
    return carryOut(trx, who, change, { undo: false, size: await estimateCount(trx, contacts) });
  });
}

type Size = { count: number; exact: boolean };

async function carryOut(
  db: Db,
  who: Actor,
  change: Change,
  { undo, size }: { undo: boolean; size: Size },
): Promise<Picked> {
  const { id, segment_id: listId, adding } = change;
  if (size.exact && size.count <= CONTACTS_PER_BATCH) {
    const { changed } = await pickBatch(db, who, change, { after: null, undo });
    return { id, count: changed, operationId: null };
  }
  const { name } = await nameOf(db, listId);
  const title =
    adding === undo
      ? `Taking ${contactsInWords(size)} off “${name}”`
      : `Putting ${contactsInWords(size)} on “${name}”`;
  const operationId = await startOperation(db, who, {
    kind: 'segments.pick',
    title,
    job: 'audience.pickInBulk',
    payload: { changeId: id, undo },
    total: size.count,
    unit: 'contacts',
  });
  await db
    .updateTable('audience.segment_pick_changes')
    .set({ operation_id: operationId })
    .where('id', '=', id)
    .execute();
  return { id, count: size.count, operationId };
}

type Batch = { changed: number; last: string | null; more: boolean };
type Way = { after: string | null; undo: boolean };

/** The next contacts of a change, and at once who is on the list by it. Call it holding the membership. */
async function pickBatch(db: Db, who: Actor, change: Change, { after, undo }: Way): Promise<Batch> {
  const { id, segment_id: listId } = change;
  const beyond = after === null ? sql`true` : sql`c.id > ${after}::uuid`;
  const next = undo
    ? sql`select contact_id as id from audience.segment_pick_change_contacts as c
        where change_id = ${id} and ${after === null ? sql`true` : sql`contact_id > ${after}::uuid`}
        order by contact_id limit ${CONTACTS_PER_BATCH}`
    : sql`select c.id from audience.contacts as c
        where ${await chosenFrom(db, who, change.chosen)} and ${beyond}
        order by c.id limit ${CONTACTS_PER_BATCH}`;
  const { rows } = await sql<{ id: string; changed: boolean }>`
    with chosen as (${next}), changed as (${changing(change, undo)} returning contact_id),
    remembered as (
      insert into audience.segment_pick_change_contacts (change_id, contact_id)
      select ${id}::uuid, contact_id from changed where ${!undo}::boolean on conflict do nothing
    )
    select id, id in (select contact_id from changed) as changed from chosen order by id`.execute(db);
  const changed = rows.filter((row) => row.changed).map((row) => row.id);
  await keepList(db, who, listId, changed);
  await tellOfPick(db, who, change, { undo, count: changed.length });
  return { changed: changed.length, last: rows.at(-1)?.id ?? null, more: rows.length === CONTACTS_PER_BATCH };
}

function changing({ id, segment_id: listId, adding }: Change, undo: boolean): RawBuilder<unknown> {
  if (adding !== undo)
    return sql`
      insert into audience.segment_picks (contact_id, segment_id, change_id, picked_at)
      select id, ${listId}::uuid, ${id}::uuid, ${now()} from chosen on conflict do nothing`;
  return sql`
    delete from audience.segment_picks
    where segment_id = ${listId}::uuid and contact_id in (select id from chosen)`;
}

async function keepList(db: Db, who: Actor, listId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const list = { id: listId, kind: 'list' as const, tree: null, ...(await nameOf(db, listId)) };
  const understood = await understandTree(db, treeOf(list));
  const moved = await judge(db, list, understood, ids, { at: now(), who });
  // Segments that ask about this list follow within a second.
  if (moved.length > 0) await markTouched(db, moved, [`segment:${listId}`]);
}

async function nameOf(db: Db, id: string): Promise<{ name: string }> {
  return db.selectFrom('audience.segments').select('name').where('id', '=', id).executeTakeFirstOrThrow();
}

async function tellOfPick(
  db: Db,
  who: Actor,
  { id: changeId, segment_id: listId, adding }: Change,
  { undo, count }: { undo: boolean; count: number },
): Promise<void> {
  if (count === 0) return;
  const payload = { ...(await nameOf(db, listId)), count, changeId };
  const name = adding === undo ? 'segment.unpicked' : 'segment.picked';
  await emit(db, who, [{ name, subject: { kind: 'segment', id: listId }, payload }]);
}

async function takeBack(db: Db, who: Actor, listId: string, id: string): Promise<Change> {
  const change = await db
    .selectFrom('audience.segment_pick_changes')
    .selectAll()
    .where('id', '=', id)
    .where('segment_id', '=', listId)
    .where('made_by_kind', '=', who.kind)
    .where('made_by_id', 'is not distinct from', who.id)
    .forUpdate()
    .executeTakeFirst();
  if (!change)
    throw new NotFound('There is nothing to undo: only who made a change can take it back, for 30 days.');
  if (change.undone_at) throw new Conflict('This was undone already.', { undoneAt: change.undone_at });
  if (change.operation_id) await mustHaveEnded(db, change.operation_id);
  await db
    .updateTable('audience.segment_pick_changes')
    .set({ undone_at: now() })
    .where('id', '=', id)
    .execute();
  return change;
}

async function mustHaveEnded(db: Db, operationId: string): Promise<void> {
  const { state } = await getOperation(db, operationId);
  if (state !== 'queued' && state !== 'running') return;
  throw new Conflict('This change is still on its way. Cancel it first, then undo what was done.', {
    operationId,
  });
}
