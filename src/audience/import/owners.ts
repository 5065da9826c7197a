import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import '../events.ts';

/** Tells each colleague, once, how many contacts an import gave them: nobody reads a thousand messages. */
export async function tellOwners(db: Db, who: Actor, importId: string): Promise<void> {
  const { rows } = await sql<{ to: string; count: number }>`
    select c.owner_id as "to", count(*) from audience.import_changes as k
    join audience.contacts as c on c.id = k.record_id
    where k.import_id = ${importId} and k.record_kind = 'contact' and c.owner_id is not null
      and (k.before is null or k.after ? 'ownerId')
    group by 1 order by 1`.execute(db);
  const subject = { kind: 'import', id: importId };
  await emit(
    db,
    who,
    rows.map((row): NewEvent => ({ name: 'contacts.assigned', subject, payload: row })),
  );
}
