import { sql } from 'kysely';
import { system } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { forgetHistory } from '../workspace/workspace.ts';
import './events.ts';

const RESTORABLE_DAYS = 30;
const DEALS_PER_BATCH = 500;

/** Deals deleted 30 days ago go for good. */
export async function eraseDeletedDeals(db: Db): Promise<number> {
  const before = new Date(now().getTime() - RESTORABLE_DAYS * 86_400_000);
  let erased = 0;
  for (let batch = DEALS_PER_BATCH; batch === DEALS_PER_BATCH; erased += batch)
    batch = await transaction(db, (trx) => eraseBatch(trx, before));
  return erased;
}

async function eraseBatch(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from pipeline.deals where id in (
      select id from pipeline.deals where deleted_at < ${before}
      order by id limit ${DEALS_PER_BATCH} for update skip locked)
    returning id`.execute(db);
  const ids = rows.map(({ id }) => id);
  await forgetHistory(db, 'deal', ids);
  await emit(
    db,
    system,
    ids.map((id) => ({ name: 'deal.erased', subject: { kind: 'deal', id }, payload: {} })),
  );
  return ids.length;
}
