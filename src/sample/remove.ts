import { sql } from 'kysely';
import { forgetContacts } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { forgetTraining } from '../scoring/scoring.ts';
import { addUpAgain } from '../touchpoints/touchpoints.ts';
import './events.ts';
import { removeRouting } from './routing.ts';
import { lockWorld } from './worlds.ts';

export type Removing = {
  afterBatch?: (db: Db, removed: number) => Promise<void>;
  isCancelled?: () => Promise<boolean> | boolean;
};

const CONTACTS_PER_BATCH = 500;
const COMPANIES_PER_BATCH = 1_000;

/** From now on it is on its way out: nobody goes on loading it. Answers how many people are to go. */
export async function beginRemoval(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    const world = await lockWorld(trx);
    if (!world) throw new NotFound('There is no sample company here.');
    if (!world.removing_at) await trx.updateTable('sample.worlds').set({ removing_at: now() }).execute();
    return world.contacts_done;
  });
}

/**
 * Takes away what the sample brought, and what was done with its people since; nothing else. Batch by batch: killed at
 * any moment, the next run goes on. A contact of the sample that somebody real was merged into stays.
 */
export async function removeWorld(
  db: Db,
  who: Actor,
  { afterBatch, isCancelled }: Removing = {},
): Promise<{ contacts: number }> {
  let contacts = 0;
  for (let after: string | null = null; ;) {
    if (await isCancelled?.()) return { contacts };
    const gone: Gone = await transaction(db, async (trx) => {
      const batch = await removePeople(trx, who, after);
      await afterBatch?.(trx, contacts + batch.count);
      return batch;
    });
    contacts += gone.count;
    if (gone.last === null) break;
    after = gone.last;
  }
  await removeCompanies(db);
  await transaction(db, (trx) => removeTheRest(trx, who, contacts));
  return { contacts };
}

type Gone = { count: number; last: string | null };

async function removePeople(db: Db, who: Actor, after: string | null): Promise<Gone> {
  const world = await lockWorld(db);
  if (!world?.removing_at)
    throw new Conflict('The sample company is being removed by somebody else at this moment.');
  const { rows } = await sql<{ id: string }>`
    delete from sample.people where contact_id in (
      select contact_id from sample.people
      where kept_at is null and (${after}::uuid is null or contact_id > ${after}::uuid)
      order by contact_id limit ${CONTACTS_PER_BATCH})
    returning contact_id as id`.execute(db);
  const ids = rows.map(({ id }) => id).toSorted();
  await sql`delete from pipeline.deals where contact_id = any(${ids}::uuid[])`.execute(db);
  await forgetContacts(db, who, ids);
  // Their history goes as well, with what was just said of it: made-up people leave no entry in the audit log.
  await sql`delete from platform.events where subject_kind = 'contact' and subject_id = any(${ids}::uuid[])`.execute(
    db,
  );
  return { count: ids.length, last: ids.at(-1) ?? null };
}

async function removeCompanies(db: Db): Promise<void> {
  for (let batch = COMPANIES_PER_BATCH; batch === COMPANIES_PER_BATCH;) {
    const { rows } = await sql<{ id: string }>`
      with chosen as (
        delete from sample.brought where kind = 'company' and name in (
          select name from sample.brought where kind = 'company' limit ${COMPANIES_PER_BATCH})
        returning id::uuid),
      gone as (delete from audience.companies where id in (select id from chosen)),
      merges as (delete from audience.company_merges where company_id in (select id from chosen)),
      events as (delete from platform.events where subject_kind = 'company' and subject_id in (select id from chosen))
      select id from chosen`.execute(db);
    batch = rows.length;
  }
}

