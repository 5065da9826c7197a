import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { AgreedPromise, MarketingPromise } from './agreement.ts';
import type { Month } from './month.ts';

/** What a promise of a month comes to. */
export type Count = {
  value: number | null;
  kept: number;
  counted: number;
  running: number;
  medianMinutes: number | null;
  bySource: { source: string | null; count: number }[];
};

const NONE: Count = { value: null, kept: 0, counted: 0, running: 0, medianMinutes: null, bySource: [] };

export type Counts = { delivered: number; of: (promise: AgreedPromise) => Count };

/** The facts of a month, for both sides from the same hand-offs: those that were opened in it. Two scans of an index. */
export async function countMonth(db: Db, month: Month, promises: AgreedPromise[]): Promise<Counts> {
  const [clocks, deliveries] = await Promise.all([
    countClocks(
      db,
      month,
      promises.filter(({ side }) => side === 'sales').map(({ id }) => id),
    ),
    countDeliveries(db, month),
  ]);
  return {
    delivered: sum(deliveries, (row) => row.all),
    of: (promise) =>
      promise.side === 'sales'
        ? (clocks.get(promise.id) ?? NONE)
        : deliveredCount(promise, from(promise, deliveries)),
  };
}

type Clocks = { promise: string; kept: number; missed: number; running: number; median: number | null };

async function countClocks(db: Db, { from, until }: Month, ids: string[]): Promise<Map<string, Count>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Clocks>`
    select promise, count(*) filter (where met_at is not null and missed_at is null) as kept,
      count(*) filter (where missed_at is not null) as missed,
      count(*) filter (where met_at is null and missed_at is null and stopped_at is null) as running,
      percentile_cont(0.5) within group (order by took_minutes) as median
    from handoff.clocks
    where promise = any(${ids}::text[]) and started_at >= ${from}::timestamptz and started_at < ${until}::timestamptz
    group by promise`.execute(db);
  return new Map(
    rows.map(({ promise, kept, missed, running, median }) => {
      const counted = kept + missed;
      const value = counted === 0 ? null : kept / counted;
      return [promise, { value, kept, counted, running, medianMinutes: median, bySource: [] }];
    }),
  );
}

type Deliveries = {
  source: string | null;
  currency: string | null;
  all: number;
  hot: number;
  complete: number;
  judged: number;
  accepted: number;
  deals: number;
  amount: number;
};

async function countDeliveries(db: Db, { from, until }: Month): Promise<Deliveries[]> {
  const { rows } = await sql<Deliveries>`
    select source, currency, count(*) as all, count(*) filter (where hot) as hot,
      count(*) filter (where missing = '{}') as complete, count(verdict) as judged,
      count(*) filter (where verdict = 'accepted') as accepted, count(amount) as deals,
      coalesce(sum(amount), 0)::bigint as amount
    from handoff.deliveries
    where delivered_at >= ${from}::timestamptz and delivered_at < ${until}::timestamptz
    group by source, currency`.execute(db);
  return rows;
}

function from({ sources }: MarketingPromise, rows: Deliveries[]): Deliveries[] {
  if (!sources || sources.length === 0) return rows;
  const wanted = new Set<string | null>(sources);
  return rows.filter(({ source }) => wanted.has(source));
}

function deliveredCount(promise: MarketingPromise, rows: Deliveries[]): Count {
  const all = sum(rows, (row) => row.all);
  if (promise.metric === 'hot_leads') {
    const hot = sum(rows, (row) => row.hot);
    return { ...NONE, value: hot, kept: hot, counted: all, bySource: hotBySource(rows) };
  }
  if (promise.metric === 'pipeline_value') {
    const deals = rows.filter(({ currency }) => currency === promise.currency);
    const made = sum(deals, (row) => row.deals);
    return { ...NONE, value: sum(deals, (row) => row.amount), kept: made, counted: all };
  }
  const isShareOfJudged = promise.metric === 'accepted_share';
  const kept = sum(rows, (row) => (isShareOfJudged ? row.accepted : row.complete));
  const counted = isShareOfJudged ? sum(rows, (row) => row.judged) : all;
  return { ...NONE, value: counted === 0 ? null : kept / counted, kept, counted, running: all - counted };
}

function hotBySource(rows: Deliveries[]): Count['bySource'] {
  const sources = Map.groupBy(
    rows.filter(({ hot }) => hot > 0),
    ({ source }) => source,
  );
  return [...sources]
    .map(([source, of]) => ({ source, count: sum(of, (row) => row.hot) }))
    .toSorted((a, b) => b.count - a.count);
}

function sum<Row>(rows: Row[], of: (row: Row) => number): number {
  return rows.reduce((all, row) => all + of(row), 0);
}
