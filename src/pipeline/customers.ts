import { raiseStage, takeBackStage } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { Deal } from './contract.ts';
import type { DealsTable } from './tables.ts';

/** Whoever buys is a customer; by which deal they became one, and what they were, is remembered with the deal. */
export async function makeCustomer(
  db: Db,
  who: Actor,
  { id, contact }: Pick<Deal, 'id' | 'contact'>,
): Promise<void> {
  if (!contact) return;
  const before = await db
    .selectFrom('audience.contacts')
    .select('stage')
    .where('id', '=', contact.id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const moved = await raiseStage(db, who, [contact.id], 'customer');
  if (moved.length === 0 || !before) return;
  await mark(db, id, { from: before.stage, at: now() });
}

/**
 * The deal is not won any more. Who became a customer only by it, is what they were before; who has bought by another
 * deal, stays one, and by that one from now on; and so does whom a colleague has moved since.
 */
export async function unmakeCustomer(
  db: Db,
  who: Actor,
  { id, name, contact }: Pick<Deal, 'id' | 'name' | 'contact'>,
  why: string,
): Promise<void> {
  const deal = await db
    .selectFrom('pipeline.deals')
    .select(['made_customer_from as to', 'made_customer_at as since'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!contact || !deal?.to || !deal.since) return;
  const { to, since } = deal;
  await mark(db, id, { from: null, at: null });
  const other = await db
    .selectFrom('pipeline.deals')
    .select('id')
    .where('contact_id', '=', contact.id)
    .where('id', '<>', id)
    .where('stage', '=', 'won')
    .where('deleted_at', 'is', null)
    .orderBy('closed_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (other) return mark(db, other.id, { from: to, at: since });
  const reason = `the deal “${name}” ${why}`;
  await takeBackStage(db, who, contact.id, { from: 'customer', since, to, reason });
}

type Mark = { from: DealsTable['made_customer_from']; at: Date | null };

async function mark(db: Db, id: string, { from, at }: Mark): Promise<void> {
  await db
    .updateTable('pipeline.deals')
    .set({ made_customer_from: from, made_customer_at: at })
    .where('id', '=', id)
    .execute();
}
