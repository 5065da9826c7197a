import { sql, type RawBuilder } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Listeners } from '../../platform/listeners.ts';
import '../events.ts';
import { askForChecks } from './checks.ts';
import './tables.ts';

/** Every change may make two contacts alike; a merge answers the question, taking it back asks it again. */
export const duplicateListeners: Listeners = {
  'contacts.changed': (db, _who, { ids, visitors }) =>
    askForChecks(db, visitors ? ids.filter((id) => !visitors.has(id)) : ids),
  async 'contacts.merged'(db, who, { mergeId, keptId, goneId }) {
    const [one, other] = [keptId, goneId].toSorted();
    await sql`
      update audience.duplicate_suggestions
      set state = 'merged', merge_id = ${mergeId}, decided_at = ${now()}, decided_by = ${who.id}, decided_by_name = ${who.name}
      where one_id = ${one} and other_id = ${other}`.execute(db);
  },
  async 'contacts.unmerged'(db, _who, { mergeId }) {
    await sql`
      update audience.duplicate_suggestions
      set state = 'open', merge_id = null, decided_at = null, decided_by = null, decided_by_name = null
      where merge_id = ${mergeId}`.execute(db);
  },
  async 'contacts.erased'(db, _who, { ids, count }) {
    const theirs = sql`any(array(select old_id from audience.redirects where contact_id = any(${ids}::uuid[])) || ${ids}::uuid[])`;
    const gone = async (what: string, statement: ReturnType<typeof sql>) =>
      count(what, Number((await statement.execute(db)).numAffectedRows ?? 0));
    await gone('Entries of others that name them, emptied', emptyingOthers(theirs));
    await gone('Merges', sql`delete from audience.merges where kept_id = ${theirs} or gone_id = ${theirs}`);
    await gone(
      'Suggested duplicates',
      sql`delete from audience.duplicate_suggestions where one_id = ${theirs} or other_id = ${theirs}`,
    );
    await sql`delete from audience.duplicate_keys where contact_id = ${theirs}`.execute(db);
    await sql`delete from audience.duplicate_checks where contact_id = ${theirs}`.execute(db);
  },
};

/**
 * Of two who were merged and parted again, or told apart, the history of each names the other, and has its values. Both
 * have an entry, so one's own lead to those of the other.
 */
function emptyingOthers(theirs: RawBuilder<unknown>): RawBuilder<unknown> {
  const between = sql`('contact.merged', 'contact.unmerged', 'contact.told-apart')`;
  const other = (event: string) =>
    sql`coalesce(${sql.ref(event)} -> 'from' ->> 'id', ${sql.ref(event)} -> 'into' ->> 'id')::uuid`;
  return sql`
    with others as (
      select distinct ${other('payload')} as id from platform.events
      where subject_kind = 'contact' and subject_id = ${theirs} and name in ${between})
    update platform.events as e set changes = '{}', payload = '{}' from others
    where e.subject_kind = 'contact' and e.subject_id = others.id and e.name in ${between}
      and ${other('e.payload')} = ${theirs}`;
}
