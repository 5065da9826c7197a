import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import '../tables.ts';
import type { Period } from './period.ts';

/**
 * The hand-offs of a period as both sides see them, a `with` to be read as `seen`. Sales: was it accepted? Marketing: did
 * it meet the line of the model that was in force when it was opened, by the fit and engagement written down then?
 * Becoming hot and raising a hand are that line; what came by hand, warm or again is measured.
 */
export function seenBetween(
  who: Actor,
  { from, to }: Period,
  { where = sql`true`, limit }: { where?: RawBuilder<unknown>; limit?: number } = {},
): RawBuilder<unknown> {
  const newest = limit === undefined ? sql`` : sql`order by h.opened_at desc, h.id desc limit ${limit}`;
  return sql`
    ruled as materialized (
      select number, in_force_at as since, lead(in_force_at, 1, 'infinity') over (order by in_force_at) as until,
        (document #>> '{hot,engagement,enter}')::real as engagement, (document #>> '{hot,fit,enter}')::real as fit,
        (document #>> '{fit,grades,a}')::real as a, (document #>> '{fit,grades,b}')::real as b,
        (document #>> '{fit,grades,c}')::real as c
      from scoring.models where in_force_at is not null),
    held as materialized (
      select h.id, h.contact_id, h.trigger, h.state, h.source, h.campaign, h.fit, h.engagement, h.rep_id, h.verdict,
        h.reason, h.opened_at, h.first_contact_at
      from handoff.handoffs as h
      where h.opened_at >= ${from} and h.opened_at < ${to} and ${ownedBy(who, 'handoffs.read', 'h.rep_id')}
        and ${where} ${newest}),
    seen as (
      select h.*,
        case when h.trigger in ('hot', 'raised_hand') then 'met'
          when h.fit is null or h.engagement is null or r.number is null then 'unknown'
          when h.engagement >= r.engagement and h.fit >= r.fit then 'met' else 'below' end as line,
        case when h.fit is null or r.number is null then null when h.fit >= r.a then 'A' when h.fit >= r.b then 'B'
          when h.fit >= r.c then 'C' else 'D' end as grade
      from held as h left join ruled as r on r.since <= h.opened_at and r.until > h.opened_at)`;
}
