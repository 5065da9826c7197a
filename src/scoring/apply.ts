import { sql, type RawBuilder } from 'kysely';
import { markTouched } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import type { OperationRun, Outcome } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import { fitExpression, fitsOf } from './fits.ts';
import { readModel, type KnownModel } from './known-models.ts';
import { inLanes, nextRanges, NOBODY, within } from './ranges.ts';
import { settle, type Scored } from './score.ts';
import { FIT, holdVersions, TEMPERATURE, writing } from './scores.ts';
import { sumAnew, sumsOf } from './sums.ts';
import type { Temperature } from './temperature.ts';
import { compareVersions } from './version-moves.ts';
import { attachVersion, dropOldVersions, versionTable } from './versions.ts';

export type ApplyJob = { operationId: string; modelId: string };

/** Where to go on after a crash. */
type Cursor = {
  at: string;
  after: string | null;
  /** So many contacts are scored up to there. */
  scored?: number;
  old?: string;
  compared?: string | null;
  moved?: number;
};

/** Finds everybody's score by a version both sides have signed, in the background; until that is done, the old ones are shown. */
export async function startApplying(
  db: Db,
  who: Actor,
  model: { id: string; number: number },
): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audience.contacts where deleted_at is null`.execute(db);
  const operationId = await startOperation(db, who, {
    kind: 'score-models.apply',
    title: `Scoring everybody by version ${model.number}`,
    job: 'scoring.applyModel',
    payload: { modelId: model.id },
    total: rows[0]?.count ?? 0,
    unit: 'contacts',
  });
  await db
    .updateTable('scoring.models')
    .set({ operation_id: operationId, updated_at: now() })
    .where('id', '=', model.id)
    .execute();
}

/**
 * One statement sums up all touchpoints and writes everybody's score into a table of its own; then, range by range, those
 * are found who are not cold. What is touched meanwhile counts by the old version at once, is noted, and is summed up by
 * the new one at the end, the last of it while nobody else writes scores: so when the new version comes into force,
 * nobody is left behind. Then the old scores are dropped whole.
 */
export async function applyModel({ modelId }: ApplyJob, run: OperationRun): Promise<Outcome> {
  const model = await readModel(run.db, modelId);
  const state = await stateOf(run.db, modelId);
  if (state !== 'signed' && state !== 'applying' && state !== 'in_force') return {};
  let cursor = (run.cursor ?? undefined) as Cursor | undefined;
  if (state !== 'in_force') {
    if (!cursor || state === 'signed') cursor = await begin(run, model);
    cursor = await findWarm(run, model, cursor);
    if (await run.isCancelled()) return stop(run.db, modelId);
    await catchUp(run.db, model);
    cursor = await comeIntoForce(run, model, cursor);
  }
  const moved = cursor?.old ? await noteMoves(run, model, cursor, cursor.old) : 0;
  await dropOldVersions(run.db);
  // Autovacuum looks at each version by itself, the planner at all of them together, too.
  await sql`analyze scoring.scores`.execute(run.db);
  return { result: { moved }, resultPath: `/score/models/${modelId}` };
}

async function stateOf(db: Db, id: string) {
  const row = await db.selectFrom('scoring.models').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state;
}

async function begin(run: OperationRun, model: KnownModel): Promise<Cursor> {
  const { db } = run;
  // Of an attempt that was cancelled.
  await dropOldVersions(db);
  await transaction(db, async (trx) => {
    await holdVersions(trx);
    await trx.updateTable('scoring.models').set({ state: 'applying' }).where('id', '=', model.id).execute();
    await trx.deleteFrom('scoring.behind').execute();
  });
  const cursor: Cursor = { at: now().toISOString(), after: null };
  await transaction(db, async (trx) => {
    await writeAll(trx, model, cursor.at);
    await run.advance(trx, { done: 0, cursor });
  });
  return cursor;
}

/** Summed up and hashed in memory as far as this goes. */
const WORK_MEMORY = '256MB';

/** Everybody as cold as most are. A SELECT that inserts cannot use several processes, one that makes a table can. */
async function writeAll(db: Db, { id, document }: KnownModel, at: string): Promise<void> {
  const none = `{${document.groups.map(() => 0).join(',')}}`;
  const fit = await fitExpression(db, document, { at: now(), few: false, among: () => sql`true` });
  // Each process keeps sums of everybody: one that only gathered those of the others would be one too many.
  await sql`select set_config('work_mem', ${WORK_MEMORY}, true), set_config('jit', 'off', true),
    set_config('parallel_leader_participation', 'off', true)`.execute(db);
  await sql`
    create table ${await versionTable(db, id)} with (fillfactor = 80) as
    select c.id as contact_id, ${id}::uuid as model_id, ${fit} as fit, coalesce(s.heats, ${none}::float8[]) as heats,
      ${at}::timestamptz as heat_at, s.hand_raised_at, 'cold' as temperature, ${at}::timestamptz as temperature_since,
      null::timestamptz as cools_at
    from audience.contacts as c
    left join (${sumsOf(document, new Date(at), sql<boolean>`true`)}) as s on s.contact_id = c.id
    where c.deleted_at is null order by c.id`.execute(db);
  await attachVersion(db, id);
}

const CONTACTS_PER_RANGE = 50_000;

/** Where a range ends, is written down with the next ones: what a crash undoes is done again, and comes to the same. */
async function findWarm(run: OperationRun, model: KnownModel, from: Cursor): Promise<Cursor> {
  let cursor = from;
  for (;;) {
    const ranges = await nextRanges(run.db, scoredBy(model.id), cursor.after ?? NOBODY, CONTACTS_PER_RANGE);
    const last = ranges.at(-1);
    if (!last || (await run.isCancelled())) return cursor;
    const stand = cursor;
    await inLanes(run.db, ranges, async (trx, range) => {
      await warmUp(trx, model, (column) => within(column, range));
      await run.advance(trx, { done: (stand.scored ?? 0) + range.count, cursor: stand });
    });
    const scored = ranges.reduce((sum, { count }) => sum + count, stand.scored ?? 0);
    cursor = { ...cursor, after: last.upto, scored };
  }
}

function scoredBy(modelId: string): RawBuilder<unknown> {
  return sql`select contact_id as id from scoring.scores where model_id = ${modelId}::uuid`;
}

type Candidate = Scored & { contactId: string; before: Temperature | null; since: string | null };

/**
 * Most are cold, and are written so. How warm the others are, is found here, from how warm they are by the old version.
 * `among` is asked of both: for each range all old scores would be read else. JSON and text are read several times as
 * fast as arrays and dates.
 */
async function warmUp(
  db: Db,
  model: KnownModel,
  among: (column: string) => RawBuilder<boolean>,
): Promise<void> {
  const { document } = model;
  const most = document.groups.map(
    ({ cap }, place) => sql`greatest(0, least(${cap}::float8, s.heats[${place + 1}::int]))`,
  );
  const enough = document.warm.engagement.leave - 1e-6;
  const { rows } = await sql<Candidate>`
    select s.contact_id as "contactId", s.fit, to_json(s.heats) as heats, s.heat_at as "heatAt",
      s.hand_raised_at as "handRaisedAt", 'cold' as temperature, null as "coolsAt", o.temperature as before,
      o.temperature_since::text as since
    from scoring.scores as s
    left join scoring.scores as o on o.contact_id = s.contact_id and ${among('o.contact_id')}
      and o.model_id = (select id from scoring.models where state = 'in_force')
    where s.model_id = ${model.id}::uuid and ${among('s.contact_id')}
      and (${sql.join([sql`0`, ...most], sql` + `)} >= ${enough} or s.hand_raised_at is not null)`.execute(
    db,
  );
  const at = now();
  const warm = rows.flatMap((row) => {
    const before = row.before ?? 'cold';
    const settled = settle({ ...row, temperature: before }, document, at);
    if (settled.temperature === 'cold') return [];
    const since = settled.temperature === before && row.since ? row.since : at.toISOString();
    return [{ ...settled, since }];
  });
  if (warm.length > 0) await sql`select ${writing(model, warm)}`.execute(db);
}

async function stop(db: Db, modelId: string): Promise<Outcome> {
  await transaction(db, async (trx) => {
    await holdVersions(trx);
    await trx
      .updateTable('scoring.models')
      .set({ state: 'signed', updated_at: now() })
      .where('id', '=', modelId)
      .where('state', '=', 'applying')
      .execute();
  });
  await dropOldVersions(db);
  return {};
}

const BEHIND_PER_BATCH = 1_000;
/** So many are summed up while everybody waits. */
const FEW = 200;
const MOST_BATCHES = 500;

/** Whoever changed since it began, until so few are left that nobody minds waiting for them. */
async function catchUp(db: Db, model: KnownModel): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const taken = await transaction(db, (trx) => takeBehind(trx, model, BEHIND_PER_BATCH));
    if (taken < FEW) return;
  }
}

async function takeBehind(db: Db, model: KnownModel, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from scoring.behind where (contact_id, model_id) in (
      select contact_id, model_id from scoring.behind where model_id = ${model.id}::uuid
      order by contact_id limit ${limit})
    returning contact_id as id`.execute(db);
  const ids = rows.map(({ id }) => id).toSorted();
  await scoreBy(db, model, ids);
  return ids.length;
}

