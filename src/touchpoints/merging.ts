import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import { addUpAgain, moveActivity } from './activity.ts';
import { movePastAlong, movePastBack } from './retention/past.ts';
import { columns } from './rows.ts';

/**
 * What happened with the gone one happened with the kept one now. Every touchpoint keeps who it was recorded for, and
 * the merge keeps for whom it brought any: together that is what came by this merge, also when merges follow each other.
 */
export async function moveAlong(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.merged'],
): Promise<void> {
  await sql`
    with gone as (delete from touchpoints.touchpoints where contact_id = ${goneId} returning *),
    moved as (
      insert into touchpoints.touchpoints (${columns}, contact_id, origin_id)
      select ${columns}, ${keptId}::uuid, coalesce(origin_id, contact_id) from gone
      returning origin_id)
    insert into touchpoints.moves (merge_id, origin_id) select distinct ${mergeId}::uuid, origin_id from moved`.execute(
    db,
  );
  await moveActivity(db, new Map([[goneId, keptId]]));
  await movePastAlong(db, { mergeId, keptId, goneId });
}

/** Exactly what came by this merge goes back; what was recorded for the kept one since stays. */
export async function moveBack(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.unmerged'],
): Promise<void> {
  await movePastBack(db, { mergeId, keptId, goneId });
  await sql`
    with origins as (delete from touchpoints.moves where merge_id = ${mergeId} returning origin_id),
    back as (
      delete from touchpoints.touchpoints as t using origins as o
      where t.contact_id = ${keptId} and t.origin_id = o.origin_id returning t.*)
    insert into touchpoints.touchpoints (${columns}, contact_id, origin_id)
    select ${columns}, ${goneId}::uuid, nullif(origin_id, ${goneId}::uuid) from back`.execute(db);
  await addUpAgain(db, [keptId, goneId]);
}

/** What happened with the people of these companies: they move, and it with them. */
export async function weighCompanies(
  db: Db,
  { ids, count }: ListenerMap['companies.weighed'],
): Promise<void> {
  const { rows } = await sql<{ id: string; touchpoints: number }>`
    select c.company_id as id, sum(a.touch_count)::bigint as touchpoints
    from audience.contacts as c join touchpoints.activity as a on a.contact_id = c.id
    where c.company_id = any(${ids}::uuid[]) and c.deleted_at is null group by 1`.execute(db);
  for (const { id, touchpoints } of rows) count(id, 'touchpoints', touchpoints);
}
