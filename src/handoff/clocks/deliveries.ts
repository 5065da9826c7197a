import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** What a lead's brief needs to be worked on: who they are, how to reach them, where they are, how they came. */
const FIELDS = sql`array_remove(array[
  case when coalesce(c.given_name, c.family_name) is null then 'name' end,
  case when coalesce(c.email, c.phone) is null then 'e-mail or phone' end,
  case when c.company_name is null then 'company' end,
  case when c.job_title is null then 'job title' end,
  case when c.country is null then 'country' end,
  case when coalesce(h.source, 'unknown') = 'unknown' then 'source' end], null)`;

/** Puts down what marketing delivers with these hand-offs, as it is now: later changes of the contact are sales' work. */
export async function delivered(db: Db, handoffIds: string[]): Promise<void> {
  await sql`
    insert into handoff.deliveries (handoff_id, delivered_at, source, hot, missing)
    select h.id, h.opened_at, h.source, h.trigger in ('hot', 'raised_hand'), ${FIELDS}
    from handoff.handoffs h join audience.contacts c on c.id = h.contact_id
    where h.id = any(${handoffIds}::uuid[])
    on conflict do nothing`.execute(db);
}

export async function judgedDelivery(db: Db, handoffId: string, verdict: string): Promise<void> {
  await sql`update handoff.deliveries set verdict = ${verdict} where handoff_id = ${handoffId}::uuid`.execute(
    db,
  );
}

type Sold = {
  handoffIds: string[];
  outcome: 'won' | 'lost' | 'open';
  amount?: number | null;
  currency?: string | null;
};

/** What is not told stays as it was. */
export async function soldDeliveries(db: Db, sold: Sold): Promise<void> {
  const { handoffIds, outcome, amount, currency } = sold;
  await sql`
    update handoff.deliveries set outcome = ${outcome},
      amount = ${amount === undefined ? sql`amount` : sql`${amount}::bigint`},
      currency = ${currency === undefined ? sql`currency` : sql`${currency}::text`}
    where handoff_id = any(${handoffIds}::uuid[])`.execute(db);
}
