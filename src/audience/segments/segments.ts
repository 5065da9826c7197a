import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Invalid, invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { mustReach } from '../../workspace/workspace.ts';
import { startBuild } from './building.ts';
import type { NewSegment, SegmentChange, WholeSegment } from './contract.ts';
import './events.ts';
import { holdMembership } from './judging.ts';
import { circleOf, readKept } from './kept.ts';
import { mustSeeAll } from './reach.ts';
import { findSegment, sentenceFor } from './reading.ts';
import type { SegmentsTable } from './tables.ts';
import type { Tree } from './tree.ts';
import { marksOf, understandTree } from './understanding.ts';

export async function createSegment(db: Db, who: Actor, input: NewSegment): Promise<WholeSegment> {
  if (input.tree) mustSeeAll(who);
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const id = newId();
    const { name, kind, tree } = input;
    const at = now();
    const list = kind === 'list';
    await trx
      .insertInto('audience.segments')
      .values({
        id,
        name,
        description: input.description ?? null,
        kind,
        tree: tree ? JSON.stringify(tree) : null,
        version: 1,
        // A list is what was picked: there is nothing to find.
        built_version: list ? 1 : null,
        built_at: list ? at : null,
        operation_id: null,
        problem: null,
        created_by: who.kind === 'user' ? who.id : null,
        created_at: at,
        updated_at: at,
        archived_at: null,
      })
      .execute();
    if (tree) await keepTree(trx, who, { id, name, version: 1 }, tree);
    const changes = changesBetween({}, { name, kind });
    await emit(trx, who, [
      { name: 'segment.created', subject: { kind: 'segment', id }, payload: { name, kind }, changes },
    ]);
    return findSegment(trx, id);
  });
}

/** Other conditions are a new version, whose members are found in the background; those of the old one are shown until then. */
export async function editSegment(
  db: Db,
  who: Actor,
  id: string,
  change: SegmentChange,
): Promise<WholeSegment> {
  if (change.tree) mustSeeAll(who);
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const before = await lockSegment(trx, who, id);
    if (change.version !== undefined && change.version !== before.version) throw await overtaken(trx, before);
    if (change.tree && before.kind === 'list') throw invalidField('tree', 'A list has no conditions.');
    const other = change.tree !== undefined && JSON.stringify(change.tree) !== JSON.stringify(before.tree);
    const name = change.name ?? before.name;
    const description = change.description === undefined ? before.description : change.description;
    const version = before.version + (other ? 1 : 0);
    await trx
      .updateTable('audience.segments')
      .set({ name, description, version, updated_at: now() })
      .$if(other, (query) => query.set({ tree: JSON.stringify(change.tree) }))
      .where('id', '=', id)
      .execute();
    const sentence = other && before.tree ? await sentenceFor(trx, before.tree) : '';
    if (other && change.tree) await keepTree(trx, who, { id, name, version }, change.tree);
    const after = await findSegment(trx, id);
    const changes = changesBetween(
      { name: before.name, description: before.description, ...(other ? { sentence } : {}) },
      { name, description, ...(other ? { sentence: after.sentence } : {}) },
    );
    if (Object.keys(changes).length > 0)
      await emit(trx, who, [
        { name: 'segment.updated', subject: { kind: 'segment', id }, payload: { name }, changes },
      ]);
    return after;
  });
}

/** A segment with the same conditions, or a list of the same people. */
export async function copySegment(db: Db, who: Actor, id: string): Promise<WholeSegment> {
  return transaction(db, async (trx) => {
    const { name, description, kind, tree } = await findSegment(trx, id);
    const copy = await createSegment(trx, who, {
      name: `${name.slice(0, MOST_OF_NAME)} (copy)`,
      description,
      kind,
      ...(tree ? { tree } : {}),
    });
    if (kind === 'live') return copy;
    await rebuild(trx, who, copy, id);
    return findSegment(trx, copy.id);
  });
}

const MOST_OF_NAME = 90;

