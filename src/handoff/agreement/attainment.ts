import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { usualWorkingTime } from '../../workspace/workspace.ts';
import type { AgreementDocument, AgreedPromise } from './agreement.ts';
import type { Attainment, Line } from './contract.ts';
import { countMonth, type Counts } from './counting.ts';
import { daysOf, monthAt, monthBefore, monthNamed, type Month } from './month.ts';
import { standingOf } from './standing.ts';
import { nameOf, termsWords } from './words.ts';

/** What both sides promised for a month and what they kept, from the same facts, as of now. */
export async function attainmentOf(db: Db, asked?: string): Promise<Attainment> {
  const at = now();
  const time = await usualWorkingTime(db);
  const month = asked === undefined ? monthAt(time.timeZone, at) : monthNamed(time.timeZone, asked);
  const agreed = await agreedFor(db, month);
  const promises = agreed?.document.promises ?? [];
  const [counts, history] = await Promise.all([
    countMonth(db, month, promises),
    historyOf(db, month.month, promises),
  ]);
  const days = daysOf(time, month, at);
  return {
    ...month,
    over: at >= month.until,
    days,
    agreement: agreed ? { id: agreed.id, number: agreed.number } : null,
    delivered: counts.delivered,
    promises: promises.map((promise) => ({
      ...lineOf(promise, counts, { ...month, days, at }),
      history: history.get(promise.id) ?? [],
    })),
    computedAt: at,
  };
}

export type Agreed = { id: string; number: number; document: AgreementDocument };

/** The agreement in force when the month ended, or now. */
export async function agreedFor(db: Db, { from, until }: Month): Promise<Agreed | undefined> {
  const { rows } = await sql<Agreed>`
    select id, number, document from handoff.agreements
    where in_force_at < ${until}::timestamptz and (retired_at is null or retired_at >= ${from}::timestamptz)
    order by in_force_at desc limit 1`.execute(db);
  return rows[0];
}

export function lineOf(
  promise: AgreedPromise,
  counts: Counts,
  month: Month & { days: { gone: number; all: number }; at: Date },
): Omit<Line, 'history'> {
  const { id, side, metric, target } = promise;
  const count = counts.of(promise);
  return {
    id,
    side,
    metric,
    name: nameOf(promise),
    terms: termsWords(promise),
    currency: promise.side === 'marketing' ? (promise.currency ?? null) : null,
    target,
    ...count,
    ...standingOf(promise, count, month),
  };
}

const MONTHS_BEFORE = 6;

async function historyOf(
  db: Db,
  month: string,
  promises: AgreedPromise[],
): Promise<Map<string, Line['history']>> {
  const { rows } = await sql<{ promise: string } & Line['history'][number]>`
    select to_char(month, 'YYYY-MM') as month, promise, value, state from handoff.attainments
    where month >= ${`${monthBefore(month, MONTHS_BEFORE)}-01`}::date and month < ${`${month}-01`}::date
      and promise = any(${promises.map(({ id }) => id)}::text[])
    order by month`.execute(db);
  const all = Map.groupBy(rows, ({ promise }) => promise);
  return new Map(
    [...all].map(([promise, past]) => [
      promise,
      past.map(({ month: of, value, state }) => ({ month: of, value, state })),
    ]),
  );
}
