import { sql } from 'kysely';
import { markTouched } from '../../audience/audience.ts';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { tell } from '../../platform/listeners.ts';
import { errorCode } from '../../platform/refusal.ts';
import { marksOfKinds } from '../conditions.ts';
import { deleteBetween, type Key } from './deleting.ts';
import { monthAfter, monthsBefore } from './months.ts';
import type { Night } from './night.ts';
import { dayOf, linesAt, type TouchRule } from './rule.ts';
import './tables.ts';

/** A few tens of milliseconds a transaction: nobody waits for it longer. */
const ROWS_PER_BATCH = 2_000;

export type Swept = { touchpoints: number; months: number };

/**
 * Deletes what is older than the rules, month by month, the oldest first. Batch by batch: killed at any moment, the next
 * run goes on. What the touchpoints added up to is kept with each batch, so it is counted once, whatever happens; that is
 * why a month that is due as a whole is emptied like this, too, and then dropped instead of vacuumed.
 */
export async function sweepTouchpoints(db: Db, night: Night): Promise<Swept> {
  const swept = { touchpoints: 0, months: 0 };
  const due = await dueBefore(db);
  const { web, others } = due;
  const latest = [web.line, others.line]
    .filter((line) => line !== null)
    .toSorted()
    .at(-1);
  if (latest === undefined) return swept;
  for (const { day } of await monthsBefore(db, latest)) {
    if (night.isOver()) break;
    const deleted = rulesFor(day, due).length > 0 ? await sweepMonth(db, day, night) : 0;
    swept.touchpoints += deleted;
    if (deleted > 0) swept.months += 1;
    if (isBefore(day, web.line) && isBefore(day, others.line)) await dropMonth(db, day);
  }
  return swept;
}

/** Where a rule's line is today, and up to where its months are done with. */
type Due = Record<TouchRule, { line: string | null; sweptBefore: string | null }>;

async function dueBefore(db: Db): Promise<Due> {
  const row = await db
    .selectFrom('touchpoints.retention')
    .select(['web_months as web', 'others_months as others', 'web_swept_before', 'others_swept_before'])
    // Held in the transaction of a batch, so that a rule is not made milder while it is carried out.
    .forShare()
    .executeTakeFirstOrThrow();
  const { web, others } = linesAt(row, now());
  return {
    web: { line: web && dayOf(web), sweptBefore: row.web_swept_before },
    others: { line: others && dayOf(others), sweptBefore: row.others_swept_before },
  };
}

const RULES = ['web', 'others'] as const;

/** The rules by which something of this month may still have to go. */
function rulesFor(day: string, due: Due): TouchRule[] {
  return RULES.filter((rule) => {
    const { line, sweptBefore } = due[rule];
    return isBefore(day, line) && !isBefore(day, sweptBefore);
  });
}

function isBefore(day: string, line: string | null): boolean {
  return line !== null && day < line;
}

/** Again until there is nothing: a merge may have moved some to where it had been already. */
async function sweepMonth(db: Db, day: string, night: Night): Promise<number> {
  let total = 0;
  for (let deleted = -1; deleted !== 0 && !night.isOver(); total += deleted)
    deleted = await goThrough(db, day, night);
  return total;
}

async function goThrough(db: Db, day: string, night: Night): Promise<number> {
  let place: Place = { deleted: 0, last: null };
  do {
    const from = place;
    place = await transaction(db, (trx) => sweepBatch(trx, day, from, night));
  } while (place.last !== null && !night.isOver());
  return place.deleted;
}

/** How many this time through, and up to where. */
type Place = { deleted: number; last: Key | null };

/** One stretch of the key. When nothing was found up to the last, the month is done with and not looked through again. */
async function sweepBatch(
  db: Db,
  day: string,
  place: Place,
  { batch = ROWS_PER_BATCH }: Night,
): Promise<Place> {
  const due = await dueBefore(db);
  const rules = rulesFor(day, due);
  if (rules.length === 0) return { ...place, last: null };
  const stretch = { day, rules, after: place.last, rows: batch };
  const { contactIds, kinds, deleted, last } = await deleteBetween(db, stretch);
  if (contactIds.length > 0) {
    await markTouched(db, contactIds, marksOfKinds(kinds));
    await tell(db, system, 'touchpoints.removed', { contactIds });
  }
  const total = place.deleted + deleted;
  if (last === null && total === 0) await noteSwept(db, monthAfter(day), rules);
  return { deleted: total, last };
}

async function noteSwept(db: Db, before: string, rules: TouchRule[]): Promise<void> {
  for (const rule of rules)
    await sql`update touchpoints.retention set ${sql.ref(`${rule}_swept_before`)} =
      greatest(${sql.ref(`${rule}_swept_before`)}, ${before}::date)`.execute(db);
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Whoever reads or writes touchpoints would wait for it: it gives way soon, and an empty month does no harm until the next night. */
async function dropMonth(db: Db, day: string): Promise<void> {
  const { rows } = await sql`select from touchpoints.touchpoints
    where occurred_at >= ${`${day} 00:00:00+00`}::timestamptz
      and occurred_at < ${`${monthAfter(day)} 00:00:00+00`}::timestamptz limit 1`.execute(db);
  if (rows.length > 0) return;
  try {
    await transaction(db, async (trx) => {
      await sql`select set_config('lock_timeout', '300ms', true)`.execute(trx);
      await sql`select touchpoints.drop_month(${day}::date)`.execute(trx);
    });
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
  }
}
