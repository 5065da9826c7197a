import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Listeners } from '../platform/listeners.ts';
import './tables.ts';

/** Somebody real who was merged into a contact of the sample, or a company into one of its companies, is not taken away with it. */
export const sampleListeners: Listeners = {
  'contacts.merged': async (db, _who, { keptId, goneId }) => {
    await sql`update sample.people set kept_at = ${now()} where contact_id = ${keptId}::uuid
      and not exists (select from sample.people where contact_id = ${goneId}::uuid)`.execute(db);
  },
  'companies.merged': async (db, _who, { keptId, goneId }) => {
    await sql`update sample.brought set kind = 'company with a real one'
      where kind = 'company' and id = ${keptId}
      and not exists (select from sample.brought where kind = 'company' and id = ${goneId})`.execute(db);
  },
  'companies.unmerged': async (db, _who, { keptId }) => {
    await sql`update sample.brought set kind = 'company'
      where kind = 'company with a real one' and id = ${keptId}
      and not exists (select from audience.company_merges as m where m.company_id::text = ${keptId}
        and m.unmerged_at is null
        and not exists (select from sample.brought as b where b.kind = 'company' and b.id = m.gone_company_id::text))`.execute(
      db,
    );
  },
  'contacts.erased': async (db, _who, { ids }) => {
    await sql`delete from sample.people where contact_id = any(${ids}::uuid[])`.execute(db);
  },
  'contacts.unmerged': async (db, _who, { keptId, goneId }) => {
    await sql`update sample.people set kept_at = null where contact_id = ${keptId}::uuid
      and not exists (select from sample.people where contact_id = ${goneId}::uuid)`.execute(db);
  },
};
