import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Contacts made by what happened turn out to be known for longer: of several moments the earliest counts. */
export async function knownSince(db: Db, seen: { id: string; at: Date }[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`
    with earlier as (
      update audience.contacts as c set created_at = s.at
      from (select id, min(at) as at from json_to_recordset(${JSON.stringify(seen)}::json) as r (id uuid, at timestamptz)
        group by id) as s
      where c.id = s.id and c.created_at > s.at returning c.id, s.at)
    update audience.stage_moves as m set moved_at = e.at from earlier as e
    where m.contact_id = e.id and m.from_stage is null and m.moved_at > e.at`.execute(db);
}
