import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { plainArray, textArray } from '../../platform/arrays.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import type { SalesPromise } from '../agreement/agreement.ts';
import { flagCases } from '../agreement/raising.ts';
import { momentAt, momentsOf, type Moment } from './clock.ts';
import { countingOf, moments } from './clocks.ts';
import { toldOf, type Open } from './telling.ts';
import { termsOf, timeOf } from './terms.ts';

/** Takes these hand-offs from their reps and gives them to others, in the transaction of the caller. */
export type Reroute = (db: Db, handoffIds: string[]) => Promise<unknown>;

export const CLOCKS_PER_ROUND = 500;

/**
 * Does what is due now, on up to so many clocks, and moves each on to its next moment, in one transaction: if it dies,
 * nothing of it has happened and the same comes due again. Clocks that another process has in hand are left to it.
 * Answers how many there were.
 */
export async function fireDue(db: Db, reroute: Reroute, limit = CLOCKS_PER_ROUND): Promise<number> {
  const at = now();
  return transaction(db, async (trx) => {
    // Both rows, as everybody else holds the hand-off before its clocks: neither waits for the other then.
    const { rows: due } = await sql<Open>`
      select c.*, h.contact_id from handoff.clocks c join handoff.handoffs h on h.id = c.handoff_id
      where c.next_at <= ${at}::timestamptz
      order by c.next_at limit ${limit} for update of c, h skip locked`.execute(trx);
    if (due.length === 0) return 0;
    const fired = await comingDue(trx, due, at);
    await moveOn(trx, fired, at);
    await carryOut(trx, fired, reroute);
    return due.length;
  });
}

/** The next moment at which anything is due; null when nothing runs. */
export async function nextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select next_at as at from handoff.clocks where next_at is not null order by next_at limit 1`.execute(db);
  return rows[0]?.at ?? null;
}

type Fired = {
  clock: Open;
  promise: SalesPromise | undefined;
  does: Moment[];
  step: number;
  nextAt: Date | null;
};

/** Of each clock all moments that have come by now: after a pause there may be several. */
async function comingDue(db: Db, due: Open[], at: Date): Promise<Fired[]> {
  const terms = await termsOf(
    db,
    due.map(({ agreement_id: id }) => id),
  );
  const time = await timeOf(
    db,
    due.map(({ rep_id: repId }) => repId),
  );
  return due.map((clock) => {
    const promise = terms(clock.agreement_id, clock.promise);
    const all = promise ? momentsOf(promise) : [];
    let { step } = clock;
    let nextAt: Date | null = clock.next_at;
    while (nextAt !== null && nextAt <= at) {
      step += 1;
      const next = all[step];
      nextAt = next ? momentAt(time(clock.rep_id), countingOf(clock), next.offset) : null;
    }
    return { clock, promise, does: all.slice(clock.step, step), step, nextAt };
  });
}

async function moveOn(db: Db, fired: Fired[], at: Date): Promise<void> {
  await sql`
    update handoff.clocks c set step = d.step, next_at = d.next_at, missed_at = coalesce(c.missed_at, d.missed_at)
    from unnest(
      ${plainArray(fired.map(({ clock }) => clock.handoff_id))}::uuid[],
      ${textArray(fired.map(({ clock }) => clock.promise))}::text[],
      ${plainArray(fired.map(({ step }) => step))}::int[],
      ${moments(fired.map(({ nextAt }) => nextAt))}::timestamptz[],
      ${moments(fired.map((each) => (misses(each) ? earlier(each.clock.late_at, at) : null)))}::timestamptz[]
    ) as d(handoff_id, promise, step, next_at, missed_at)
    where c.handoff_id = d.handoff_id and c.promise = d.promise`.execute(db);
}

async function carryOut(db: Db, fired: Fired[], reroute: Reroute): Promise<void> {
  await emit(db, system, fired.flatMap(eventsOf));
  await flagCases(
    db,
    fired.filter(({ does }) => does.some((one) => one.does === 'flag_weekly')).map(({ clock }) => clock),
  );
  const reassigned = fired.filter(({ does }) => does.some((one) => one.does === 'reassign'));
  if (reassigned.length > 0) await reroute(db, [...new Set(reassigned.map(({ clock }) => clock.handoff_id))]);
}

function eventsOf({ clock, promise, does }: Fired) {
  const missed = does.some((one) => one.does === 'miss');
  const within = promise?.withinMinutes ?? 0;
  return does.flatMap((one) => {
    if (one.does === 'miss') return [toldOf('promise.missed', clock)];
    if (one.does === 'tell_manager') return [toldOf('promise.escalated', clock)];
    if (one.does !== 'remind') return [];
    // Whoever is told that it was missed need not be told that it will be.
    if (one.offset < within) return missed ? [] : [toldOf('promise.due-soon', clock)];
    return [toldOf('promise.reminded', clock)];
  });
}

function misses({ clock, does }: Fired): boolean {
  return clock.missed_at === null && does.some((one) => one.does === 'miss');
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
