import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { cutOffsOf } from './cut-offs.ts';

/** Somebody at a cut-off, and whether they became a customer in the window after it. */
export type Example = { contactId: string; cutOff: Date; became: boolean };

export type Examples = {
  examples: Example[];
  cutOffs: Date[];
  /** Of those who did not become customers, the share that is here, against that of those who did. */
  share: number;
  customers: number;
  contacts: number;
};

/** So many people and moments tell all there is to tell; more only take longer. */
const MOST_CUSTOMERS = 30_000;
const MOST_OTHERS = 60_000;

/**
 * Everybody who was known (no mere visitor) and no customer yet at a cut-off is an example of it; of the many who did
 * not become customers a sample, drawn by a hash, so that each training of one day draws the same. Stages are dated rows,
 * so that nothing here looks ahead. Who was deleted or erased since is no example.
 */
export async function findExamples(db: Db, at: Date, windowDays: number): Promise<Examples> {
  const cutOffs = cutOffsOf(at, windowDays, await beginning(db, at));
  const { became, others } = await countOf(db, cutOffs, windowDays);
  const kept = { became: shareOf(MOST_CUSTOMERS, became), others: shareOf(MOST_OTHERS, others) };
  const { rows: examples } = await sql<Example>`
    select contact_id as "contactId", cut_off as "cutOff", became from (${lives(cutOffs, windowDays)}) as e
    where (hashtextextended(contact_id::text, extract(epoch from cut_off)::bigint) & 1048575)
      < 1048576 * case when became then ${kept.became}::float8 else ${kept.others}::float8 end
    order by contact_id, cut_off limit ${MOST_CUSTOMERS * 2 + MOST_OTHERS * 2}`.execute(db);
  const people = (some: Example[]) => new Set(some.map(({ contactId }) => contactId)).size;
  return {
    examples,
    cutOffs,
    share: kept.others / kept.became,
    customers: people(examples.filter((each) => each.became)),
    contacts: people(examples),
  };
}

async function beginning(db: Db, at: Date): Promise<Date> {
  const first = await db
    .selectFrom('audience.stage_moves')
    .select('moved_at')
    .where('from_stage', 'is not', null)
    .orderBy('moved_at')
    .limit(1)
    .executeTakeFirst();
  return first?.moved_at ?? at;
}

async function countOf(db: Db, cutOffs: Date[], windowDays: number) {
  const { rows } = await sql<{ became: number; others: number }>`
    select count(*) filter (where became) as became, count(*) filter (where not became) as others
    from (${lives(cutOffs, windowDays)}) as e`.execute(db);
  return rows[0] ?? { became: 0, others: 0 };
}

function lives(cutOffs: Date[], windowDays: number) {
  return sql`
    select l.contact_id, t.cut_off, coalesce(l.customer_at <= t.cut_off + ${windowDays} * interval '1 day', false) as became
    from (
      select m.contact_id, min(m.moved_at) filter (where m.to_stage <> 'visitor') as known_at,
        min(m.moved_at) filter (where m.to_stage in ('customer', 'advocate')) as customer_at
      from audience.stage_moves as m join audience.contacts as c on c.id = m.contact_id
      where c.deleted_at is null
      group by m.contact_id) as l
    join unnest(${cutOffs}::timestamptz[]) as t (cut_off)
      on l.known_at < t.cut_off and (l.customer_at is null or l.customer_at > t.cut_off)`;
}

function shareOf(most: number, there: number): number {
  return there > most ? most / there : 1;
}
