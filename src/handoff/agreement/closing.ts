import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { usualWorkingTime } from '../../workspace/workspace.ts';
import type { AgreedPromise } from './agreement.ts';
import { agreedFor, lineOf, type Agreed } from './attainment.ts';
import type { Line } from './contract.ts';
import { countMonth } from './counting.ts';
import { daysOf, monthAt, monthBefore, monthNamed, monthWords, type Month } from './month.ts';
import { tellRaised } from './raising.ts';
import { nameOf } from './words.ts';

/** Cases of a month may be decided in the two after it; what is older is counted once. */
const OPEN_MONTHS = 2;
const MOST_MONTHS = 24;

/** Counts the months that are over, and raises what was agreed for a promise that was broken. Any number of times. */
export async function closeMonths(db: Db): Promise<void> {
  const { timeZone } = await usualWorkingTime(db);
  const current = monthAt(timeZone, now()).month;
  const counted = await countedMonths(db);
  for (let ago = 1; ago <= MOST_MONTHS; ago++) {
    const month = monthNamed(timeZone, monthBefore(current, ago));
    if (ago <= OPEN_MONTHS || !counted.has(month.month)) await closeMonth(db, month);
  }
}

async function countedMonths(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from handoff.attainments`.execute(db);
  return new Set(rows.map(({ month }) => month));
}

async function closeMonth(db: Db, month: Month): Promise<void> {
  await transaction(db, async (trx) => {
    const agreed = await agreedFor(trx, month);
    if (!agreed) return;
    const at = now();
    const counts = await countMonth(trx, month, agreed.document.promises);
    const days = daysOf(await usualWorkingTime(trx), month, at);
    const lines = agreed.document.promises.map((promise) => ({
      promise,
      line: lineOf(promise, counts, { ...month, days, at }),
    }));
    await putDown(
      trx,
      month,
      agreed,
      lines.map(({ line }) => line),
      at,
    );
    for (const { promise, line } of lines)
      if (line.state === 'broken') await raise(trx, month, agreed, promise, line, at);
  });
}

async function putDown(
  db: Db,
  { month }: Month,
  { id }: Agreed,
  lines: Omit<Line, 'history'>[],
  at: Date,
): Promise<void> {
  if (lines.length === 0) return;
  await db
    .insertInto('handoff.attainments')
    .values(
      lines.map((line) => ({
        month: `${month}-01`,
        promise: line.id,
        agreement_id: id,
        side: line.side,
        value: line.value,
        target: line.target,
        kept: line.kept,
        counted: line.counted,
        state: line.state,
        counted_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['month', 'promise']).doUpdateSet((is) => ({
        agreement_id: is.ref('excluded.agreement_id'),
        value: is.ref('excluded.value'),
        target: is.ref('excluded.target'),
        kept: is.ref('excluded.kept'),
        counted: is.ref('excluded.counted'),
        state: is.ref('excluded.state'),
        counted_at: is.ref('excluded.counted_at'),
      })),
    )
    .execute();
}

/** What was agreed for such a month: once, however often it is counted. */
async function raise(
  db: Db,
  { month }: Month,
  agreed: Agreed,
  promise: AgreedPromise,
  line: Omit<Line, 'history'>,
  at: Date,
): Promise<void> {
  const steps = promise.steps.filter((step) => step.do === 'consequence' || isOfMonth(promise, step.do));
  const raised: { id: string; step: string; words: string | null }[] = [];
  for (const step of steps) {
    const { rows } = await sql<{ id: string }>`
      insert into handoff.consequences (id, agreement_id, promise, month, step, words, at)
      values (${newId()}::uuid, ${agreed.id}::uuid, ${promise.id}, ${`${month}-01`}::date, ${step.do}, ${step.words ?? null}, ${at}::timestamptz)
      on conflict do nothing returning id`.execute(db);
    raised.push(...rows.map(({ id }) => ({ id, step: step.do, words: step.words ?? null })));
  }
  await tellRaised(
    db,
    raised.map((each) => ({ ...each, promise: promise.id })),
  );
  // Told along with the first time something follows from it.
  if (raised.length === 0) return;
  const words = `${nameOf(promise)}: ${monthWords(month)} ended below target`;
  const payload = { promise: promise.id, side: line.side, month, words };
  await emit(db, system, [
    { name: 'promise.broken', subject: { kind: 'agreement', id: agreed.id }, payload },
  ]);
}

/** Of marketing’s promises the case is the month itself. */
function isOfMonth({ side }: AgreedPromise, does: string): boolean {
  return side === 'marketing' && does === 'flag_weekly';
}
