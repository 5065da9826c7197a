import { sql } from 'kysely';
import { holding, Overtaken, recognise, spot } from '../audience/audience.ts';
import { system, type Actor } from '../platform/actor.ts';
import { plainArray } from '../platform/arrays.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emission, wakeReaders } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import { errorCode } from '../platform/refusal.ts';
import { addingUp, moveActivity } from './activity.ts';
import { keepBots } from './bots.ts';
import { recordedEvents } from './events.ts';
import { movePast } from './retention/past.ts';
import { linesNow } from './retention/lines.ts';
import type { Lines } from './retention/rule.ts';
import { judge, markDuplicates, newestOf, type Admitted, type Judged } from './judging.ts';
import { alreadyStored, moveTouchpoints, storing, toRow, type Row } from './rows.ts';
import { counting, countReasons } from './source-counts.ts';
import type { Source } from './source.ts';
import { monthsOf, type Arrival, type Outcome } from './touchpoint.ts';

/** What became of each arrival, in their order, what is stored of them now, and which contacts were made for it. */
export type Recorded = { outcomes: Outcome[]; stored: Row[]; made: string[] };

/**
 * Everything at once or nothing: who it was, the touchpoints, what they add up to, the events and the counts of the
 * source. Two statements for a thousand arrivals when all of them are of people who are known; a handful more when not.
 * Safe to repeat: what is stored already is a duplicate.
 */
export async function record(db: Db, who: Actor, source: Source, arrivals: Arrival[]): Promise<Recorded> {
  const lines = await linesNow(db);
  const recorded = await inOneGo(db, (trx, forgotten) =>
    recordOnce(trx, who, source, arrivals, {
      lines,
      forgotten,
      receivedAt: now(),
      quietly: !db.isTransaction,
    }),
  );
  // Part of a larger transaction, it wakes them at that one's commit.
  if (!db.isTransaction) wakeReaders(db, 'touchpoint.recorded');
  return recorded;
}

/** What one source sent, as received by then. */
export type Batch = { source: Source; receivedAt: Date; arrivals: Arrival[] };

/** Records all that `take` takes from where it waits, in the transaction in which it is taken. Answers how much that was. */
export async function recordWaiting(db: Db, take: (trx: Db) => Promise<Batch[]>): Promise<number> {
  const lines = await linesNow(db);
  const count = await inOneGo(db, async (trx, forgotten) => {
    const batches = await take(trx);
    for (const { source, receivedAt, arrivals } of batches)
      await recordOnce(trx, { ...system, name: source.name }, source, arrivals, {
        lines,
        forgotten,
        receivedAt,
        quietly: !db.isTransaction,
      });
    return batches.reduce((sum, { arrivals }) => sum + arrivals.length, 0);
  });
  if (count > 0 && !db.isTransaction) wakeReaders(db, 'touchpoint.recorded');
  return count;
}

/** Does it in a transaction, and again where that helps; then it is told whether receipts were found to be forgotten. */
async function inOneGo<T>(db: Db, work: (trx: Db, forgotten: boolean) => Promise<T>): Promise<T> {
  let forgotten = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(db, (trx) => work(trx, forgotten));
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !isWorthRepeating(error)) throw error;
      forgotten ||= errorCode(error) === STORED_ALREADY;
      openedMonths.clear();
    }
  }
}

const MOST_ATTEMPTS = 8;
const DEADLOCK = '40P01';
/** What PostgreSQL calls a row for which there is no partition. */
const NO_MONTH = '23514';
/** What it calls a second row of one key: one of these was stored so long ago that its receipt is forgotten. */
const STORED_ALREADY = '23505';

/** Two batches met on one person; whoever comes second finds what the first one did. Or a month is not there after all. */
function isWorthRepeating(error: unknown): boolean {
  return error instanceof Overtaken || [DEADLOCK, NO_MONTH, STORED_ALREADY].includes(errorCode(error) ?? '');
}

/** Months this process has seen opened, so that it need not ask with every batch. Rolled back, they are missed above. */
const openedMonths = new Set<string>();

