import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import { forgetHistory } from '../workspace/workspace.ts';
import { stopClocks } from './clocks/clocks.ts';
import './hand-overs/tables.ts';
import './tables.ts';

/** Who was barred, stays barred; of two open hand-offs of what is one person now, the older goes on. */
export async function absorbHandoffs(db: Db, absorbed: ReadonlyMap<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  const [gone, kept] = [[...absorbed.keys()], [...absorbed.values()]];
  const both = sql`unnest(${gone}::uuid[], ${kept}::uuid[]) as a (gone, kept)`;
  await sql`
    with strangers as (delete from handoff.strangers where contact_id = any(${gone}::uuid[]) returning *)
    insert into handoff.strangers (contact_id, move, since)
    select distinct on (a.kept) a.kept, s.move || jsonb_build_object('contactId', a.kept), s.since
    from strangers as s join ${both} on a.gone = s.contact_id order by a.kept, s.since
    on conflict (contact_id) do nothing`.execute(db);
  await moveHandoffs(db, gone, kept);
}

export async function mergeHandoffs(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.merged'],
): Promise<void> {
  await sql`
    insert into handoff.merged (merge_id, handoff_id)
    select ${mergeId}::uuid, id from handoff.handoffs where contact_id = ${goneId}::uuid`.execute(db);
  await absorbHandoffs(db, new Map([[goneId, keptId]]));
}

/** What came by this merge goes back; what was opened since stays. One that was closed by it stays closed. */
export async function unmergeHandoffs(
  db: Db,
  { mergeId, keptId, goneId }: ListenerMap['contacts.unmerged'],
): Promise<void> {
  await sql`
    with theirs as (delete from handoff.merged where merge_id = ${mergeId}::uuid returning handoff_id)
    update handoff.handoffs as h set contact_id = ${goneId}::uuid from theirs
    where h.id = theirs.handoff_id and h.contact_id = ${keptId}::uuid`.execute(db);
  await sql`
    update handoff.barred as b set contact_id = ${goneId}::uuid
    where b.contact_id = ${keptId}::uuid
      and exists (select from handoff.handoffs as h where h.id = b.handoff_id and h.contact_id = ${goneId}::uuid)`.execute(
    db,
  );
}

/** Of these people nothing is left here; for the receipt, how much it was. */
export async function forgetHandoffs(db: Db, { ids, count }: ListenerMap['contacts.erased']): Promise<void> {
  const theirs = sql`contact_id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    with bars as (delete from handoff.barred where ${theirs}),
      strange as (delete from handoff.strangers where ${theirs}),
      handed as (delete from handoff.hand_overs where ${theirs}),
      merges as (delete from handoff.merged where handoff_id in (select id from handoff.handoffs where ${theirs})),
      gone as (delete from handoff.handoffs where ${theirs} returning id)
    select id from gone`.execute(db);
  const handoffs = rows.map(({ id }) => id);
  await forgetHistory(db, 'handoff', handoffs, count);
  count('Hand-offs', handoffs.length);
}

async function moveHandoffs(db: Db, gone: string[], kept: string[]): Promise<void> {
  const both = sql`unnest(${gone}::uuid[], ${kept}::uuid[]) as a (gone, kept)`;
  // The one that is open for longer goes on: its clock runs. The other one ends as the duplicate it is.
  const { rows } = await sql<{ id: string }>`
    with open as (
      select h.id, coalesce(a.kept, h.contact_id) as contact_id,
        row_number() over (partition by coalesce(a.kept, h.contact_id) order by h.opened_at, h.id) as place
      from handoff.handoffs as h left join ${both} on a.gone = h.contact_id
      where h.state in ('ready', 'contacting') and h.contact_id = any(${[...gone, ...kept]}::uuid[])
    )
    update handoff.handoffs as h set state = 'returned', verdict = 'rejected', reason = 'duplicate',
      words = 'Two hand-offs of one person: the other one goes on.', verdict_at = ${now()}::timestamptz, route_at = null
    from open where open.id = h.id and open.place > 1 returning h.id`.execute(db);
  await stopClocks(
    db,
    rows.map(({ id }) => id),
  );
  await sql`update handoff.handoffs as h set contact_id = a.kept from ${both} where h.contact_id = a.gone`.execute(
    db,
  );
  await sql`
    with bars as (delete from handoff.barred where contact_id = any(${gone}::uuid[]) returning *)
    insert into handoff.barred (contact_id, rule, handoff_id, reason, barred_at)
    select distinct on (a.kept, b.rule) a.kept, b.rule, b.handoff_id, b.reason, b.barred_at
    from bars as b join ${both} on a.gone = b.contact_id order by a.kept, b.rule, b.barred_at
    on conflict do nothing`.execute(db);
}

/** The hand-offs of the people who work at these companies: they move with them. */
export async function weighCompanies(
  db: Db,
  { ids, count }: ListenerMap['companies.weighed'],
): Promise<void> {
  const { rows } = await sql<{ id: string; handoffs: number }>`
    select c.company_id as id, count(*) as handoffs
    from audience.contacts as c join handoff.handoffs as h on h.contact_id = c.id
    where c.company_id = any(${ids}::uuid[]) and c.deleted_at is null group by 1`.execute(db);
  for (const { id, handoffs } of rows) count(id, 'hand-offs', handoffs);
}
