import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import { system } from '../platform/actor.ts';
import { test } from '../platform/testing/testing.ts';
import { forgetOld, openMonthsAhead } from './housekeeping.ts';
import { keep } from './intake/inbox.ts';
import { record } from './record.ts';
import { makeSource, pageView } from './testing.ts';

afterEach(releaseClock);

test('the months to come have their partitions before they begin', async ({ db }) => {
  freezeClock(new Date('2031-11-30T23:59:00Z'));
  await openMonthsAhead(db);
  await openMonthsAhead(db);
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relispartition and relkind = 'r' and relname like 'touchpoints_203%'
    order by 1`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual(
    ['2031_11', '2031_12', '2032_01', '2032_02'].map((month) => `touchpoints_${month}`),
  );
});

test('receipts of live sources and bots are forgotten in time; those of imports stay', async ({ db }) => {
  const [live, file] = [await makeSource(db, 'web'), await makeSource(db, 'import')];
  freezeClock(new Date('2026-01-01T00:00:00Z'));
  for (const source of [live, file])
    await record(db, system, source, [
      pageView({ messageId: 'a' }),
      pageView({ messageId: 'b', bot: 'named itself' }),
    ]);
  freezeClock(new Date('2026-11-22T00:00:00Z'));
  await record(db, system, live, [pageView({ messageId: 'new' })]);
  expect(await forgetOld(db)).toEqual({ receipts: 2, bots: 2, unstored: 0 });
  const kept = await db
    .selectFrom('touchpoints.receipts')
    .select('source_id')
    .orderBy('received_at')
    .execute();
  expect(kept.map((row) => row.source_id)).toEqual([file.id, file.id, live.id]);
});

test('what could not be stored is kept for a month, and what nobody tried to store for good', async ({
  db,
}) => {
  const source = await makeSource(db);
  for (const day of ['2026-09-01', '2026-10-01', '2026-11-01']) {
    freezeClock(new Date(`${day}T00:00:00Z`));
    await keep(db, [{ sourceId: source.id, arrivals: [pageView()] }]);
  }
  freezeClock(new Date('2026-11-22T00:00:00Z'));
  const inbox = db.updateTable('touchpoints.inbox').where('received_at', '>', new Date('2026-09-15'));
  await inbox.set({ due_at: new Date('2026-11-22T01:00:00Z') }).execute();
  expect(await forgetOld(db)).toMatchObject({ unstored: 1 });
  const left = await db
    .selectFrom('touchpoints.inbox')
    .select('received_at')
    .orderBy('received_at')
    .execute();
  expect(left.map((row) => row.received_at.toISOString().slice(0, 10))).toEqual(['2026-09-01', '2026-11-01']);
});
