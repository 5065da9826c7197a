import { sql } from 'kysely';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import './events.ts';

const RESTORABLE_DAYS = 30;
const CONTACTS_PER_BATCH = 1_000;

/** What was deleted 30 days ago goes for good, and with it what undoing bulk changes would need. */
export async function eraseDeleted(db: Db): Promise<number> {
  const before = new Date(now().getTime() - RESTORABLE_DAYS * 86_400_000);
  await db.deleteFrom('audience.bulk_changes').where('made_at', '<', before).execute();
  let erased = 0;
  for (let batch = CONTACTS_PER_BATCH; batch === CONTACTS_PER_BATCH; erased += batch)
    batch = await eraseBatch(db, before);
  return erased;
}

async function eraseBatch(db: Db, before: Date): Promise<number> {
  return transaction(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      delete from audience.contacts where id in (
        select id from audience.contacts where deleted_at < ${before} limit ${CONTACTS_PER_BATCH} for update skip locked)
      returning id`.execute(trx);
    await forget(
      trx,
      rows.map(({ id }) => id),
    );
    const events = rows.map(({ id }) => {
      return { name: 'contact.erased', subject: { kind: 'contact', id }, payload: {} } as const;
    });
    await emit(trx, system, events);
    return rows.length;
  });
}

/**
 * Of what happened only the kind, the time and the actor stay: the audit log would otherwise keep every address ever
 * changed. The ids of visitors who became these people are theirs, too.
 */
async function forget(db: Db, contactIds: string[]): Promise<void> {
  if (contactIds.length === 0) return;
  const { rows } = await sql<{ old_id: string }>`
    delete from audience.redirects where contact_id = any(${contactIds}::uuid[]) returning old_id`.execute(
    db,
  );
  const ids = [...contactIds, ...rows.map(({ old_id: id }) => id)];
  const theirs = sql`subject_kind = 'contact' and subject_id = any(${ids}::uuid[])`;
  await sql`
    delete from workspace.notifications
    where event_id in (select id from platform.events where ${theirs})`.execute(db);
  await sql`update platform.events set changes = '{}', payload = '{}' where ${theirs}`.execute(db);
  await sql`delete from audience.identity_conflicts where other_id = any(${ids}::uuid[])`.execute(db);
}
