import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

/**
 * What people were told about these records goes, and of what happened with them only the kind, the time and the actor
 * stay: the history would otherwise keep every name that was ever written. `count` is told how much it was.
 */
export async function forgetHistory(
  db: Db,
  kind: string,
  ids: readonly string[],
  count?: (what: string, rows: number) => void,
): Promise<void> {
  const theirs = sql`subject_kind = ${kind} and subject_id = any(${ids}::uuid[])`;
  const notices = await sql`
    delete from workspace.notifications
    where event_id in (select id from platform.events where ${theirs})`.execute(db);
  const entries = await sql`
    update platform.events set changes = '{}', payload = '{}'
    where ${theirs} and (changes <> '{}' or payload <> '{}')`.execute(db);
  count?.('Notifications', Number(notices.numAffectedRows ?? 0));
  count?.('Entries of the audit log, emptied', Number(entries.numAffectedRows ?? 0));
}
