import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Window } from './replay.ts';
import type { Verdicts } from './tally.ts';

/** What sales said in the window, and how far people came: the last time of each. */
export async function verdictsOf(
  db: Db,
  ids: string[],
  { since, until }: Window,
): Promise<Map<string, Verdicts>> {
  const { rows } = await sql<Verdicts & { contactId: string }>`
    select contact_id as "contactId", max(at) filter (where what = 'accepted') as accepted,
      max(at) filter (where what = 'rejected') as rejected, max(at) filter (where what = 'won') as won
    from (
      select t.contact_id, t.occurred_at as at,
        case t.kind when 'lead_accepted' then 'accepted' else 'rejected' end as what
      from touchpoints.touchpoints as t
      where t.contact_id = any(${ids}::uuid[]) and t.kind in ('lead_accepted', 'lead_rejected')
        and t.occurred_at > ${since} and t.occurred_at <= ${until}
      union all
      select m.contact_id, m.moved_at, what
      from audience.stage_moves as m cross join lateral (
        values ('accepted'), (case when m.to_stage = 'customer' then 'won' end)) as told (what)
      -- Whoever was brought in at a stage did not get there by anybody's work.
      where m.contact_id = any(${ids}::uuid[]) and m.from_stage is not null
        and m.to_stage in ('sql', 'opportunity', 'customer')
        and m.moved_at > ${since} and m.moved_at <= ${until}) as happened
    group by contact_id`.execute(db);
  return new Map(rows.map(({ contactId, ...verdicts }) => [contactId, verdicts]));
}
