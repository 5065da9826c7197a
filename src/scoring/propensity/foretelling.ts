import { sql } from 'kysely';
import { markTouched } from '../../audience/audience.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { foretell } from '../learn/propensity.ts';
import { fromStored, type StoredModel } from './learning.ts';
import { readTable } from './reading.ts';

/** What conditions of segments ask for is marked with this. */
export const PROPENSITY = 'score:propensity';

/** Visitors are not foretold, customers no more. */
export const foretoldStages = ['lead', 'mql', 'sql', 'opportunity'] as const;

const PEOPLE_PER_BATCH = 500;
const EVERY_MS = 24 * 3_600_000;
/** What changes by less is shown the same. */
const LEAST_CHANGE = 0.000_5;

/**
 * Foretells the next of those of whom something was learnt; when there are none, the next of everybody, once a day and
 * after each training. Answers of how many. Batches are small and by themselves: killed, it goes on where it was.
 */
export async function foretellNext(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    const model = await modelInUse(trx);
    if (!model) return 0;
    const learnt = await takeLearnt(trx);
    if (learnt.length > 0) {
      await foretellPeople(trx, model, learnt);
      return learnt.length;
    }
    return model.due ? foretellRange(trx, model) : 0;
  });
}

type InUse = { id: string; upTo: string | null; due: boolean };

/** Held, so that one process at a time goes through everybody. */
async function modelInUse(db: Db): Promise<InUse | undefined> {
  const since = new Date(now().getTime() - EVERY_MS);
  const { rows } = await sql<InUse>`
    select id, foretold_up_to as "upTo", foretold_at is null or foretold_at < ${since} or foretold_up_to is not null as due
    from scoring.propensity_models where replaced_at is null for no key update skip locked`.execute(db);
  return rows[0];
}

async function takeLearnt(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from scoring.unforetold where contact_id in (
      select contact_id from scoring.unforetold order by contact_id limit ${PEOPLE_PER_BATCH} for update skip locked)
    returning contact_id as id`.execute(db);
  return rows.map(({ id }) => id);
}

async function foretellRange(db: Db, model: InUse): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from audience.contacts where deleted_at is null and id > coalesce(${model.upTo}::uuid, ${NOBODY}::uuid)
    order by id limit ${PEOPLE_PER_BATCH}`.execute(db);
  const ids = rows.map(({ id }) => id);
  const last = ids.length === PEOPLE_PER_BATCH ? (ids.at(-1) ?? null) : null;
  await foretellPeople(db, model, ids);
  // Who is no contact any more has none.
  await sql`
    delete from scoring.propensities where contact_id > coalesce(${model.upTo}::uuid, ${NOBODY}::uuid)
      and (${last}::uuid is null or contact_id <= ${last}::uuid) and contact_id <> all(${ids}::uuid[])`.execute(
    db,
  );
  await sql`
    update scoring.propensity_models set foretold_up_to = ${last}::uuid,
      foretold_at = case when ${last}::uuid is null then ${now()}::timestamptz else foretold_at end
    where id = ${model.id}::uuid`.execute(db);
  return ids.length;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

async function foretellPeople(db: Db, { id }: InUse, ids: string[]): Promise<void> {
  const { rows: known } = await sql<{ id: string }>`
    select id from audience.contacts
    where id = any(${ids}::uuid[]) and deleted_at is null and stage = any(${foretoldStages}::text[])
    order by id for key share`.execute(db);
  const people = known.map((each) => each.id);
  const probabilities = people.length === 0 ? [] : await probabilitiesOf(db, id, people);
  const gone = await forgetPropensities(db, ids, people);
  const { rows: changed } = await sql<{ id: string }>`
    insert into scoring.propensities as p (contact_id, model_id, probability)
    select f.id, ${id}::uuid, f.probability
    from unnest(${people}::uuid[], ${[...probabilities]}::float8[]) as f (id, probability)
    on conflict (contact_id) do update set model_id = excluded.model_id, probability = excluded.probability
      where p.model_id <> excluded.model_id or abs(p.probability - excluded.probability) >= ${LEAST_CHANGE}::float8
    returning p.contact_id as id`.execute(db);
  const told = [...gone, ...changed.map((each) => each.id)];
  if (told.length > 0) await markTouched(db, told, [PROPENSITY]);
}

async function probabilitiesOf(db: Db, modelId: string, ids: string[]): Promise<Float64Array> {
  const model = await storedModel(db, modelId);
  const at = now();
  const examples = ids.map((contactId) => ({ contactId, cutOff: at, became: false }));
  return foretell(fromStored(model), await readTable(db, model.catalogue, examples));
}

let lastRead: { id: string; model: StoredModel } | undefined;

/** A model does not change: each is read once a process. */
async function storedModel(db: Db, id: string): Promise<StoredModel> {
  if (lastRead?.id === id) return lastRead.model;
  const { model } = await db
    .selectFrom('scoring.propensity_models')
    .select('model')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  lastRead = { id, model };
  return model;
}

/** Of these, all but those who are foretold. Answers of whom there was one. */
export async function forgetPropensities(
  db: Db,
  ids: readonly string[],
  but: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from scoring.propensities
    where contact_id = any(${ids}::uuid[]) and contact_id <> all(${but}::uuid[])
    returning contact_id as id`.execute(db);
  return rows.map(({ id }) => id);
}
