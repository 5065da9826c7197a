import { sql, type Selectable } from 'kysely';
import { now } from '../../platform/clock.ts';
import { textArray, plainArray } from '../../platform/arrays.ts';
import type { Db } from '../../platform/db.ts';
import { datesAhead, handedOver, startingDates, type Counting, type Dates } from './clock.ts';
import { delivered } from './deliveries.ts';
import { promisesFor, type Opened } from './promises.ts';
import type { ClocksTable } from './tables.ts';
import { termsOf, timeOf } from './terms.ts';

/** A row as the rules in clock.ts want it. */
export type Clock = Selectable<ClocksTable>;

/**
 * Starts the clocks of hand-offs that were just opened, by the agreement in force, which they keep; without one there
 * are none. For hand-offs whose clocks run it hands them over to whoever has them now.
 */
export async function startClocks(db: Db, handoffs: readonly { id: string }[]): Promise<void> {
  const ids = handoffs.map(({ id }) => id);
  if (ids.length === 0) return;
  await delivered(db, ids);
  const opened = await withTerms(db, ids);
  const agreementIds = opened.flatMap(({ agreementId }) => agreementId ?? []);
  if (agreementIds.length === 0) return;
  const { rows: running } = await sql<{ id: string }>`
    select distinct handoff_id as id from handoff.clocks where handoff_id = any(${ids}::uuid[])`.execute(db);
  const known = new Set(running.map(({ id }) => id));
  await begin(
    db,
    opened.filter(({ id }) => !known.has(id)),
  );
  await handOver(
    db,
    opened.filter(({ id }) => known.has(id)).map(({ id, repId }) => ({ id, repId })),
  );
}

/** They are this rep's now, or nobody's: what was used stays used, the rest continues in the other working time. */
export async function moveClocks(db: Db, ids: readonly string[], repId: string | null): Promise<void> {
  await handOver(
    db,
    ids.map((id) => ({ id, repId })),
  );
}

