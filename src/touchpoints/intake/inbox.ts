import { setTimeout as pause } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import { jsonTexts, plainArray } from '../../platform/arrays.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Busy } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { notifySoon } from '../../platform/notify-soon.ts';
import type { Source, SourceKind } from '../source.ts';
import { isSkipped, type Arrival } from '../touchpoint.ts';

/** NOTIFY channel: something lies in the inbox. */
export const INBOX_CHANNEL = 'tandem_inbox';
/** While one lane's touchpoints are written, the next ones of the other are read. */
export const LANES = [0, 1] as const;
export type Lane = (typeof LANES)[number];

export type Parcel = { sourceId: string; arrivals: Arrival[] };
/** What lay together in the inbox. */
export type Box = { id: string; source: Source; receivedAt: Date; arrivals: Arrival[] };

/** Written down, and thereby acknowledged. Whoever works it off is to be told by `wakeInbox`. */
export async function keep(db: Db, parcels: Parcel[]): Promise<void> {
  const at = now();
  await put(
    db,
    parcels.flatMap(inLanes).map((each) => ({ ...each, receivedAt: at, dueAt: at })),
  );
}

/** A box of its own for each of them, to be taken out again from then on. */
export async function putBack(trx: Db, lane: Lane, box: Box, dueAt: Date): Promise<void> {
  const { source, receivedAt, arrivals } = box;
  await put(
    trx,
    arrivals.map((each) => ({ lane, sourceId: source.id, receivedAt, dueAt, arrivals: [each] })),
  );
}

async function put(
  db: Db,
  parcels: (Parcel & { lane: Lane; receivedAt: Date; dueAt: Date })[],
): Promise<void> {
  const boxes = parcels.map((each) => ({ ...each, id: newId() }));
  const column = (read: (box: (typeof boxes)[number]) => string | number) => plainArray(boxes.map(read));
  await sql`
    insert into touchpoints.inbox (lane, id, source_id, received_at, due_at, size, arrivals)
    select * from unnest(${column(({ lane }) => lane)}::smallint[], ${column(({ id }) => id)}::uuid[],
      ${column(({ sourceId }) => sourceId)}::uuid[],
      ${column(({ receivedAt }) => receivedAt.toISOString())}::timestamptz[],
      ${column(({ dueAt }) => dueAt.toISOString())}::timestamptz[], ${column(({ arrivals }) => arrivals.length)}::int[],
      string_to_array(${jsonTexts(boxes.map(({ arrivals }) => JSON.stringify(arrivals)))}, e'\\x1e'))`.execute(
    db,
  );
  for (const { id, arrivals } of boxes) remember(id, arrivals);
}

