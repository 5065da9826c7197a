import { sql, type Selectable } from 'kysely';
import { transaction, type Db } from './db.ts';
import { readableUpTo } from './event-order.ts';
import type { EventsTable } from './tables.ts';

export type StoredEvent = Selectable<EventsTable>;

/** A reader of the outbox: sees every event at least once, in the order of their positions. */
export type Subscriber = {
  name: string;
  /** The events it wants; all of them, if it does not say. Of others it is neither told nor are they read for it. */
  events?: string[];
  handle: (db: Db, events: StoredEvent[]) => Promise<void>;
};

export type Delivery = {
  delivered: number;
  /** More may come without anybody saying so: an older transaction is still open. */
  pending: boolean;
};

const EVENTS_PER_BATCH = 500;
/** So many unwanted events are stepped over before that is remembered: writing it down each time would be work, too. */
const UNWANTED = 1_000;

/**
 * Hands a subscriber its next batch and remembers how far it came, in one transaction: if `handle` throws or the
 * process dies, the same batch comes again. Two transactions that touch one record wait for each other, so the events
 * of a record come in the order they happened.
 */
export async function deliverNext(db: Db, subscriber: Subscriber): Promise<Delivery> {
  return transaction(db, async (trx) => {
    const position = await lockPlace(trx, subscriber.name);
    if (position === undefined) return { delivered: 0, pending: false };
    const { upTo, pending } = await readableUpTo(trx);
    const events = await readEvents(trx, position, upTo, EVENTS_PER_BATCH, subscriber.events);
    const last = events.at(-1);
    if (!last && upTo - position < UNWANTED) return { delivered: 0, pending };
    if (last) await subscriber.handle(trx, events);
    await trx
      .updateTable('platform.subscriptions')
      .set({ position: last && events.length === EVENTS_PER_BATCH ? last.position : upTo })
      .where('name', '=', subscriber.name)
      .execute();
    return { delivered: events.length, pending };
  });
}

export async function readEvents(
  db: Db,
  after: number,
  upTo: number,
  limit: number,
  names?: string[],
): Promise<StoredEvent[]> {
  if (upTo <= after) return [];
  return db
    .selectFrom('platform.events')
    .selectAll()
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .$if(names !== undefined, (query) => query.where('name', '=', sql<string>`any(${names}::text[])`))
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** Nothing when another process is reading for this subscriber: one at a time keeps the order. */
async function lockPlace(db: Db, name: string): Promise<number | undefined> {
  const place = await lockIfFree(db, name);
  if (place !== undefined || (await isKnown(db, name))) return place;
  // Only for a new subscriber: an insert that meets a row in use would wait for its user, conflict clause or not.
  await db
    .insertInto('platform.subscriptions')
    .values({ name, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return lockIfFree(db, name);
}

async function lockIfFree(db: Db, name: string): Promise<number | undefined> {
  const place = await db
    .selectFrom('platform.subscriptions')
    .select('position')
    .where('name', '=', name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return place?.position;
}

async function isKnown(db: Db, name: string): Promise<boolean> {
  const known = await db
    .selectFrom('platform.subscriptions')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  return known !== undefined;
}
