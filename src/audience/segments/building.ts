import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { newId } from '../../platform/ids.ts';
import { startOperation } from '../../platform/operations.ts';
import type { UnderstoodTree } from './compile.ts';
import './events.ts';
import { holdMembership, treeOf } from './judging.ts';
import { readKept, type Kept } from './kept.ts';
import { judgeEverybody } from './narrowing.ts';
import './tables.ts';
import { understandTree } from './understanding.ts';

type BuildJob = {
  operationId: string;
  segmentId: string;
  version: number;
  picksOf?: string | undefined;
};

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.buildSegment': BuildJob;
  }
}

/** Finds the members of its present version, in the background; until that is done the old ones are shown. */
export async function startBuild(
  db: Db,
  who: Actor,
  { id, name, version }: { id: string; name: string; version: number },
  picksOf?: string,
): Promise<string> {
  const operationId = await startOperation(db, who, {
    kind: 'segments.build',
    title: `Finding who is in “${name}”`,
    job: 'audience.buildSegment',
    payload: { segmentId: id, version, picksOf },
    total: STEPS,
    unit: 'steps',
  });
  await db
    .updateTable('audience.segments')
    .set({ operation_id: operationId, problem: null })
    .where('id', '=', id)
    .execute();
  return operationId;
}

const STEPS = 3;
/** Sorted and hashed in memory as far as this goes; two at once are seldom. */
const WORK_MEMORY = '128MB';

/**
 * All in one transaction: readers see the old members until the new ones are there, and a killed build has left nothing.
 * Whoever is touched meanwhile is put aside by `upkeep.ts`, and judged again as soon as this is committed.
 */
export async function runBuild(
  { segmentId, version, picksOf }: BuildJob,
  run: OperationRun,
): Promise<Outcome> {
  const segment = (await readKept(run.db)).find(({ id }) => id === segmentId);
  // A newer version is on its way, or somebody has archived it.
  if (!segment || segment.version !== version || (await run.isCancelled())) return {};
  const understood = await understandTree(run.db, treeOf(segment));
  await run.advance(run.db, { done: 1 });
  try {
    const built = await transaction(run.db, async (trx) => {
      if (picksOf !== undefined) await copyPicks(trx, picksOf, segmentId);
      const found = await findMembers(trx, segment, understood);
      await run.advance(trx, { done: STEPS });
      return tellOfBuild(trx, run.who, segment, found);
    });
    return { result: { ...built }, resultPath: `/segments/${segmentId}` };
  } catch (error) {
    if (error instanceof Outdated) return {};
    throw error;
  }
}

/** It was changed again meanwhile: the next build is on its way already, and nothing of this one stays. */
class Outdated extends Error {}

/** Of a list of a million, nothing for a request to wait for. */
async function copyPicks(db: Db, from: string, to: string): Promise<void> {
  await sql`
    insert into audience.segment_picks (contact_id, segment_id, change_id, picked_at)
    select contact_id, ${to}::uuid, ${newId()}::uuid, ${now()} from audience.segment_picks
    where segment_id = ${from}::uuid on conflict do nothing`.execute(db);
}

type Built = { members: number; entered: number; left: number };
type Found = Built & { isFirst: boolean };

async function findMembers(db: Db, segment: Kept, understood: UnderstoodTree): Promise<Found> {
  const { id, version } = segment;
  const at = now();
  await sql`select set_config('work_mem', ${WORK_MEMORY}, true)`.execute(db);
  await judgeEverybody(db, understood, at);
  const left = await sql`
    delete from audience.segment_members as m where m.segment_id = ${id}::uuid and not exists (
      select from found_members as f where f.contact_id = m.contact_id and f.inside)`.execute(db);
  const entered = await sql`
    insert into audience.segment_members (contact_id, segment_id, entered_at)
    select contact_id, ${id}::uuid, ${at}::timestamptz from found_members where inside
    on conflict do nothing`.execute(db);
  await sql`delete from audience.segment_dues where segment_id = ${id}::uuid`.execute(db);
  await sql`
    insert into audience.segment_dues (segment_id, contact_id, due_at)
    select ${id}::uuid, contact_id, due_at from found_members where due_at is not null`.execute(db);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from found_members where inside`.execute(db);
  await sql`drop table found_members`.execute(db);
  const members = rows[0]?.count ?? 0;
  const isFirst = await markBuilt(db, { id, version, at, members });
  return {
    isFirst,
    members,
    entered: Number(entered.numAffectedRows ?? 0),
    left: Number(left.numAffectedRows ?? 0),
  };
}

/** From the commit on it is kept by `upkeep.ts`, beginning with whoever was put aside. Answers whether it never was before. */
async function markBuilt(
  db: Db,
  { id, version, at, members }: { id: string; version: number; at: Date; members: number },
): Promise<boolean> {
  await holdMembership(db);
  const { rows } = await sql<{ isFirst: boolean }>`
    with before as (select built_at is null as "isFirst" from audience.segments where id = ${id}::uuid)
    update audience.segments
    set built_version = version, built_at = ${at}, member_count = ${members}, problem = null
    where id = ${id}::uuid and version = ${version} returning (select "isFirst" from before)`.execute(db);
  const [row] = rows;
  if (!row) throw new Outdated();
  await sql`update audience.segment_touched set held_for = null where held_for = ${id}::uuid`.execute(db);
  return row.isFirst;
}

/** Whom it began with did not come in: from then on people come and go. */
async function tellOfBuild(
  db: Db,
  who: Actor,
  { id, name, version }: Kept,
  { isFirst, ...built }: Found,
): Promise<Built> {
  if (!isFirst) await countDay(db, id, built);
  const payload = { name, version, ...built };
  await emit(db, who, [{ name: 'segment.built', subject: { kind: 'segment', id }, payload }]);
  if (built.entered + built.left > 0) await rebuildAskers(db, who, id);
  return built;
}

async function countDay(db: Db, id: string, built: Built): Promise<void> {
  await sql`
    insert into audience.segment_days as d (segment_id, day, entered, gone)
    values (${id}::uuid, (${now()}::timestamptz at time zone 'UTC')::date, ${built.entered}, ${built.left})
    on conflict (segment_id, day) do update
      set entered = d.entered + excluded.entered, gone = d.gone + excluded.gone`.execute(db);
}

/** Segments that ask about this one: its members have changed by the thousands, so theirs are found anew, too. */
async function rebuildAskers(db: Db, who: Actor, id: string): Promise<void> {
  const askers = (await readKept(db)).filter(({ depends_on: marks }) => marks.includes(`segment:${id}`));
  for (const asker of askers) {
    await db
      .updateTable('audience.segments')
      .set({ built_version: null })
      .where('id', '=', asker.id)
      .execute();
    await startBuild(db, who, asker);
  }
}
