import { sql, type RawBuilder } from 'kysely';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { countSetAside } from './intake/inbox.ts';
import type { Source } from './source.ts';
import type { Outcome } from './touchpoint.ts';

/** Writers of one source count in turns of this many rows, instead of queueing for one. */
const SLOTS = 8;

type Counted = { outcome: Outcome; reason?: string };

/** What was seen and what became of it, for the day, as part of a statement in the transaction that made it so. */
export function counting(
  source: Pick<Source, 'id'>,
  arrivals: Counted[],
  newest: Date | null,
  receivedAt: Date,
): RawBuilder<void> {
  const counts = { stored: 0, duplicate: 0, skipped: 0, bot: 0 };
  for (const { outcome } of arrivals) counts[outcome] += 1;
  const lag = newest ? Math.max(0, receivedAt.getTime() - newest.getTime()) : null;
  slot = (slot + 1) % SLOTS;
  return sql`touchpoints.count_arrivals(${source.id}, ${dayOf(receivedAt)}, ${slot}, ${counts.stored},
    ${counts.duplicate}, ${counts.skipped}, ${counts.bot}, ${receivedAt.toISOString()}, ${lag})`;
}

/** Two batches of one process at the same moment have two rows to count in. */
let slot = Math.floor(Math.random() * SLOTS);

/**
 * Why some were not stored, or not as what they came as. The last statement of its transaction: these rows are
 * everybody's, and held until then.
 */
export async function countReasons(
  db: Db,
  source: Pick<Source, 'id'>,
  arrivals: Counted[],
  receivedAt: Date,
): Promise<void> {
  const named = arrivals.filter(
    ({ outcome, reason }) => outcome === 'skipped' || outcome === 'bot' || (outcome === 'stored' && reason),
  );
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
  reasons: { outcome: 'skipped' | 'bot' | 'stored'; reason: string; count: number }[];
  setAside: number;
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
  return { ...source, days: counted.rows, reasons, setAside: await countSetAside(db, id) };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