/** Takes the oldest boxes out, up to so many touchpoints or at least one box: gone when the transaction commits. */
export async function takeOut(trx: Db, lane: Lane, most: number): Promise<Box[]> {
  const boxes = await take(
    trx,
    lane,
    sql`select id from (select id, size, sum(size) over (order by id) as upto
        from (select id, size from touchpoints.inbox where lane = ${lane} and due_at <= ${now()}
          order by id limit ${most} for update skip locked) as waiting) as next
      where upto <= ${most} or upto = size`,
  );
  return boxes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Takes this one out; nothing where another process is at it, or was. */
export function takeOne(trx: Db, lane: Lane, id: string): Promise<Box[]> {
  return take(
    trx,
    lane,
    sql`select id from touchpoints.inbox where lane = ${lane} and id = ${id} for update skip locked`,
  );
}

async function take(trx: Db, lane: Lane, ids: RawBuilder<unknown>): Promise<Box[]> {
  const known = new Map(remembered);
  const { rows } = await sql<Row>`
    with next as (${ids})
    delete from touchpoints.inbox as i using touchpoints.sources as s
    where s.id = i.source_id and i.lane = ${lane} and i.id in (select id from next)
    returning i.id, i.received_at, case when i.id = any(${plainArray([...known.keys()])}::uuid[]) then null
      else i.arrivals end as arrivals, s.id as source_id, s.kind, s.name, s.id_space`.execute(trx);
  return rows.map(({ id, received_at: receivedAt, arrivals, source_id, kind, name, id_space: idSpace }) => ({
    id,
    source: { id: source_id, kind, name, idSpace },
    receivedAt,
    arrivals: known.get(id) ?? readArrivals(arrivals ?? ''),
  }));
}

type Row = {
  id: string;
  received_at: Date;
  /** Null when they are remembered. */
  arrivals: string | null;
  source_id: string;
  kind: SourceKind;
  name: string;
  id_space: string;
};

/**
 * What this process has put in itself, where it works it off, too: to read it again took a fifth of the time. A shortcut,
 * and no more: what is not remembered is read.
 */
let remembering = false;
const remembered = new Map<string, Arrival[]>();
let rememberedSize = 0;

export function rememberOwn(): void {
  remembering = true;
}

function remember(id: string, arrivals: Arrival[]): void {
  if (!remembering) return;
  remembered.set(id, arrivals);
  rememberedSize += arrivals.length;
  // The oldest first: another process has taken it, most likely.
  for (const oldest of remembered.keys()) {
    if (rememberedSize <= MOST_KEPT) return;
    forget([oldest]);
  }
}

/** They are stored, or are to be read from now on. */
export function forget(ids: Iterable<string>): void {
  for (const id of ids) {
    rememberedSize -= remembered.get(id)?.length ?? 0;
    remembered.delete(id);
  }
}

/** Whether there is something to take out: all that an idle installation is asked for. */
export async function isThereAny(db: Db, lane: Lane): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from touchpoints.inbox where lane = ${lane} and due_at <= ${now()}) as there`.execute(
    db,
  );
  return rows[0]?.there === true;
}

const WAKE_AFTER_MS = 10;

/** Tells whoever works it off, soon and once for all that comes meanwhile. */
export const wakeInbox = notifySoon(INBOX_CHANNEL, WAKE_AFTER_MS);

/** A second's work: what is acknowledged shall not wait much longer than that to be stored. */
const MOST_KEPT = 20_000;
const ASK_EVERY_MS = 500;
const PATIENCE_MS = 5_000;
const BREATHER_MS = 50;
const RETRY_SECONDS = 5;

/**
 * Waits until there is room in the inbox; once it has been full for too long, nobody waits for it any more. Asks at most
 * twice a second: in between it cannot grow by much.
 */
export function knowRoom(db: Db, patienceMs = PATIENCE_MS): () => Promise<void> {
  let askAt = 0;
  let fullSince: number | undefined;
  return async () => {
    while (performance.now() >= askAt) {
      const isFull = (await depthOf(db)) >= MOST_KEPT;
      const at = performance.now();
      fullSince = isFull ? (fullSince ?? at) : undefined;
      if (fullSince === undefined) askAt = at + ASK_EVERY_MS;
      else if (at - fullSince >= patienceMs)
        throw new Busy('More arrives than can be stored at the moment. Send it again.', RETRY_SECONDS);
      else await pause(BREATHER_MS);
    }
  };
}

/** How many touchpoints lie there, counted no further than needed: each box holds one at least. */
async function depthOf(db: Db): Promise<number> {
  const { rows } = await sql<{ depth: number }>`
    select coalesce(sum(size), 0)::bigint as depth
    from (select size from touchpoints.inbox where due_at <= ${now()} limit ${MOST_KEPT}) as boxes`.execute(
    db,
  );
  return rows[0]?.depth ?? 0;
}

/** How many of a source's were put back to be tried again later, as they could not be stored; no more than that are counted. */
export async function countSetAside(db: Db, sourceId: string, most = 1_000): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from touchpoints.inbox where source_id = ${sourceId} and due_at > ${now()} limit ${most}) as later`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Each person's in one lane: at once in two, one would wait for the other's commit. */
function inLanes({ sourceId, arrivals }: Parcel) {
  return LANES.flatMap((lane) => {
    const theirs = arrivals.filter((arrival) => laneOf(arrival) === lane);
    return theirs.length === 0 ? [] : [{ lane, sourceId, arrivals: theirs }];
  });
}

function laneOf(arrival: Arrival): Lane {
  if (isSkipped(arrival)) return 0;
  const { anonymousId, userId, email, contactId } = arrival.person;
  let sum = 0;
  for (const letter of anonymousId ?? userId ?? email ?? contactId ?? '') sum ^= letter.charCodeAt(0);
  return sum % LANES.length === 0 ? 0 : 1;
}

function readArrivals(text: string): Arrival[] {
  const arrivals = JSON.parse(text) as (Arrival & { occurredAt?: string | Date })[];
  for (const each of arrivals) if (each.occurredAt !== undefined) each.occurredAt = new Date(each.occurredAt);
  return arrivals;
}