async function recordOnce(
  db: Db,
  who: Actor,
  source: Source,
  arrivals: Arrival[],
  options: { lines: Lines; forgotten: boolean; receivedAt: Date; quietly: boolean },
): Promise<Recorded> {
  const { lines, forgotten, receivedAt, quietly } = options;
  const judged = arrivals.map((arrival) => judge(source, arrival, lines));
  await openMonths(db, judged);
  const { rows, made } = await admit(db, who, source, judged, receivedAt);
  if (forgotten) await takeOutStored(db, judged, rows);
  await store(db, who, source, judged, rows, { receivedAt, quietly });
  await keepBots(db, source, judged, receivedAt);
  await countReasons(db, source, judged, receivedAt);
  return { outcomes: judged.map(({ outcome }) => outcome), stored: rows, made };
}

async function openMonths(db: Db, judged: Judged[]): Promise<void> {
  const kept = judged.filter(({ outcome }) => outcome === 'stored');
  const months = monthsOf(kept.flatMap(({ touchpoint }) => touchpoint?.occurredAt ?? []));
  const missing = months.filter((month) => !openedMonths.has(month));
  if (missing.length === 0) return;
  await sql`select touchpoints.open_months(${missing}::date[])`.execute(db);
  for (const month of missing) openedMonths.add(month);
}

/** The rows of what is new, with whose they are. Receipts and the people behind them are asked for in one statement. */
async function admit(
  db: Db,
  who: Actor,
  source: Source,
  judged: Judged[],
  receivedAt: Date,
): Promise<{ rows: Row[]; made: string[] }> {
  // In one order for everybody, so that two batches never wait for each other in a circle.
  const ids = [...new Set(judged.flatMap(({ id }) => id ?? []))].toSorted();
  if (ids.length === 0) return { rows: [], made: [] };
  const seen = judged.map(({ outcome, touchpoint }) =>
    outcome === 'stored' && touchpoint
      ? spot({
          ...touchpoint.person,
          idSpace: source.idSpace,
          channel: touchpoint.channel ?? null,
          at: touchpoint.occurredAt,
        })
      : null,
  );
  const { table, read } = holding(seen.filter((each) => each !== null));
  const { rows: found } = await sql<Admitted>`
    select p.*, touchpoints.admit(${source.id}, ${receivedAt.toISOString()}, ${plainArray(ids)}) as taken
    from ${table} as p`.execute(db);
  markDuplicates(judged, found[0]?.taken);
  const held = read(found[0]);
  const fresh = seen.flatMap((spotted, place) => {
    const each = judged[place];
    return spotted && each?.outcome === 'stored' ? [{ spotted, each }] : [];
  });
  const { contactIds, absorbed, made } = await recognise(
    db,
    who,
    fresh.map(({ spotted }) => spotted),
    held,
  );
  await moveTouchpoints(db, absorbed);
  await moveActivity(db, absorbed);
  await movePast(db, absorbed);
  const rows = fresh.flatMap(({ each }, place): Row[] => {
    const contactId = contactIds[place];
    if (contactId && each.touchpoint && each.id)
      return [toRow(each.touchpoint, { id: each.id, contactId, sourceId: source.id, receivedAt })];
    Object.assign(each, { outcome: 'skipped', reason: 'no such contact' });
    return [];
  });
  return { rows, made };
}

async function takeOutStored(db: Db, judged: Judged[], rows: Row[]): Promise<void> {
  const stored = await alreadyStored(db, rows);
  rows.splice(0, rows.length, ...rows.filter(({ id }) => !stored.has(id)));
  for (const each of judged)
    if (each.outcome === 'stored' && stored.has(each.id ?? '')) each.outcome = 'duplicate';
}

/** The touchpoints, their sums, their events and the counts: parts that nothing is to be asked between. */
async function store(
  db: Db,
  who: Actor,
  source: Source,
  judged: Judged[],
  rows: Row[],
  { receivedAt, quietly }: { receivedAt: Date; quietly: boolean },
): Promise<void> {
  const parts =
    rows.length === 0
      ? []
      : [
          storing(rows, source.id, receivedAt),
          ...addingUp(rows),
          emission(who, recordedEvents(rows), { quietly }),
        ];
  await sql`select ${sql.join([...parts, counting(source, judged, newestOf(judged), receivedAt)])}`.execute(
    db,
  );
  if (rows.length > 0) await tell(db, who, 'touchpoints.recorded', { touchpoints: rows });
}
