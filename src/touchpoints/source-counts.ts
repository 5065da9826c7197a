import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import type { Source } from './source.ts';
import type { Outcome } from './touchpoint.ts';

/** Writers of one source count in turns of this many rows, instead of queueing for one. */
const SLOTS = 8;

type Counted = { outcome: Outcome; reason?: string };

/**
 * What was seen and what became of it, in the transaction that made it so. The last statement of its transaction: the
 * row is shared with others, and held until the commit.
 */
export async function countArrivals(
  db: Db,
  source: Pick<Source, 'id'>,
  arrivals: Counted[],
  newest: Date | null,
  receivedAt: Date,
): Promise<void> {
  await countReasons(db, source, arrivals, receivedAt);
  const [stored, duplicate, skipped, bot] = (['stored', 'duplicate', 'skipped', 'bot'] as const).map(
    (outcome) => arrivals.filter((each) => each.outcome === outcome).length,
  );
  const lag = newest ? Math.max(0, receivedAt.getTime() - newest.getTime()) : null;
  await sql`
    insert into touchpoints.source_days as d
      (source_id, day, slot, seen, stored, duplicate, skipped, bot, last_seen_at, lag_ms)
    values (${source.id}, ${dayOf(receivedAt)}, ${Math.floor(Math.random() * SLOTS)}, ${arrivals.length}, ${stored},
      ${duplicate}, ${skipped}, ${bot}, ${receivedAt}, ${lag})
    on conflict (source_id, day, slot) do update set
      seen = d.seen + excluded.seen, stored = d.stored + excluded.stored,
      duplicate = d.duplicate + excluded.duplicate, skipped = d.skipped + excluded.skipped, bot = d.bot + excluded.bot,
      last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at),
      lag_ms = coalesce(excluded.lag_ms, d.lag_ms)`.execute(db);
}

async function countReasons(
  db: Db,
  source: Pick<Source, 'id'>,
  arrivals: Counted[],
  receivedAt: Date,
): Promise<void> {
  const named = arrivals.filter(({ outcome }) => outcome === 'skipped' || outcome === 'bot');
  if (named.length === 0) return;
  await sql`
    insert into touchpoints.source_reasons as r (source_id, day, outcome, reason, count)
    select ${source.id}, ${dayOf(receivedAt)}, outcome, reason, count(*)
    from unnest(${named.map(({ outcome }) => outcome)}::text[], ${named.map(({ reason }) => reason ?? 'unknown')}::text[])
      as n (outcome, reason)
    group by outcome, reason order by outcome, reason
    on conflict (source_id, day, outcome, reason) do update set count = r.count + excluded.count`.execute(db);
}

export type SourceCounts = {
  days: DayCounts[];
  reasons: { outcome: 'skipped' | 'bot'; reason: string; count: number }[];
  lastError: string | null;
  lastErrorAt: Date | null;
};
export type DayCounts = {
  day: string;
  seen: number;
  stored: number;
  duplicate: number;
  skipped: number;
  bot: number;
  lastSeenAt: Date;
  lagMs: number | null;
};

/** Newest day first: seen = stored + duplicate + skipped + bot, on every one of them. */
export async function sourceCounts(db: Db, id: string, days: number): Promise<SourceCounts> {
  const source = await db
    .selectFrom('touchpoints.sources')
    .select(['last_error as lastError', 'last_error_at as lastErrorAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!source) throw new NotFound('There is no such source.');
  const since = dayOf(new Date(now().getTime() - (days - 1) * 86_400_000));
  const counted = await sql<DayCounts>`
    select day::text, sum(seen)::bigint as seen, sum(stored)::bigint as stored, sum(duplicate)::bigint as duplicate,
      sum(skipped)::bigint as skipped, sum(bot)::bigint as bot, max(last_seen_at) as "lastSeenAt",
      (array_agg(lag_ms order by last_seen_at desc))[1] as "lagMs"
    from touchpoints.source_days where source_id = ${id} and day >= ${since}::date
    group by day order by day desc`.execute(db);
  const reasons = await db
    .selectFrom('touchpoints.source_reasons')
    .select(['outcome', 'reason'])
    .select((eb) => sql<number>`${eb.fn.sum('count')}::bigint`.as('count'))
    .where('source_id', '=', id)
    .where('day', '>=', since)
    .groupBy(['outcome', 'reason'])
    .orderBy('count', 'desc')
    .limit(100)
    .execute();
  return { ...source, days: counted.rows, reasons };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
