import { sql } from 'kysely';
import { system, type Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import { forgetHistory } from '../workspace/workspace.ts';
import './events.ts';
import { namesInFiles, searchFiles } from './privacy/files.ts';

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
      select id from audience.contacts where deleted_at < ${before}
      order by id limit ${CONTACTS_PER_BATCH} for update skip locked`.execute(trx);
    const ids = rows.map(({ id }) => id);
    await searchFiles(trx, await namesInFiles(trx, ids), null);
    await forgetContacts(trx, system, ids);
    return rows.length;
  });
}

/**
 * Everything about these people goes, here and in every room; answers what and how much it was. Of what happened only
 * the kind, the time and the actor stay: the audit log would otherwise keep every address ever changed. The ids of
 * visitors who became these people are theirs, too. Call it in a transaction.
 */
export async function forgetContacts(db: Db, who: Actor, ids: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (ids.length === 0) return counts;
  const count = (what: string, rows: number) => void (counts[what] = (counts[what] ?? 0) + rows);
  const former = await db
    .selectFrom('audience.redirects')
    .where('contact_id', 'in', ids)
    .select('old_id')
    .execute();
  const all = [...ids, ...former.map(({ old_id: id }) => id)];
  // The other rooms first: what they keep hangs on the contact.
  await tell(db, who, 'contacts.erased', { ids: all, count });
  await db.deleteFrom('audience.redirects').where('contact_id', 'in', ids).execute();
  const theirs = sql`any(${all}::uuid[])`;
  const gone = async (what: string, statement: ReturnType<typeof sql>) =>
    count(what, Number((await statement.execute(db)).numAffectedRows ?? 0));
  await gone('Identities', sql`delete from audience.identities where contact_id = ${theirs}`);
  await gone('Answers on consent', sql`delete from audience.consents where contact_id = ${theirs}`);
  await gone('Stages', sql`delete from audience.stage_moves where contact_id = ${theirs}`);
  await gone(
    'Values of bulk changes',
    sql`delete from audience.bulk_change_contacts where contact_id = ${theirs}`,
  );
  await forgetHistory(db, 'contact', all, count);
  await gone(
    'Open questions of identity',
    sql`delete from audience.identity_conflicts where other_id = ${theirs}`,
  );
  await gone('Contacts', sql`delete from audience.contacts where id = any(${ids}::uuid[])`);
  await emit(
    db,
    who,
    ids.map((id) => ({ name: 'contact.erased', subject: { kind: 'contact', id }, payload: {} })),
  );
  return counts;
}
