import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { ListenerMap } from '../../platform/listeners.ts';
import './tables.ts';

/** Before which days touchpoints of this contact were deleted; null where none were. */
export type DeletedBefore = { web: string | null; others: string | null };

export async function deletedBefore(db: Db, contactId: string): Promise<DeletedBefore | null> {
  const { rows } = await sql<DeletedBefore>`
    select max(web_before) as web, max(others_before) as others from touchpoints.past_activity
    where contact_id = ${contactId} having count(*) > 0`.execute(db);
  return rows[0] ?? null;
}

/** What the visitors had is the contacts' they turned out to be, or were merged into; whose it was first stays known. */
export async function movePast(db: Db, absorbed: Map<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  await sql`
    with gone as (
      delete from touchpoints.past_activity as p
      using unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept)
      where p.contact_id = a.gone returning p.*, a.kept)
    ${keeping(sql`select kept, origin_id, ${sums} from gone order by 1, 2`)}`.execute(db);
}

/** With a merge: which origins came by it is noted, as for touchpoints that are still there. */
export async function movePastAlong(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.merged'],
): Promise<void> {
  await sql`
    insert into touchpoints.moves (merge_id, origin_id)
    select ${mergeId}::uuid, origin_id from touchpoints.past_activity where contact_id = ${goneId}
    on conflict do nothing`.execute(db);
  await movePast(db, new Map([[goneId, keptId]]));
}

/** Exactly what came by this merge; to be asked before `moves` forgets it. */
export async function movePastBack(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.unmerged'],
): Promise<void> {
  await sql`
    with back as (
      delete from touchpoints.past_activity where contact_id = ${keptId} and origin_id in (
        select origin_id from touchpoints.moves where merge_id = ${mergeId}) returning *)
    ${keeping(sql`select ${goneId}::uuid, origin_id, ${sums} from back order by 2`)}`.execute(db);
}

const sums =
  sql.raw(`touch_count, first_touch_at, last_touch_at, first_channel_at, first_channel, last_channel_at,
  last_channel, web_before, others_before`);

/** Adds rows to what is known of the past, as part of a statement; the same whatever order they come in. */
export function keeping(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into touchpoints.past_activity as p (contact_id, origin_id, ${sums}) ${rows}
    on conflict (contact_id, origin_id) do update set
      touch_count = p.touch_count + excluded.touch_count,
      first_touch_at = least(p.first_touch_at, excluded.first_touch_at),
      last_touch_at = greatest(p.last_touch_at, excluded.last_touch_at),
      first_channel_at = least(p.first_channel_at, excluded.first_channel_at),
      first_channel = case when p.first_channel_at is null or (excluded.first_channel_at, excluded.first_channel collate "C")
        < (p.first_channel_at, p.first_channel collate "C") then excluded.first_channel else p.first_channel end,
      last_channel_at = greatest(p.last_channel_at, excluded.last_channel_at),
      last_channel = case when p.last_channel_at is null or (excluded.last_channel_at, excluded.last_channel collate "C")
        > (p.last_channel_at, p.last_channel collate "C") then excluded.last_channel else p.last_channel end,
      web_before = greatest(p.web_before, excluded.web_before),
      others_before = greatest(p.others_before, excluded.others_before)`;
}
