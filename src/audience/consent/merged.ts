import { sql } from 'kysely';
import type { Listeners } from '../../platform/listeners.ts';
import { settleStates } from './consents.ts';

/**
 * Answers follow a visitor who becomes somebody and a merge, and go back when it is undone; the last answer counts.
 * Whoever has answered is not unmade with the import that made them.
 */
export const consentListeners: Listeners = {
  async 'contacts.absorbed'(db, _who, { absorbed }) {
    const { rows } = await sql<{ id: string }>`
      update audience.consents as c set contact_id = a.kept
      from unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept)
      where c.contact_id = a.gone returning a.kept as id`.execute(db);
    if (rows.length > 0) await settleStates(db, [...new Set(rows.map(({ id }) => id))]);
  },
  async 'contacts.merged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`
      update audience.consents set contact_id = ${keptId}, merges = merges || ${mergeId}::uuid
      where contact_id = ${goneId}`.execute(db);
    await settleStates(db, [keptId, goneId]);
  },
  async 'contacts.unmerged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`
      update audience.consents
      set contact_id = ${goneId}, merges = merges[:array_position(merges, ${mergeId}::uuid) - 1]
      where contact_id = ${keptId} and ${mergeId}::uuid = any(merges)`.execute(db);
    await settleStates(db, [keptId, goneId]);
  },
  async 'contacts.unmaking'(db, _who, { ids, keep }) {
    const { rows } = await sql<{ id: string }>`
      select distinct contact_id as id from audience.consents where contact_id = any(${ids}::uuid[])`.execute(
      db,
    );
    for (const { id } of rows) keep(id, 'Has answered on consent since.');
  },
};
