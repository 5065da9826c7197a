import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { plainArray, textArray } from '../../platform/arrays.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import type { Reason, Verdict } from '../lead.ts';
import { usedAt } from './clock.ts';
import { countingOf, moments, type Clock } from './clocks.ts';
import { toldOf, type Open } from './telling.ts';
import { termsOf, timeOf } from './terms.ts';

/** Somebody tried to reach them: that answers the lead, follows up who came back, and counts. */
export async function attemptMade(db: Db, handoffId: string, at: Date = now()): Promise<void> {
  const open = await openClocks(db, handoffId);
  const attempts = open.filter(({ metric }) => metric === 'attempts');
  await meet(db, [...open.filter(isAnswer), ...(await withEnough(db, handoffId, attempts))], at);
}

/**
 * The verdict ends all that runs. Accepting answers the lead, too; who returns it without an attempt has neither kept
 * nor missed that. Giving up before the promised attempts is a miss; whoever was reached, or accepted, needs no more.
 */
export async function verdictGiven(
  db: Db,
  handoffId: string,
  { verdict, reason, at = now() }: { verdict: Verdict; reason: Reason | null; at?: Date },
): Promise<void> {
  const open = await openClocks(db, handoffId);
  const attempts = open.filter(({ metric }) => metric === 'attempts');
  const enough = await withEnough(db, handoffId, attempts);
  const answers = verdict === 'accepted' ? open.filter(isAnswer) : [];
  const verdicts = open.filter(({ metric }) => metric === 'verdict');
  const met = [...verdicts, ...answers, ...enough];
  await meet(db, met, at);
  const rest = open.filter((clock) => !met.includes(clock));
  const isGivenUp = (clock: Open) => reason === 'not_reached' && clock.metric === 'attempts';
  await miss(
    db,
    rest.filter((clock) => isGivenUp(clock) && clock.missed_at === null),
    at,
  );
  await stop(
    db,
    rest.filter((clock) => !isGivenUp(clock)),
    at,
  );
}

function isAnswer({ metric }: Clock): boolean {
  return metric === 'first_response' || metric === 'recycled_followed_up';
}

async function openClocks(db: Db, handoffId: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select c.*, h.contact_id from handoff.clocks c join handoff.handoffs h on h.id = c.handoff_id
    where c.handoff_id = ${handoffId}::uuid and c.met_at is null and c.stopped_at is null
    order by c.promise for update of c`.execute(db);
  return rows;
}

async function withEnough(db: Db, handoffId: string, open: Open[]): Promise<Open[]> {
  if (open.length === 0) return [];
  const terms = await termsOf(
    db,
    open.map(({ agreement_id: id }) => id),
  );
  const { rows } = await sql<{ made: number }>`
    select count(*) as made from handoff.attempts where handoff_id = ${handoffId}::uuid`.execute(db);
  const made = rows[0]?.made ?? 0;
  return open.filter((clock) => made >= (terms(clock.agreement_id, clock.promise)?.count ?? 1));
}

async function meet(db: Db, clocks: Open[], at: Date): Promise<void> {
  if (clocks.length === 0) return;
  const time = await timeOf(
    db,
    clocks.map(({ rep_id: repId }) => repId),
  );
  const took = clocks.map((clock) => usedAt(time(clock.rep_id), countingOf(clock), at));
  await sql`
    update handoff.clocks c set met_at = ${at}::timestamptz, took_minutes = d.took, next_at = null
    from unnest(${plainArray(clocks.map(({ handoff_id: id }) => id))}::uuid[],
      ${textArray(clocks.map(({ promise }) => promise))}::text[], ${plainArray(took)}::real[]) as d(handoff_id, promise, took)
    where c.handoff_id = d.handoff_id and c.promise = d.promise`.execute(db);
  await miss(
    db,
    clocks.filter((clock) => clock.missed_at === null && at > clock.late_at),
    null,
  );
}

/** Noticed here and not by the round: told here, once. At `at`, or when it was too late. */
async function miss(db: Db, clocks: Open[], at: Date | null): Promise<void> {
  if (clocks.length === 0) return;
  await sql`
    update handoff.clocks c set missed_at = d.missed_at, next_at = null
    from unnest(${plainArray(clocks.map(({ handoff_id: id }) => id))}::uuid[],
      ${textArray(clocks.map(({ promise }) => promise))}::text[],
      ${moments(clocks.map(({ late_at: lateAt }) => (at && at < lateAt ? at : lateAt)))}::timestamptz[])
      as d(handoff_id, promise, missed_at)
    where c.handoff_id = d.handoff_id and c.promise = d.promise`.execute(db);
  await emit(
    db,
    system,
    clocks.map((clock) => toldOf('promise.missed', clock)),
  );
}

async function stop(db: Db, clocks: Open[], at: Date): Promise<void> {
  if (clocks.length === 0) return;
  await sql`
    update handoff.clocks c set next_at = null, stopped_at = case when missed_at is null then ${at}::timestamptz end
    where handoff_id = ${clocks[0]?.handoff_id ?? null}::uuid
      and promise = any(${clocks.map(({ promise }) => promise)}::text[])`.execute(db);
}
