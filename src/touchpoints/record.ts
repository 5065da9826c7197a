import { sql } from 'kysely';
import { Overtaken, keysOf, recognise } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { errorCode } from '../platform/refusal.ts';
import { moveActivity, rollUp } from './activity.ts';
import { recordedEvents } from './events.ts';
import { insertTouchpoints, moveTouchpoints, type Row } from './rows.ts';
import { countArrivals } from './source-counts.ts';
import type { Source } from './source.ts';
import {
  isSkipped,
  monthsOf,
  storableJson,
  touchpointId,
  type Arrival,
  type NewTouchpoint,
  type Outcome,
} from './touchpoint.ts';

/** What became of each arrival, in their order. */
export type Recorded = { outcomes: Outcome[] };

/**
 * Everything at once or nothing: who it was, the touchpoints, what they add up to, the events and the counts of the
 * source. A handful of statements for a thousand arrivals. Safe to repeat: what is stored already is a duplicate.
 */
export async function record(db: Db, who: Actor, source: Source, arrivals: Arrival[]): Promise<Recorded> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(db, (trx) => recordOnce(trx, who, source, arrivals));
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !isWorthRepeating(error)) throw error;
      openedMonths.clear();
    }
  }
}

const MOST_ATTEMPTS = 8;
const DEADLOCK = '40P01';
/** What PostgreSQL calls a row for which there is no partition. */
const NO_MONTH = '23514';

/** Two batches met on one person; whoever comes second finds what the first one did. Or a month is not there after all. */
function isWorthRepeating(error: unknown): boolean {
  const code = errorCode(error);
  return error instanceof Overtaken || code === DEADLOCK || code === NO_MONTH;
}

/** Months this process has seen opened, so that it need not ask with every batch. Rolled back, they are missed above. */
const openedMonths = new Set<string>();

type Judged = { outcome: Outcome; reason?: string; touchpoint?: NewTouchpoint; id?: string };

async function recordOnce(db: Db, who: Actor, source: Source, arrivals: Arrival[]): Promise<Recorded> {
  const receivedAt = now();
  const judged = arrivals.map((arrival) => judge(source, arrival));
  await openMonths(db, judged);
  await markDuplicates(db, source, judged, receivedAt);
  await storeTouchpoints(db, who, source, judged, receivedAt);
  await keepBots(db, source, judged, receivedAt);
  await countArrivals(db, source, judged, newestOf(judged), receivedAt);
  return { outcomes: judged.map(({ outcome }) => outcome) };
}

function judge(source: Source, arrival: Arrival): Judged {
  if (isSkipped(arrival)) return { outcome: 'skipped', reason: arrival.skipped };
  const id = touchpointId(source.id, arrival.messageId);
  if (arrival.bot) return { outcome: 'bot', reason: arrival.bot, touchpoint: arrival, id };
  const { contactId } = arrival.person;
  const nobody = contactId === undefined && Object.keys(keysOf(arrival.person)).length === 0;
  return nobody ? { outcome: 'skipped', reason: 'nobody' } : { outcome: 'stored', touchpoint: arrival, id };
}

async function openMonths(db: Db, judged: Judged[]): Promise<void> {
  const kept = judged.filter(({ outcome }) => outcome === 'stored');
  const months = monthsOf(kept.flatMap(({ touchpoint }) => touchpoint?.occurredAt ?? []));
  const missing = months.filter((month) => !openedMonths.has(month));
  if (missing.length === 0) return;
  await sql`select touchpoints.open_months(${missing}::date[])`.execute(db);
  for (const month of missing) openedMonths.add(month);
}

/** The receipts decide: whoever writes one first, stores; everybody else, also at the same moment, has a duplicate. */
async function markDuplicates(db: Db, source: Source, judged: Judged[], receivedAt: Date): Promise<void> {
  // In one order for everybody, so that two batches never wait for each other in a circle.
  const ids = [...new Set(judged.flatMap(({ id }) => id ?? []))].toSorted();
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    with fresh as (
      insert into touchpoints.receipts (id, source_id, received_at)
      select id, ${source.id}, ${receivedAt} from unnest(${ids}::uuid[]) as id
      on conflict do nothing returning id)
    select id from unnest(${ids}::uuid[]) as id except all select id from fresh`.execute(db);
  // The first of its id in this batch is the one that is stored, all others are duplicates.
  const taken = new Set(rows.map(({ id }) => id));
  for (const each of judged) {
    if (!each.id) continue;
    if (taken.has(each.id)) each.outcome = 'duplicate';
    taken.add(each.id);
  }
}

async function storeTouchpoints(
  db: Db,
  who: Actor,
  source: Source,
  judged: Judged[],
  receivedAt: Date,
): Promise<void> {
  const kept = judged.filter(({ outcome }) => outcome === 'stored');
  if (kept.length === 0) return;
  const sightings = kept.flatMap(({ touchpoint }) =>
    touchpoint
      ? [{ ...touchpoint.person, idSpace: source.idSpace, channel: touchpoint.channel ?? null }]
      : [],
  );
  const { contactIds, absorbed } = await recognise(db, who, sightings);
  await moveTouchpoints(db, absorbed);
  await moveActivity(db, absorbed);
  const rows = kept.flatMap((each, place): Row[] => {
    const contactId = contactIds[place];
    if (contactId && each.touchpoint && each.id)
      return [{ ...each.touchpoint, id: each.id, contactId, sourceId: source.id, receivedAt }];
    Object.assign(each, { outcome: 'skipped', reason: 'no such contact' });
    return [];
  });
  await insertTouchpoints(db, rows);
  await rollUp(db, rows);
  await emit(db, who, recordedEvents(rows));
}

async function keepBots(db: Db, source: Source, judged: Judged[], receivedAt: Date): Promise<void> {
  const hits = judged.filter(({ outcome }) => outcome === 'bot');
  if (hits.length === 0) return;
  const messages = hits.map(({ touchpoint }) => storableJson({ ...touchpoint, bot: undefined }));
  await sql`
    insert into touchpoints.bot_hits (id, source_id, reason, message, received_at)
    select id, ${source.id}, reason, message::jsonb, ${receivedAt}
    from unnest(${hits.map(({ id }) => id)}::uuid[], ${hits.map(({ reason }) => reason)}::text[], ${messages}::text[])
      as h (id, reason, message)`.execute(db);
}

function newestOf(judged: Judged[]): Date | null {
  const times = judged.flatMap(({ touchpoint }) => touchpoint?.occurredAt.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}
