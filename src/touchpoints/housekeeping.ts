import { sql } from 'kysely';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { monthsOf } from './touchpoint.ts';

const MONTHS_AHEAD = 3;
const RECEIPT_DAYS = 90;
const BOT_DAYS = 30;
const UNSTORED_DAYS = 30;
const ROWS_PER_BATCH = 10_000;

/** The month that begins at midnight has its partition by then. */
export async function openMonthsAhead(db: Db): Promise<void> {
  const at = now();
  const ahead = Array.from({ length: MONTHS_AHEAD + 1 }, (_, n) => {
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + n, 1));
  });
  await transaction(db, (trx) =>
    sql`select touchpoints.open_months(${monthsOf(ahead)}::date[])`.execute(trx),
  );
}

/**
 * Senders try again for hours, not months. A file, though, may be imported a second time next year: its receipts, and
 * those of what colleagues log, stay. What could not be stored in a month of trying never will be; what nobody tried to,
 * stays.
 */
export async function forgetOld(db: Db): Promise<{ receipts: number; bots: number; unstored: number }> {
  const receipts = await inBatches(
    db,
    sql`delete from touchpoints.receipts where id in (
      select r.id from touchpoints.receipts as r join touchpoints.sources as s on s.id = r.source_id
      where r.received_at < ${daysAgo(RECEIPT_DAYS)} and s.kind in ('web', 'segment', 'api') limit ${ROWS_PER_BATCH})`,
  );
  const bots = await inBatches(
    db,
    sql`delete from touchpoints.bot_hits where id in (
      select id from touchpoints.bot_hits where received_at < ${daysAgo(BOT_DAYS)} limit ${ROWS_PER_BATCH})`,
  );
  const unstored = await inBatches(
    db,
    sql`delete from touchpoints.inbox where (lane, id) in (
      select lane, id from touchpoints.inbox
      where received_at < ${daysAgo(UNSTORED_DAYS)} and due_at > received_at limit ${ROWS_PER_BATCH})`,
  );
  return { receipts, bots, unstored };
}

async function inBatches(db: Db, statement: ReturnType<typeof sql>): Promise<number> {
  let total = 0;
  for (let gone = ROWS_PER_BATCH; gone === ROWS_PER_BATCH; total += gone)
    gone = Number((await statement.execute(db)).numAffectedRows ?? 0);
  return total;
}

function daysAgo(days: number): Date {
  return new Date(now().getTime() - days * 86_400_000);
}
