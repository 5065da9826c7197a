import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import './events.ts';

const RESTORABLE_DAYS = 30;
const COMPANIES_PER_BATCH = 500;

/** Companies deleted 30 days ago go for good, and with them what undoing bulk changes would need. */
export async function eraseDeletedCompanies(db: Db): Promise<number> {
  const before = new Date(now().getTime() - RESTORABLE_DAYS * 86_400_000);
  await db.deleteFrom('audience.company_bulk_changes').where('made_at', '<', before).execute();
  let erased = 0;
  for (let batch = COMPANIES_PER_BATCH; batch === COMPANIES_PER_BATCH; erased += batch)
    batch = await transaction(db, (trx) => eraseBatch(trx, before));
  return erased;
}

/** Their contacts and subsidiaries stay and belong to nobody. Of what happened only the kind, the time and the actor stay. */
async function eraseBatch(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from audience.companies where id in (
      select id from audience.companies where deleted_at < ${before}
      order by id limit ${COMPANIES_PER_BATCH} for update skip locked)
    returning id`.execute(db);
  const ids = rows.map(({ id }) => id);
  const theirs = sql`subject_kind = 'company' and subject_id = any(${ids}::uuid[])`;
  await sql`delete from workspace.notifications
    where event_id in (select id from platform.events where ${theirs})`.execute(db);
  await sql`update platform.events set changes = '{}', payload = '{}' where ${theirs}`.execute(db);
  await emit(
    db,
    system,
    ids.map((id) => ({ name: 'company.erased', subject: { kind: 'company', id }, payload: {} })),
  );
  return ids.length;
}
