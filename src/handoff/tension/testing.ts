import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { HandoffsTable } from '../tables.ts';
import '../tables.ts';

type Lead = Partial<Omit<HandoffsTable, 'why' | 'attempts' | 'not_to'>> & { contact_id: string };

/** A hand-off as it stands in the table, opened now and not judged, unless said otherwise. */
export async function makeLead(db: Db, lead: Lead): Promise<string> {
  const id = newId();
  const judged = lead.verdict ? { verdict_at: now(), state: stateAfter[lead.verdict] } : {};
  await db
    .insertInto('handoff.handoffs')
    .values({
      id,
      trigger: 'hot',
      rule: 'hot',
      why: JSON.stringify({ reasons: [], read: [], said: [] }),
      opened_at: now(),
      state: 'ready',
      ...judged,
      ...lead,
    })
    .execute();
  return id;
}

const stateAfter = { accepted: 'accepted', recycled: 'returned', rejected: 'returned' } as const;

/** A model in force since 2026: hot from engagement 60 and fit 50; A from 75, B from 50, C from 25. */
export async function makeModel(db: Db): Promise<string> {
  const id = newId();
  const document = {
    fit: { base: 0, rules: [], grades: { a: 75, b: 50, c: 25 } },
    groups: [],
    raisedHands: [],
    raisedHandDays: 14,
    warm: { engagement: { enter: 30, leave: 25 }, fit: { enter: 25, leave: 20 } },
    hot: { engagement: { enter: 60, leave: 50 }, fit: { enter: 50, leave: 45 } },
  };
  await sql`
    insert into scoring.models (id, number, state, document, created_at, updated_at, in_force_at)
    values (${id}, 901, 'in_force', ${JSON.stringify(document)}, '2026-01-01', '2026-01-01', '2026-01-01')`.execute(
    db,
  );
  return id;
}