/** All of their score by a version that is not in force yet. */
async function scoreBy(db: Db, model: KnownModel, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const { document } = model;
  const at = now();
  const sums = await sumAnew(db, document, ids, at);
  const fits = await fitsOf(db, document, ids);
  await sql`delete from scoring.scores where model_id = ${model.id}::uuid and contact_id = any(${ids}::uuid[])`.execute(
    db,
  );
  const rows = [...fits].map(([id, fit]) => {
    const { heats = document.groups.map(() => 0), handRaisedAt = null } = sums.get(id) ?? {};
    return { id, fit, heats: `{${heats.join(',')}}`, hand: handRaisedAt };
  });
  await sql`
    insert into scoring.scores (contact_id, model_id, fit, heats, heat_at, hand_raised_at, temperature_since)
    select r.id, ${model.id}::uuid, r.fit, r.heats::float8[], ${at}, r.hand, ${at}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, fit real, heats text, hand timestamptz)`.execute(
    db,
  );
  await warmUp(db, model, (column) => sql<boolean>`${sql.raw(column)} = any(${ids}::uuid[])`);
}

/** In one transaction, while nobody else writes scores: the last who changed, and the new version in force. */
async function comeIntoForce(run: OperationRun, model: KnownModel, cursor: Cursor): Promise<Cursor> {
  return transaction(run.db, async (trx) => {
    await holdVersions(trx);
    while ((await takeBehind(trx, model, BEHIND_PER_BATCH)) > 0);
    const at = now();
    const old = await trx
      .updateTable('scoring.models')
      .set({ state: 'retired', retired_at: at, updated_at: at })
      .where('state', '=', 'in_force')
      .returning('id')
      .executeTakeFirst();
    await trx
      .updateTable('scoring.models')
      .set({ state: 'in_force', in_force_at: at, updated_at: at })
      .where('id', '=', model.id)
      .execute();
    const after: Cursor = { ...cursor, compared: null, moved: 0, ...(old ? { old: old.id } : {}) };
    await run.advance(trx, { done: run.done, cursor: after });
    await emit(trx, run.who, [
      {
        name: 'score-model.in-force',
        subject: { kind: 'score-model', id: model.id },
        payload: { number: model.number },
      },
    ]);
    return after;
  });
}

/** All of them may have moved, and each move is an event. */
const COMPARED_AT_ONCE = 20_000;

/**
 * Whoever is warmer or cooler by the new version moved when it came into force. As above, what a crash undoes is done
 * again: who has that move already is not moved twice.
 */
async function noteMoves(run: OperationRun, model: KnownModel, from: Cursor, old: string): Promise<number> {
  let cursor = from;
  for (;;) {
    const ranges = await nextRanges(run.db, scoredBy(old), cursor.compared ?? NOBODY, COMPARED_AT_ONCE);
    const last = ranges.at(-1);
    const { moved = 0 } = cursor;
    if (!last) return moved;
    const stand = cursor;
    const found = await inLanes(run.db, ranges, async (trx, range) => {
      const compared = await compareVersions(trx, run.who, model, old, range);
      await markTouched(trx, compared.changed, [TEMPERATURE, FIT]);
      await run.advance(trx, { done: run.done, cursor: stand });
      return compared;
    });
    cursor = { ...cursor, compared: last.upto, moved: found.reduce((sum, each) => sum + each.moved, moved) };
  }
}
