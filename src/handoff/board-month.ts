import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { ownedBy, usualWorkingTime, zoneOf } from '../workspace/workspace.ts';
import { agreedFor } from './agreement/attainment.ts';
import { monthAt } from './agreement/month.ts';
import { nameOf } from './agreement/words.ts';
import type { Board } from './contract.ts';
import { quantiles, responsesOf } from './responses.ts';

type Month = Board['month'];

type Whose = { narrowed: boolean; whose: RawBuilder<SqlBool> };

/** What became of the hand-offs opened this month, as far as `who` may see them and `whose` they are. */
export async function monthOf(db: Db, who: Actor, { narrowed, whose }: Whose): Promise<Month> {
  const since = await beginOfMonth(db, who);
  const opened = sql<SqlBool>`h.opened_at >= ${since}::timestamptz and ${whose}`;
  const { rows } = await sql<Omit<Month, 'since' | 'medianMinutes' | 'response'>>`
    select count(*)::int as opened,
      count(*) filter (where first_contact_at is not null)::int as contacted,
      count(*) filter (where verdict = 'accepted')::int as accepted,
      count(*) filter (where verdict = 'recycled')::int as recycled,
      count(*) filter (where verdict = 'rejected')::int as rejected
    from handoff.handoffs as h where ${opened} and ${ownedBy(who, 'handoffs.read', 'h.rep_id')}`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('The month has no row.');
  const responses = await responsesOf(db, who, opened);
  const medianMinutes = quantiles(responses.map(({ minutes }) => minutes))?.median ?? null;
  const response = narrowed ? await responseOf(db, who, whose) : null;
  return { since, ...counts, medianMinutes, response };
}

async function beginOfMonth(db: Db, who: Actor): Promise<Date> {
  const zone = await zoneOf(db, who);
  const { rows } = await sql<{ since: Date }>`
    select date_trunc('month', ${now()}::timestamptz at time zone ${zone}) at time zone ${zone} as since`.execute(
    db,
  );
  return rows[0]?.since ?? now();
}

/** As the agreement counts it, only of fewer: by the promise in force and the month of the workspace. */
async function responseOf(db: Db, who: Actor, whose: RawBuilder<SqlBool>): Promise<Month['response']> {
  const { timeZone } = await usualWorkingTime(db);
  const month = monthAt(timeZone, now());
  const agreed = await agreedFor(db, month);
  const promise = agreed?.document.promises.find(({ metric }) => metric === 'first_response');
  if (!promise) return null;
  const { rows } = await sql<{ kept: number; missed: number }>`
    select count(*) filter (where k.met_at is not null and k.missed_at is null)::int as kept,
      count(*) filter (where k.missed_at is not null)::int as missed
    from handoff.clocks as k join handoff.handoffs as h on h.id = k.handoff_id
    where k.promise = ${promise.id} and k.started_at >= ${month.from}::timestamptz
      and k.started_at < ${month.until}::timestamptz and ${whose} and ${ownedBy(who, 'handoffs.read', 'h.rep_id')}`.execute(
    db,
  );
  const { kept = 0, missed = 0 } = rows[0] ?? {};
  return { promise: promise.id, name: nameOf(promise), month: month.month, kept, decided: kept + missed };
}