/** Whatever of them still runs, counts neither as kept nor as missed: the hand-off is over, or was a mistake. */
export async function stopClocks(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update handoff.clocks set next_at = null,
      stopped_at = case when missed_at is null then ${now()}::timestamptz end
    where handoff_id = any(${[...ids]}::uuid[]) and met_at is null and stopped_at is null`.execute(db);
}

/** Their working time is another than before, or that of everybody: what is ahead is computed anew. */
export async function resetClocks(
  db: Db,
  { repIds, after, limit }: { repIds: string[] | null; after: string | null; limit: number },
): Promise<string | null> {
  const at = now();
  const { rows } = await sql<Clock>`
    select * from handoff.clocks
    where handoff_id in (
      select distinct handoff_id from handoff.clocks
      where met_at is null and stopped_at is null and ${repIds === null ? sql`true` : sql`rep_id = any(${repIds}::uuid[])`}
        and ${after === null ? sql`true` : sql`handoff_id > ${after}::uuid`}
      order by handoff_id limit ${limit})
      and met_at is null and stopped_at is null
    order by handoff_id, promise for update`.execute(db);
  await recompute(db, rows, at, (clock) => clock.rep_id);
  return rows.at(-1)?.handoff_id ?? null;
}

/** The hand-offs with the terms they keep: of those just opened, the agreement in force. */
async function withTerms(db: Db, ids: string[]): Promise<Opened[]> {
  const { rows } = await sql<Opened>`
    with terms as (select id from handoff.agreements where state = 'in_force'),
    taken as (
      update handoff.handoffs h set agreement_id = terms.id from terms
      where h.id = any(${ids}::uuid[]) and h.agreement_id is null returning h.id, h.agreement_id)
    select h.id, h.trigger, h.rep_id as "repId", h.opened_at as "openedAt",
      coalesce(h.agreement_id, taken.agreement_id) as "agreementId"
    from handoff.handoffs h left join taken on taken.id = h.id where h.id = any(${ids}::uuid[])
    order by h.id`.execute(db);
  return rows;
}

async function begin(db: Db, opened: Opened[]): Promise<void> {
  if (opened.length === 0) return;
  const agreed = await promisesFor(db, opened);
  const time = await timeOf(
    db,
    opened.map(({ repId }) => repId),
  );
  const started = agreed.map(({ handoff, promise, agreementId }) => {
    const counting = { countedFrom: handoff.openedAt, usedMinutes: 0 };
    return { handoff, promise, agreementId, ...startingDates(time(handoff.repId), counting, promise) };
  });
  if (started.length === 0) return;
  await sql`
    insert into handoff.clocks
      (handoff_id, promise, agreement_id, metric, rep_id, started_at, counted_from, due_at, late_at, next_at)
    select handoff_id, promise, agreement_id, metric, rep_id, started_at, started_at, due_at, late_at, next_at
    from unnest(
      ${plainArray(started.map(({ handoff }) => handoff.id))}::uuid[],
      ${textArray(started.map(({ promise }) => promise.id))}::text[],
      ${plainArray(started.map(({ agreementId }) => agreementId))}::uuid[],
      ${textArray(started.map(({ promise }) => promise.metric))}::text[],
      ${plainArray(started.map(({ handoff }) => handoff.repId))}::uuid[],
      ${moments(started.map(({ handoff }) => handoff.openedAt))}::timestamptz[],
      ${moments(started.map(({ dueAt }) => dueAt))}::timestamptz[],
      ${moments(started.map(({ lateAt }) => lateAt))}::timestamptz[],
      ${moments(started.map(({ nextAt }) => nextAt))}::timestamptz[]
    ) as c(handoff_id, promise, agreement_id, metric, rep_id, started_at, due_at, late_at, next_at)
    on conflict do nothing`.execute(db);
}

async function handOver(db: Db, moves: { id: string; repId: string | null }[]): Promise<void> {
  if (moves.length === 0) return;
  const at = now();
  const to = new Map(moves.map(({ id, repId }) => [id, repId]));
  const { rows } = await sql<Clock>`
    select * from handoff.clocks where handoff_id = any(${[...to.keys()]}::uuid[]) and stopped_at is null and met_at is null
    order by handoff_id, promise for update`.execute(db);
  const others = rows.filter(({ handoff_id: id, rep_id: repId }) => repId !== (to.get(id) ?? null));
  await recompute(db, others, at, ({ handoff_id: id }) => to.get(id) ?? null);
}

type Computed = Dates & Counting & { clock: Clock; repId: string | null };

async function recompute(
  db: Db,
  clocks: Clock[],
  at: Date,
  repOf: (clock: Clock) => string | null,
): Promise<void> {
  if (clocks.length === 0) return;
  const time = await timeOf(
    db,
    clocks.flatMap((clock) => [clock.rep_id, repOf(clock)]),
  );
  const terms = await termsOf(
    db,
    clocks.map(({ agreement_id: id }) => id),
  );
  const computed = clocks.flatMap((clock): Computed[] => {
    const promise = terms(clock.agreement_id, clock.promise);
    const repId = repOf(clock);
    if (!promise) return [];
    const before = countingOf(clock);
    const counting = repId === clock.rep_id ? before : handedOver(time(clock.rep_id), before, at);
    return [{ clock, repId, ...counting, ...datesAhead(time(repId), counting, promise, datesOf(clock), at) }];
  });
  await write(db, computed);
}

async function write(db: Db, computed: Computed[]): Promise<void> {
  await sql`
    update handoff.clocks c set rep_id = d.rep_id, counted_from = d.counted_from, used_minutes = d.used_minutes,
      due_at = d.due_at, late_at = d.late_at, next_at = d.next_at
    from unnest(
      ${plainArray(computed.map(({ clock }) => clock.handoff_id))}::uuid[],
      ${textArray(computed.map(({ clock }) => clock.promise))}::text[],
      ${plainArray(computed.map(({ repId }) => repId))}::uuid[],
      ${moments(computed.map(({ countedFrom }) => countedFrom))}::timestamptz[],
      ${plainArray(computed.map(({ usedMinutes }) => usedMinutes))}::double precision[],
      ${moments(computed.map(({ dueAt }) => dueAt))}::timestamptz[],
      ${moments(computed.map(({ lateAt }) => lateAt))}::timestamptz[],
      ${moments(computed.map(({ nextAt }) => nextAt))}::timestamptz[]
    ) as d(handoff_id, promise, rep_id, counted_from, used_minutes, due_at, late_at, next_at)
    where c.handoff_id = d.handoff_id and c.promise = d.promise`.execute(db);
}

export function moments(values: (Date | null)[]): string {
  return plainArray(values.map((value) => value?.toISOString() ?? null));
}

export function countingOf(clock: Pick<Clock, 'counted_from' | 'used_minutes'>): Counting {
  return { countedFrom: clock.counted_from, usedMinutes: clock.used_minutes };
}

function datesOf(clock: Clock): Dates & { step: number } {
  return { dueAt: clock.due_at, lateAt: clock.late_at, nextAt: clock.next_at, step: clock.step };
}
