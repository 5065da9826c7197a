import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { ownedBy, workingMinutesBetween } from '../workspace/workspace.ts';
import { timeOf } from './clocks/terms.ts';
import './tables.ts';

export type Response = { source: string | null; campaign: string | null; minutes: number };
export type Quantiles = { median: number; p90: number; of: number } | null;

/** A rep's calendar is walked day by day for each: the newest thousand tell how fast we are, in a tenth of a second. */
const MOST_TIMED = 1_000;

type Row = Omit<Response, 'minutes'> & {
  repId: string | null;
  opened: Date;
  first: Date;
  took: number | null;
};

/**
 * From the hand-off to the first contact, of the newest of those `where` is true for, as the agreement's clock took it:
 * working minutes of whoever had it. What came under no agreement is counted in the working time of its rep.
 */
export async function responsesOf(db: Db, who: Actor, where: RawBuilder<SqlBool>): Promise<Response[]> {
  const { rows } = await sql<Row>`
    select h.rep_id as "repId", h.source, h.campaign, h.opened_at as opened, h.first_contact_at as first,
      (select min(k.took_minutes) from handoff.clocks as k
        where k.handoff_id = h.id and k.metric in ('first_response', 'recycled_followed_up')) as took
    from handoff.handoffs as h
    where h.first_contact_at is not null and ${where} and ${ownedBy(who, 'handoffs.read', 'h.rep_id')}
    order by h.opened_at desc limit ${MOST_TIMED}`.execute(db);
  const time = await timeOf(
    db,
    rows.map(({ repId }) => repId),
  );
  return rows.map(({ repId, source, campaign, opened, first, took }) => {
    const minutes = took ?? Math.max(0, workingMinutesBetween(time(repId), opened, first));
    return { source, campaign, minutes };
  });
}

export function quantiles(minutes: number[]): Quantiles {
  if (minutes.length === 0) return null;
  const sorted = minutes.toSorted((one, other) => one - other);
  return { median: at(sorted, 0.5), p90: at(sorted, 0.9), of: sorted.length };
}

/** Between two values when the place falls between them, as percentile_cont does. */
function at(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return Math.round((low + (high - low) * (place - Math.floor(place))) * 10) / 10;
}
