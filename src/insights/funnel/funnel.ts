import { sql, type RawBuilder } from 'kysely';
import { periodOf } from '../../handoff/handoff.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import { channelOf, partToFollow, seenIn, teamOf } from './cohort.ts';
import {
  steps,
  type Funnel,
  type FunnelGroup,
  type FunnelQuery,
  type FunnelStep,
  type Step,
} from './contract.ts';
import { before, cameTo, momentOf, stepsOf } from './steps.ts';

const DAYS = 90;
const MOST_GROUPS = 30;

type Row = { whole: boolean; key: string | null } & Record<string, number | string | boolean | null>;

/** How those first seen in a period went on, all together and by source, segment or team. */
export async function funnelOf(db: Db, who: Actor, query: FunnelQuery): Promise<Funnel> {
  const period = await periodOf(db, who, query, DAYS);
  const share = await partToFollow(db, period);
  const rows = await countedSteps(db, who, period, query, share);
  const whole = rows.find((row) => row.whole);
  const groups = query.by ? rows.filter((row) => !row.whole).slice(0, MOST_GROUPS) : [];
  const labels = await labelsOf(db, query.by, groups);
  return {
    computedAt: now(),
    ...period,
    cohort: scaled(whole?.['visitor_count'], share),
    exact: share === 1,
    share,
    mine: scopeOf(who, 'contacts.read') !== 'all',
    steps: stepsIn(whole, share),
    groups: groups.map((row): FunnelGroup => ({
      key: row.key,
      label: row.key === null ? null : (labels.get(row.key) ?? null),
      steps: stepsIn(row, share),
    })),
  };
}

async function countedSteps(
  db: Db,
  who: Actor,
  period: { from: Date; to: Date },
  query: FunnelQuery,
  share: number,
): Promise<Row[]> {
  const cohort = sql`
    select c.id, least(a.first_touch_at, c.created_at) as first_seen, c.stage <> 'visitor' as known, ${keyOf(query.by)} as key
    ${seenIn(who, period, query, share)}`;
  const counts = steps.flatMap((step) => [
    sql`count(*) filter (where ${cameTo(step)}) as ${sql.ref(`${step}_count`)}`,
    sql`count(*) filter (where ${cameTo(step)} and ${momentOf(step)} is null) as ${sql.ref(`${step}_skipped`)}`,
    ...timesOf(step),
  ]);
  const { rows } =
    query.by === 'segment'
      ? await sql<Row>`
        with ${stepsOf(cohort)}
        select s.segment_id is null as whole, s.segment_id::text as key, ${sql.join(counts)}
        from way as w cross join lateral (
          select null::uuid as segment_id union all
          select m.segment_id from audience.segment_members as m
          join audience.segments as g on g.id = m.segment_id and g.archived_at is null where m.contact_id = w.id) as s
        group by s.segment_id order by whole desc, visitor_count desc, key limit ${MOST_GROUPS + 1}`.execute(
          db,
        )
      : await sql<Row>`
        with ${stepsOf(cohort)}
        select grouping(key) = 1 as whole, key, ${sql.join(counts)} from way
        group by grouping sets ((), (key)) order by whole desc, visitor_count desc, key limit ${MOST_GROUPS + 1}`.execute(
          db,
        );
  return rows;
}

function keyOf(by: FunnelQuery['by']): RawBuilder<unknown> {
  if (by === 'source') return channelOf;
  return by === 'team' ? sql`${teamOf}::text` : sql`null::text`;
}

const DAY_SECONDS = 86_400;

/** Of those who took both in this order: somebody warm before they said who they are took no time to become a lead. */
function timesOf(step: Step): RawBuilder<unknown>[] {
  const earlier = before(step);
  if (earlier === undefined) return [];
  const took = sql`extract(epoch from ${momentOf(step)} - ${momentOf(earlier)}) / ${sql.lit(DAY_SECONDS)}`;
  const inOrder = sql`${momentOf(step)} >= ${momentOf(earlier)}`;
  return [
    sql`percentile_cont(0.5) within group (order by ${took}) filter (where ${inOrder}) as ${sql.ref(`${step}_median`)}`,
    sql`percentile_cont(0.9) within group (order by ${took}) filter (where ${inOrder}) as ${sql.ref(`${step}_p90`)}`,
    sql`count(*) filter (where ${inOrder}) as ${sql.ref(`${step}_timed`)}`,
  ];
}

function stepsIn(row: Row | undefined, share: number): FunnelStep[] {
  return steps.map((step) => {
    const of = Number(row?.[`${step}_timed`] ?? 0);
    return {
      step,
      count: scaled(row?.[`${step}_count`], share),
      skipped: scaled(row?.[`${step}_skipped`], share),
      days:
        of === 0
          ? null
          : { median: days(row?.[`${step}_median`]), p90: days(row?.[`${step}_p90`]), of: scaled(of, share) },
    };
  });
}

function scaled(count: unknown, share: number): number {
  return Math.round(Number(count ?? 0) / share);
}

function days(value: unknown): number {
  return Math.round(Number(value ?? 0) * 100) / 100;
}

async function labelsOf(db: Db, by: FunnelQuery['by'], groups: Row[]): Promise<Map<string, string>> {
  const ids = groups.flatMap(({ key }) => key ?? []);
  if (ids.length === 0 || (by !== 'segment' && by !== 'team')) return new Map();
  const table = by === 'segment' ? 'audience.segments' : 'workspace.teams';
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
