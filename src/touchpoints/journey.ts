import { sql, type RawBuilder } from 'kysely';
import { findContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { browsingKinds, closeKinds, passingKinds } from './closeness.ts';
import type { Journey, JourneyMark } from './contract.ts';
import { facetsOf } from './facets.ts';
import { noTouchKinds } from './kind.ts';
import { activityOf, presentId } from './timeline.ts';

/** Up to here every moment is a mark of its own; beyond, marks stand for all of a stretch of the line. */
const MOST_SINGLE = 300;
const STRETCHES = 240;
const MOST_ORDERS = 40;
const MOST_MOVES = 60;
/** A line is drawn of time and of order: so that a busy week is wide enough to read, and months still stand in turn. */
const BY_TIME = 0.4;
/** Nothing for this long, and the next page is another sitting. */
const SITTING = '30 minutes';

/** A contact's whole way, small enough to draw however long it is: 50,000 touches become at most some hundred marks. */
export async function journeyOf(db: Db, who: Actor, contactId: string): Promise<Journey> {
  const { id } = await findContact(db, who, await presentId(db, contactId));
  const activity = await activityOf(db, id);
  return {
    activity,
    marks: await marksOf(db, id),
    orders: await ordersOf(db, id),
    stages: await stagesOf(db, id),
    facets: await facetsOf(db, sql`contact_id = ${id}`),
    computedAt: now(),
  };
}

/**
 * The pages of one sitting are one moment, wherever on the line other touches stand between them. Each moment has a
 * place in the order; of a stretch of the line that holds several, the closest one is told. One order for all windows
 * and narrow rows: with 50,000 touches it takes 0.3 s so, twice as long with a window of its own for the pages.
 */
async function marksOf(db: Db, id: string): Promise<JourneyMark[]> {
  const { rows } = await sql<JourneyMark>`
    with touches as (
      select occurred_at, id, coalesce(team, 'other') as team, kind = any(${browsingKinds}::text[]) as browsing,
        ${closeness} as closeness
      from touchpoints.touchpoints where contact_id = ${id} and kind <> all(${noTouchKinds}::text[])),
    begun as (
      select *, not browsing or coalesce(occurred_at - max(occurred_at) filter (where browsing) over before
        > ${SITTING}::interval, true) as begins
      from touches window before as (order by occurred_at, id rows between unbounded preceding and 1 preceding)),
    placed as (
      select *, count(*) filter (where begins) over (order by occurred_at, id rows unbounded preceding) as place
      from begun),
    moments as (
      select *, case when browsing then max(place) filter (where browsing and begins)
        over (order by occurred_at, id rows unbounded preceding) else place end as moment
      from placed),
    whole as (select max(moment) as moments, min(occurred_at) as first_at from moments),
    stretches as materialized (
      select m.*, case when w.moments <= ${MOST_SINGLE} then m.moment else floor(${STRETCHES}::float8 * (
        ${BY_TIME}::float8 * extract(epoch from m.occurred_at - w.first_at) / greatest(1, extract(epoch from ${now()}::timestamptz - w.first_at))
        + ${1 - BY_TIME}::float8 * m.moment / w.moments)) end as stretch
      from moments as m cross join whole as w),
    marks as (
      select stretch, team, min(occurred_at) as at, max(occurred_at) as until, count(*) as touches,
        count(*) filter (where begins) as moments, max(closeness) as closeness
      from stretches group by stretch, team),
    leads as (
      select distinct on (stretch, team) stretch, team, occurred_at, id
      from stretches order by stretch, team, closeness desc, occurred_at desc)
    select m.at, m.until, m.touches, greatest(m.moments, 1) as moments, m.closeness, m.team,
      jsonb_build_object('id', t.id, 'kind', t.kind, 'name', t.name, 'channel', t.channel, 'campaign', t.campaign,
        'actor', t.actor_name, 'value', t.value, 'currency', t.currency) as lead
    from marks as m join leads as l on l.stretch = m.stretch and l.team = m.team
      join touchpoints.touchpoints as t on t.contact_id = ${id} and t.occurred_at = l.occurred_at and t.id = l.id
    order by m.at, m.team`.execute(db);
  return rows;
}

const closeness: RawBuilder<number> = sql`case when value is not null or kind = any(${closeKinds}::text[]) then 3
  when kind = any(${passingKinds}::text[]) then 1 else 2 end`;

/** The first one, which everybody asks about, and the newest. */
async function ordersOf(db: Db, id: string): Promise<Journey['orders']> {
  const orders = (direction: 'asc' | 'desc', limit: number) =>
    db
      .selectFrom('touchpoints.touchpoints')
      .select(['id', 'occurred_at as at', 'name', 'value', 'currency'])
      .where('contact_id', '=', id)
      .where('value', '>', 0)
      .orderBy('occurred_at', direction)
      .limit(limit)
      .execute();
  const [first] = await orders('asc', 1);
  if (!first) return [];
  const newest = (await orders('desc', MOST_ORDERS)).toReversed();
  return newest.some((order) => order.id === first.id) ? newest : [first, ...newest];
}

async function stagesOf(db: Db, id: string): Promise<Journey['stages']> {
  const newest = await db
    .selectFrom('audience.stage_moves')
    .select(['from_stage as from', 'to_stage as to', 'moved_at as at', 'moved_by_name as by'])
    .where('contact_id', '=', id)
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_MOVES)
    .execute();
  return newest.toReversed();
}
