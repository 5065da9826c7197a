import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import { quantiles, responsesOf, type Response } from '../responses.ts';
import type { PeriodQuery, Tension, TensionRow } from './contract.ts';
import { seenBetween } from './judged.ts';
import { periodOf, type Period } from './period.ts';

const DAYS = 30;
/** Of more, the newest tell: grouping that many takes about half a second. */
const MOST_READ = 100_000;
const MOST_CAMPAIGNS = 50;

type Counted = Omit<TensionRow, 'key' | 'response'> & {
  of: 'all' | 'source' | 'campaign' | 'reason' | 'grade';
  key: string | null;
  verdict: Tension['reasons'][number]['verdict'] | null;
};

/** Both sides' view of the same leads, counted in one go. */
export async function tensionOf(db: Db, who: Actor, query: PeriodQuery): Promise<Tension> {
  const period = await periodOf(db, who, query, DAYS);
  const rows = await countedIn(db, who, period);
  const responses = await responsesOf(db, who, within(period));
  const of = (what: Counted['of']) => rows.filter((row) => row.of === what);
  const shown = (row: Counted) => asRow(row, responses);
  const all = of('all')[0];
  return {
    computedAt: now(),
    ...period,
    read: all?.opened ?? 0,
    exact: (all?.opened ?? 0) < MOST_READ,
    mine: scopeOf(who, 'handoffs.read') !== 'all',
    all: all ? shown(all) : nothing,
    sources: of('source').map(shown),
    campaigns: of('campaign')
      .filter(({ key }) => key !== null)
      .slice(0, MOST_CAMPAIGNS)
      .map(shown),
    reasons: of('reason').flatMap(({ key, verdict, judged }) =>
      key === null || verdict === null
        ? []
        : [{ reason: key as Tension['reasons'][number]['reason'], verdict, count: judged }],
    ),
    grades: of('grade')
      .toSorted((one, other) => ((one.key ?? 'Z') < (other.key ?? 'Z') ? -1 : 1))
      .map(({ key, opened, judged, accepted }) => ({
        grade: key as Tension['grades'][number]['grade'],
        opened,
        judged,
        accepted,
      })),
    line: await lineInForce(db),
  };
}

async function countedIn(db: Db, who: Actor, period: Period): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with ${seenBetween(who, period, { limit: MOST_READ })}
    select case grouping(source, campaign, reason, grade) when 15 then 'all' when 7 then 'source' when 11 then 'campaign'
        when 13 then 'reason' else 'grade' end as of,
      coalesce(source, campaign, reason, grade) as key, verdict, count(*) as opened,
      count(verdict) as judged, count(*) filter (where verdict = 'accepted') as accepted,
      count(*) filter (where line = 'met') as met,
      count(*) filter (where line = 'met' and verdict = 'accepted') as "metAccepted",
      count(*) filter (where line = 'met' and verdict <> 'accepted') as "metRefused",
      count(*) filter (where line = 'below' and verdict = 'accepted') as "belowAccepted",
      count(*) filter (where line = 'below' and verdict <> 'accepted') as "belowRefused",
      count(*) filter (where grade in ('A', 'B')) as match, count(grade) as graded,
      mode() within group (order by reason) filter (where verdict <> 'accepted') as "topReason"
    from seen
    group by grouping sets ((), (source), (campaign), (reason, verdict), (grade))
    order by opened desc, key`.execute(db);
  return rows;
}

function within({ from, to }: Period) {
  return sql<SqlBool>`h.opened_at >= ${from} and h.opened_at < ${to}`;
}

function asRow({ of, verdict: _verdict, ...row }: Counted, responses: Response[]): TensionRow {
  const those = responses.filter((each) => (of !== 'source' && of !== 'campaign') || each[of] === row.key);
  return { ...row, response: quantiles(those.map(({ minutes }) => minutes)) };
}

async function lineInForce(db: Db): Promise<Tension['line']> {
  const { rows } = await sql<NonNullable<Tension['line']>>`
    select number, (document #>> '{hot,engagement,enter}')::float8 as engagement, (document #>> '{hot,fit,enter}')::float8 as fit
    from scoring.models where state = 'in_force'`.execute(db);
  return rows[0] ?? null;
}

const nothing: TensionRow = {
  key: null,
  opened: 0,
  judged: 0,
  accepted: 0,
  met: 0,
  metAccepted: 0,
  metRefused: 0,
  belowAccepted: 0,
  belowRefused: 0,
  match: 0,
  graded: 0,
  topReason: null,
  response: null,
};
