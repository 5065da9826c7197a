import { sql } from 'kysely';
import { expect } from 'vitest';
import { countedPage } from './counted-page.ts';
import type { Db } from './db.ts';
import { newId } from './ids.ts';
import type { SortField } from './keyset.ts';
import { test } from './testing/testing.ts';

const sortable: Record<string, SortField> = { pid: { expression: 'nullif(w.pid, 0)', type: 'bigint' } };

/** Any small table does: rows of `platform.workers`, zero standing for "no value". */
async function given(db: Db, pids: number[]): Promise<void> {
  await db.deleteFrom('platform.workers').execute();
  await sql`insert into platform.workers (pool, host, pid, started_at, seen_at)
    select id, 'here', pid, now(), now()
    from unnest(${pids.map(newId)}::text[], ${pids}::int[]) as w (id, pid)`.execute(db);
  await sql`analyze platform.workers`.execute(db);
}

function page(
  db: Db,
  asked: { few?: number; many?: number; sought?: boolean; cursor?: string; sort?: string },
) {
  const query = db.selectFrom('platform.workers as w').select('w.pid');
  return countedPage(db, { query, id: 'w.pool::uuid', sort: 'pid', sortable, limit: 2, ...asked });
}

test('few are counted and sorted at once, those without a value last, and the next pages go on from there', async ({
  db,
}) => {
  for (const sought of [true, false])
    for (const [sort, order] of [
      ['pid', [1, 3, 4, 7, 0]],
      ['-pid', [7, 4, 3, 1, 0]],
    ] as const) {
      await given(db, [4, 1, 0, 7, 3]);
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const { rows, next, estimate } = await page(db, { sort, sought, ...(cursor ? { cursor } : {}) });
        expect(estimate).toEqual(cursor && !sought ? null : { count: 5, exact: true });
        seen.push(...rows.map(({ pid }) => pid));
        cursor = next ?? undefined;
      } while (cursor);
      expect(seen).toEqual(order);
    }
});

test('of many the planner says how many, unless the page shows all', async ({ db }) => {
  await given(
    db,
    Array.from({ length: 50 }, (_, pid) => pid + 1),
  );
  expect(await page(db, { few: 9 })).toMatchObject({
    rows: [{ pid: 1 }, { pid: 2 }],
    estimate: { count: 50, exact: false },
  });
  expect(await page(db, { few: 20, many: 60 })).toMatchObject({ estimate: { count: 50, exact: false } });
  expect(await page(db, { few: 50, many: 40 })).toMatchObject({ estimate: { count: 50, exact: false } });
  expect(await page(db, { few: 20 })).toMatchObject({ estimate: { count: 50, exact: false } });
  expect(await page(db, { few: 50 })).toMatchObject({ estimate: { count: 50, exact: true } });
  // The planner still believes in fifty.
  await db.deleteFrom('platform.workers').where('pid', '>', 2).execute();
  expect(await page(db, { few: 1 })).toMatchObject({ estimate: { count: 2, exact: true }, next: null });
});

test('few are found, many are met on the walk that was given', async ({ db }) => {
  await given(db, [1, 2, 3, 4]);
  const query = db.selectFrom('platform.workers as w').select(sql<string>`'found'`.as('how'));
  const walk = {
    query: db.selectFrom('platform.workers as w').select(sql<string>`'met'`.as('how')),
    walked: db.selectFrom('platform.workers as w').where('w.pid', '<>', 2),
  };
  const asked = { query, walk, id: 'w.pool::uuid', sort: 'pid', sortable, limit: 2 };
  const [few, many] = [await countedPage(db, asked), await countedPage(db, { ...asked, few: 1, many: 1 })];
  expect([few.rows[0]?.how, many.rows[0]?.how]).toEqual(['found', 'met']);
  const counted = await countedPage(db, { ...asked, few: 1, countable: 4 });
  expect(counted).toMatchObject({
    rows: [{ how: 'met' }, { how: 'met' }],
    estimate: { count: 4, exact: true },
  });
  expect((await countedPage(db, { ...asked, few: 4, countable: 9 })).rows[0]?.how).toBe('found');
  expect(await countedPage(db, { ...asked, few: 1, countable: 3 })).toMatchObject({
    estimate: { exact: false },
  });
  const next = await countedPage(db, { ...asked, cursor: many.next ?? '' });
  expect(next).toEqual({ rows: [{ how: 'met' }], next: null, estimate: null });
});

test('no row is an exact count, too', async ({ db }) => {
  await given(db, []);
  expect(await page(db, {})).toEqual({ rows: [], next: null, estimate: { count: 0, exact: true } });
});
