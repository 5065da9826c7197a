import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { ownedBy, zoneOf } from '../workspace/workspace.ts';
import type { Board } from './contract.ts';
import { quantiles, responsesOf } from './responses.ts';

type Month = Board['month'];

/** What became of the hand-offs opened this month, as far as `who` may see them and `whose` they are. */
export async function monthOf(db: Db, who: Actor, whose: RawBuilder<SqlBool>): Promise<Month> {
  const since = await beginOfMonth(db, who);
  const opened = sql<SqlBool>`h.opened_at >= ${since}::timestamptz and ${whose}`;
  const { rows } = await sql<Omit<Month, 'since' | 'medianMinutes'>>`
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
  return { since, ...counts, medianMinutes };
}

async function beginOfMonth(db: Db, who: Actor): Promise<Date> {
  const zone = await zoneOf(db, who);
  const { rows } = await sql<{ since: Date }>`
    select date_trunc('month', ${now()}::timestamptz at time zone ${zone}) at time zone ${zone} as since`.execute(
    db,
  );
  return rows[0]?.since ?? now();
}
