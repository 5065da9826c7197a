import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { noTouchKinds } from '../touchpoints/touchpoints.ts';
import type { CardJourney } from './contract.ts';

/** What a card shows of somebody's way: the last six weeks, in stretches wide enough to tell apart on 80 pixels. */
const DAYS_SHOWN = 42;
const DAYS_A_STRETCH = 3;
const MOST_MARKS = 60;

/** Of all cards of a board at once: what was done with each contact lately, and how warm they were meanwhile. */
export async function cardJourneys(db: Db, contactIds: readonly string[]): Promise<Map<string, CardJourney>> {
  if (contactIds.length === 0) return new Map();
  const at = now();
  const since = new Date(at.getTime() - DAYS_SHOWN * 86_400_000);
  const { rows } = await sql<{ id: string } & CardJourney>`
    select n.id, marks.all as marks, coalesce(last.to_temperature, 'cold') as temperature,
      coalesce(first.to_temperature, 'cold') as began, moves.all as moves
    from unnest(${[...contactIds]}::uuid[]) as n (id)
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('stretch', stretch, 'team', team, 'channel', channel, 'kind', kind,
        'touches', touches) order by stretch desc), '[]') as all
      from (
        select floor(extract(epoch from ${at}::timestamptz - occurred_at) / ${DAYS_A_STRETCH * 86_400})::int as stretch,
          case when team in ('sales', 'success') then 'sales' else 'marketing' end as team, channel,
          mode() within group (order by kind) as kind, count(*)::int as touches
        from touchpoints.touchpoints as t
        where t.contact_id = n.id and t.occurred_at > ${since} and t.occurred_at <= ${at}
          and t.kind <> all(${[...noTouchKinds]}::text[])
        group by 1, 2, 3 order by 1 limit ${MOST_MARKS}
      ) as few
    ) as marks
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('at', moved_at, 'to', to_temperature) order by moved_at), '[]') as all
      from (
        select moved_at, to_temperature from scoring.moves as m where m.contact_id = n.id and m.moved_at > ${since}
        order by moved_at desc limit ${MOST_MARKS}
      ) as few
    ) as moves
    left join lateral (
      select to_temperature from scoring.moves as m where m.contact_id = n.id order by moved_at desc, id desc limit 1
    ) as last on true
    left join lateral (
      select to_temperature from scoring.moves as m where m.contact_id = n.id and m.moved_at <= ${since}
      order by moved_at desc, id desc limit 1
    ) as first on true`.execute(db);
  return new Map(rows.map(({ id, ...journey }) => [id, journey]));
}

/** Of somebody whose contact is not there any more. */
export const noJourney: CardJourney = {
  marks: [],
  temperature: 'cold',
  began: 'cold',
  moves: [],
};
