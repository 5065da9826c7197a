import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { Invalid } from '../../../platform/errors.ts';
import { mustReach } from '../../../workspace/workspace.ts';
import { markTouched } from '../../segments/touched.ts';
import { onlyFor } from '../../segments/upkeep.ts';

/** Before anything is written: whether people can be put on this list, and by whoever imports. */
export async function mustBeList(db: Db, who: Actor, listId: string | undefined): Promise<void> {
  if (listId === undefined) return;
  const list = await db
    .selectFrom('audience.segments')
    .select(['name', 'kind', 'archived_at', 'created_by'])
    .where('id', '=', listId)
    .executeTakeFirst();
  if (!list || list.archived_at) throw new Invalid('The list for the imported people is not there any more.');
  if (list.kind !== 'list')
    throw new Invalid(`Who is in “${list.name}” follows from its conditions. Choose a list instead.`);
  await mustReach(db, who, 'segments.edit', list.created_by);
}

/** Off the list again, who was put on it by this import; who stood there before stays. */
export async function takeOffList(db: Db, importId: string): Promise<void> {
  const { rows } = await sql<{ listId: string; ids: string[] }>`
    with gone as (
      delete from audience.segment_picks
      where change_id = ${importId}::uuid and segment_id = (
        select (options ->> 'listId')::uuid from audience.imports where id = ${importId}::uuid)
      returning segment_id, contact_id)
    select segment_id as "listId", array_agg(contact_id) as ids from gone group by segment_id`.execute(db);
  for (const { listId, ids } of rows) await markTouched(db, ids, [onlyFor(listId)]);
}