/** Nobody is judged for it any more. Refused while other segments ask about it. */
export async function archiveSegment(db: Db, who: Actor, id: string): Promise<WholeSegment> {
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const { name, archived_at: archived } = await lockSegment(trx, who, id);
    const { usedBy } = await findSegment(trx, id);
    if (usedBy.length > 0)
      throw new Conflict(
        `“${name}” is part of ${usedBy.map((each) => `“${each.name}”`).join(' and ')}. Change that first.`,
        { usedBy },
      );
    if (archived) return findSegment(trx, id);
    await trx.updateTable('audience.segments').set({ archived_at: now() }).where('id', '=', id).execute();
    await emit(trx, who, [{ name: 'segment.archived', subject: { kind: 'segment', id }, payload: { name } }]);
    return findSegment(trx, id);
  });
}

export async function restoreSegment(db: Db, who: Actor, id: string): Promise<WholeSegment> {
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const segment = await lockSegment(trx, who, id);
    if (!segment.archived_at) return findSegment(trx, id);
    await trx.updateTable('audience.segments').set({ archived_at: null }).where('id', '=', id).execute();
    const { name } = segment;
    await emit(trx, who, [{ name: 'segment.restored', subject: { kind: 'segment', id }, payload: { name } }]);
    await rebuild(trx, who, segment);
    return findSegment(trx, id);
  });
}

/** Finds all members anew: for a segment that was paused, or whose finding was cancelled. */
export async function rebuildSegment(db: Db, who: Actor, id: string): Promise<WholeSegment> {
  return transaction(db, async (trx) => {
    await holdMembership(trx);
    const segment = await lockSegment(trx, who, id);
    if (segment.archived_at) throw new Conflict('It is archived. Bring it back first.');
    if (segment.tree) await understandTree(trx, segment.tree);
    await rebuild(trx, who, segment);
    return findSegment(trx, id);
  });
}

/** Call it in a transaction that holds the membership. `picksOf`: a list whose people are put on this one first. */
export async function rebuild(
  db: Db,
  who: Actor,
  segment: { id: string; name: string; version: number },
  picksOf?: string,
): Promise<void> {
  await db
    .updateTable('audience.segments')
    .set({ built_version: null })
    .where('id', '=', segment.id)
    .execute();
  await startBuild(db, who, segment, picksOf);
}

type Versioned = { id: string; name: string; version: number };

/** Puts the version down, with what can change its members, and has them found. */
async function keepTree(db: Db, who: Actor, segment: Versioned, tree: Tree): Promise<void> {
  const { id, version } = segment;
  const understood = await understandTree(db, tree);
  const marks = marksOf(understood);
  await mustBeStraight(db, { id, depends_on: marks });
  await db.updateTable('audience.segments').set({ depends_on: marks }).where('id', '=', id).execute();
  await db
    .insertInto('audience.segment_versions')
    .values({
      segment_id: id,
      version,
      tree: JSON.stringify(tree),
      sentence: await sentenceFor(db, tree),
      made_by_kind: who.kind,
      made_by_id: who.id,
      made_by_name: who.name,
      made_at: now(),
    })
    .execute();
  await startBuild(db, who, segment);
}

async function mustBeStraight(db: Db, segment: { id: string; depends_on: string[] }): Promise<void> {
  const others = await readKept(db);
  const circle = circleOf(segment, others);
  if (!circle) return;
  const names = circle.slice(1).map((id) => `“${others.find((each) => each.id === id)?.name ?? ''}”`);
  const message =
    names.length === 0
      ? 'A segment cannot ask whether somebody is in itself.'
      : `This goes round in a circle: ${names.join(' and ')} asks about this segment already.`;
  throw new Invalid(message, [{ field: 'tree', message }]);
}

/** The segment, held until the transaction ends, if `who` may change it. */
export async function lockSegment(db: Db, who: Actor, id: string) {
  const segment = await db
    .selectFrom('audience.segments')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!segment) throw new NotFound('There is no such segment.');
  await mustReach(db, who, 'segments.edit', segment.created_by);
  return segment;
}

async function overtaken(db: Db, { id, name, version }: Pick<SegmentsTable, 'id' | 'name' | 'version'>) {
  const last = await db
    .selectFrom('audience.segment_versions')
    .select('made_by_name')
    .where('segment_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  const changedBy = last?.made_by_name ?? 'Somebody';
  const message = `${changedBy} changed “${name}” while you were writing. Your change was not saved.`;
  return new Conflict(message, { changedBy, version });
}