/** Sources with what of them was merged into real people, kinds, properties, tags, segments, views, colleagues. */
async function removeTheRest(db: Db, who: Actor, contacts: number): Promise<void> {
  const world = await lockWorld(db);
  if (!world) return;
  await removeSources(db);
  const ours = (kind: string) => sql`select id from sample.brought where kind = ${kind}`;
  const uuids = (kind: string) => sql`select id::uuid from sample.brought where kind = ${kind}`;
  await sql`delete from touchpoints.kinds where kind in (${ours('touchpoint kind')})
    and not exists (select from touchpoints.touchpoints as t where t.kind = touchpoints.kinds.kind)`.execute(
    db,
  );
  for (const table of ['segment_members', 'segment_dues', 'segment_moves'])
    await sql`delete from audience.${sql.raw(table)} where segment_id in (${uuids('segment')})`.execute(db);
  await sql`delete from audience.segments where id in (${uuids('segment')})`.execute(db);
  await sql`delete from workspace.saved_views where id in (${uuids('view')})`.execute(db);
  await sql`delete from handoff.themes where id in (${uuids('theme')})`.execute(db);
  await sql`delete from handoff.field_notes where id in (${uuids('field note')})`.execute(db);
  await removeAgreement(db);
  await removeRouting(db);
  await sql`update scoring.models set in_force_at = created_at, proposed_by = null, proposed_at = null,
    marketing_signed_by = null, marketing_signed_at = null, sales_signed_by = null, sales_signed_at = null where id in (${uuids('score model')})`.execute(
    db,
  );
  await forgetTraining(db, world.started_at);
  await removeProperties(db);
  await sql`delete from audience.tags as t where name in (${ours('tag')})
    and not exists (select from audience.contacts where tags @> array[t.name])
    and not exists (select from audience.companies where tags @> array[t.name])`.execute(db);
  await sql`delete from workspace.users where id in (${uuids('colleague')}) and deactivated_at is not null`.execute(
    db,
  );
  for (const table of ['effects', 'brought', 'people', 'worlds'])
    await sql`delete from sample.${sql.raw(table)}`.execute(db);
  const subject = { kind: 'sample', id: world.id };
  await emit(db, who, [{ name: 'sample.removed', subject, payload: { contacts } }]);
}

async function removeSources(db: Db): Promise<void> {
  const sources = sql`select id::uuid from sample.brought where kind = 'source'`;
  const left = await sql<{ id: string }>`
    delete from touchpoints.touchpoints where source_id in (${sources}) returning contact_id as id`.execute(
    db,
  );
  await sql`delete from touchpoints.receipts where source_id in (${sources})`.execute(db);
  await sql`delete from touchpoints.sources where id in (${sources})`.execute(db);
  const touched = [...new Set(left.rows.map(({ id }) => id))];
  if (touched.length > 0) await addUpAgain(db, touched);
}

/** Unless somebody has worked with it since: then it is theirs. */
async function removeAgreement(db: Db): Promise<void> {
  const ours = sql`select id::uuid from sample.brought where kind = 'agreement'`;
  const unused = sql`a.id in (${ours}) and not exists (select from handoff.handoffs where agreement_id = a.id)
    and not exists (select from handoff.agreements where based_on = a.id)`;
  for (const table of ['consequences', 'attainments'])
    await sql`delete from handoff.${sql.raw(table)} where agreement_id in (
      select a.id from handoff.agreements as a where ${unused})`.execute(db);
  await sql`delete from handoff.agreements as a where ${unused}`.execute(db);
}

/** With their values, where real people were given some. */
async function removeProperties(db: Db): Promise<void> {
  const gone = await sql<{ key: string; record_kind: 'contact' | 'company' }>`
    delete from audience.properties where id in (select id::uuid from sample.brought where kind = 'property')
    returning key, record_kind`.execute(db);
  for (const { key, record_kind: kind } of gone.rows) {
    const table = sql.table(kind === 'contact' ? 'audience.contacts' : 'audience.companies');
    await sql`update ${table} set properties = properties - ${key}::text where properties ? ${key}`.execute(
      db,
    );
  }
}
