import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Listeners } from '../platform/listeners.ts';
import './tables.ts';

/** Somebody real who was merged into a contact of the sample is not taken away with it. */
export const sampleListeners: Listeners = {
  'contacts.merged': async (db, _who, { keptId, goneId }) => {
    await sql`update sample.people set kept_at = ${now()} where contact_id = ${keptId}::uuid
      and not exists (select from sample.people where contact_id = ${goneId}::uuid)`.execute(db);
  },
  'contacts.erased': async (db, _who, { ids }) => {
    await sql`delete from sample.people where contact_id = any(${ids}::uuid[])`.execute(db);
  },
  'contacts.unmerged': async (db, _who, { keptId, goneId }) => {
    await sql`update sample.people set kept_at = null where contact_id = ${keptId}::uuid
      and not exists (select from sample.people where contact_id = ${goneId}::uuid)`.execute(db);
  },
};
