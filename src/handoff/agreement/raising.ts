import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { plainArray, textArray } from '../../platform/arrays.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';

type Case = { handoff_id: string; promise: string; agreement_id: string; started_at: Date };

/** Cases for the weekly review: a person settles each. The same is flagged once. */
export async function flagCases(db: Db, cases: Case[]): Promise<void> {
  if (cases.length === 0) return;
  const { rows } = await sql<{ id: string; promise: string }>`
    insert into handoff.consequences (id, agreement_id, promise, handoff_id, month, step, at)
    select id, agreement_id, promise, handoff_id,
      date_trunc('month', started_at at time zone (select time_zone from workspace.settings limit 1))::date, 'flag_weekly', ${now()}
    from unnest(
      ${plainArray(cases.map(() => newId()))}::uuid[],
      ${plainArray(cases.map((one) => one.agreement_id))}::uuid[],
      ${textArray(cases.map(({ promise }) => promise))}::text[],
      ${plainArray(cases.map((one) => one.handoff_id))}::uuid[],
      ${plainArray(cases.map((one) => one.started_at.toISOString()))}::timestamptz[]
    ) as c(id, agreement_id, promise, handoff_id, started_at)
    on conflict do nothing returning id, promise`.execute(db);
  await tellRaised(
    db,
    rows.map((row) => ({ ...row, step: 'flag_weekly', words: null })),
  );
}

type Raised = { id: string; promise: string; step: string; words: string | null };

export async function tellRaised(db: Db, raised: Raised[]): Promise<void> {
  await emit(
    db,
    system,
    raised.map(({ id, ...payload }) => ({
      name: 'consequence.raised',
      subject: { kind: 'consequence', id },
      payload,
    })),
  );
}
