import { sql, type KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { system } from '../platform/actor.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { record } from './record.ts';
import { countsOf, makeSource, pageView, storedOf } from './testing.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

/** Fails at the statement of this number, as a process that dies there. */
function dyingAt(statement: number): KyselyPlugin {
  let count = 0;
  return {
    transformQuery({ node }) {
      if (++count === statement) throw new Error('died here');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

async function rowsWritten(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select
    (select count(*) from touchpoints.touchpoints) + (select count(*) from touchpoints.receipts)
    + (select count(*) from touchpoints.activity) + (select count(*) from touchpoints.source_days)
    + (select count(*) from touchpoints.source_reasons) + (select count(*) from touchpoints.bot_hits)
    + (select count(*) from audience.contacts) + (select count(*) from audience.identities)
    + (select count(*) from audience.stage_moves) + (select count(*) from platform.events) as count`.execute(
    fresh.db,
  );
  return rows[0]?.count ?? 0;
}

test('a batch that dies between any two statements leaves nothing; sent again it is there exactly once', async () => {
  const source = await makeSource(fresh.db);
  const batch = [
    pageView({ messageId: 'a' }),
    pageView({
      messageId: 'b',
      kind: 'identify',
      person: { anonymousId: 'browser-1', email: 'nora@castellan.example' },
    }),
    pageView({ messageId: 'c', bot: 'named itself' }),
    { skipped: 'not an object' },
  ];
  let died = 0;
  for (;;) {
    const attempt = record(fresh.db.withPlugin(dyingAt(died + 1)), system, source, batch).then(
      () => true,
      (error: unknown) => {
        expect(String(error)).toContain('died here');
        return false;
      },
    );
    if (await attempt) break;
    died += 1;
    expect(await rowsWritten(), `after statement ${died}`).toBe(0);
  }
  expect(died).toBeGreaterThan(8);
  const again = await record(fresh.db, system, source, batch);
  expect(again.outcomes).toEqual(['duplicate', 'duplicate', 'duplicate', 'skipped']);
  expect(await storedOf(fresh.db, source)).toHaveLength(2);
  expect(await countsOf(fresh.db, source)).toEqual({ seen: 8, stored: 2, duplicate: 3, skipped: 2, bot: 1 });
});

test('connections killed at random while several write: what was acknowledged is there once, and the sums are right', async () => {
  const source = await makeSource(fresh.db);
  let finished = false;
  const acknowledged = new Set<string>();
  const writer = async (n: number) => {
    for (let batch = 0; batch < 12; batch++) {
      const sent = [0, 1, 2].map((each) =>
        pageView({
          messageId: `${n}-${batch}-${each}`,
          person: { anonymousId: `browser-${(n + each) % 3}` },
        }),
      );
      // As a library does: again until it is answered.
      while (!(await record(fresh.db, system, source, sent).then(Boolean, () => false)));
      for (const { messageId } of sent) acknowledged.add(messageId);
    }
  };
  const goOn = () => !finished;
  const killer = async () => {
    while (goOn()) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and random() < 0.2`
        .execute(fresh.db)
        .catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  const killing = killer();
  await Promise.all([0, 1, 2].map(writer));
  finished = true;
  await killing;
  const stored = await storedOf(fresh.db, source);
  expect(acknowledged.size).toBe(108);
  expect(stored).toHaveLength(108);
  const sums = await fresh.db
    .selectFrom('touchpoints.activity')
    .select(sql<number>`sum(touch_count)::int`.as('sum'))
    .executeTakeFirst();
  expect(sums?.sum).toBe(108);
  const { seen, stored: counted, duplicate } = await countsOf(fresh.db, source);
  expect([counted, seen]).toEqual([108, 108 + duplicate]);
});
