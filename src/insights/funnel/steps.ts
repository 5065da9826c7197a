import { sql, type RawBuilder } from 'kysely';
import type { Step } from './contract.ts';

/**
 * When each took each step for the first time, a row a person of `cohort` (id, first_seen, stage_order, …). Grouped joins,
 * not a look-up a person and step: of a hundred thousand visitors few have any of these rows.
 */
export function stepsOf(cohort: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    cohort as materialized (${cohort}),
    staged as (
      select m.contact_id, min(m.moved_at) filter (where m.to_stage <> 'visitor') as lead_at,
        min(m.moved_at) filter (where m.to_stage = 'opportunity') as deal_at,
        min(m.moved_at) filter (where m.to_stage in ('customer', 'advocate')) as customer_at
      from cohort as p join audience.stage_moves as m on m.contact_id = p.id
      where p.known group by m.contact_id),
    warmed as (
      select m.contact_id, min(m.moved_at) as warm_at, min(m.moved_at) filter (where m.to_temperature = 'hot') as hot_at
      from cohort as p join scoring.moves as m on m.contact_id = p.id
      where m.to_temperature <> 'cold' group by m.contact_id),
    taken as (
      select h.contact_id, min(h.verdict_at) as accepted_at
      from cohort as p join handoff.handoffs as h on h.contact_id = p.id
      where h.verdict = 'accepted' group by h.contact_id),
    dealt as (
      select d.contact_id, min(d.opened_at) as deal_at, min(d.closed_at) filter (where d.stage = 'won') as won_at
      from cohort as p join pipeline.deals as d on d.contact_id = p.id
      where d.deleted_at is null group by d.contact_id),
    way as (
      select p.*, p.first_seen as visitor_at, s.lead_at, w.warm_at, w.hot_at, t.accepted_at,
        least(s.deal_at, d.deal_at) as deal_at, least(s.customer_at, d.won_at) as customer_at
      from cohort as p
      left join staged as s on s.contact_id = p.id
      left join warmed as w on w.contact_id = p.id
      left join taken as t on t.contact_id = p.id
      left join dealt as d on d.contact_id = p.id)`;
}

const order: readonly Step[] = ['visitor', 'lead', 'warm', 'hot', 'accepted', 'deal', 'customer'];

export const momentOf = (step: Step) => sql<Date | null>`${sql.ref(`${step}_at`)}`;

export function before(step: Step): Step | undefined {
  return order[order.indexOf(step) - 1];
}

/** Took this step or a later one: who bought in the shop was a customer without ever being hot. */
export function cameTo(step: Step): RawBuilder<boolean> {
  const later = order.slice(order.indexOf(step)).map(momentOf);
  return sql<boolean>`(coalesce(${sql.join(later)}) is not null)`;
}
