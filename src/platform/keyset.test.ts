import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { transaction, type Db } from './db.ts';
import { Invalid } from './errors.ts';
import { newId } from './ids.ts';
import { estimateCount, keysetPage, type SortField } from './keyset.ts';
import { test } from './testing/testing.ts';

const sortable: Record<string, SortField> = {
  host: { expression: 'w.host', type: 'text' },
  at: { expression: "nullif(w.started_at, timestamptz 'epoch')", type: 'timestamptz' },
  pid: { expression: 'nullif(w.pid, 0)', type: 'bigint' },
};

type Given = { host: string; pid: number; at: string };

/** Any small table does: here rows of `platform.workers`, with an id as the key and zero standing for "no value". */
async function given(db: Db, rows: Given[]): Promise<string[]> {
  await db.deleteFrom('platform.workers').execute();
  const ids = rows.map(() => newId());
  const values = rows.map(({ host, pid, at }, index) => ({
    pool: ids[index] ?? '',
    host,
    pid,
    started_at: new Date(at),
  }));
  await db.insertInto('platform.workers').values(values).execute();
  return ids;
}

async function readAll(db: Db, sort: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 50; pages++) {
    const query = db.selectFrom('platform.workers as w').select(['w.pool', 'w.pid']);
    const page = await keysetPage({ query, id: 'w.pool::uuid', sort, sortable, cursor, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    for (const row of page.rows) expect(Object.keys(row)).toEqual(['pool', 'pid']);
    found.push(...page.rows.map(({ pool }) => pool));
    if (page.next === null) return found;
    cursor = page.next;
  }
  throw new Error('The pages do not end.');
}

const EPOCH = '1970-01-01T00:00:00Z';
const people: Given[] = [
  { host: 'b', pid: 2, at: '2026-01-01T00:00:00.001Z' },
  { host: 'a', pid: 0, at: EPOCH },
  { host: 'b', pid: 2, at: '2026-01-01T00:00:00.002Z' },
  { host: 'ä', pid: 0, at: EPOCH },
  { host: 'B', pid: 11, at: '2025-01-01T00:00:00Z' },
  { host: 'b', pid: 2, at: '2026-01-01T00:00:00.001Z' },
  { host: 'c', pid: -1, at: EPOCH },
];

for (const sort of ['host', '-host', 'at', '-at', 'pid', '-pid']) {
  for (const limit of [1, 2, 3, 7, 50]) {
    test(`by ${sort}, ${limit} a page: every row once, in order, those without a value last`, async ({
      db,
    }) => {
      const ids = await given(db, people);
      const key = sql.raw(sortable[sort.replace('-', '')]?.expression ?? '');
      const direction = sql.raw(sort.startsWith('-') ? 'desc' : 'asc');
      const { rows } = await sql<{ pool: string }>`select pool from platform.workers w
        order by ${key} ${direction} nulls last, pool::uuid ${direction}`.execute(db);
      expect(await readAll(db, sort, limit)).toEqual(rows.map(({ pool }) => pool));
      expect(ids).toHaveLength(rows.length);
    });
  }
}

test('rows that are added or go away between two pages shift none of the others', async ({ db }) => {
  const [first, , third] = await given(db, [
    { host: 'a', pid: 1, at: EPOCH },
    { host: 'b', pid: 1, at: EPOCH },
    { host: 'c', pid: 1, at: EPOCH },
  ]);
  const query = db.selectFrom('platform.workers as w').select('w.pool');
  const page = await keysetPage({ query, id: 'w.pool::uuid', sort: 'host', sortable, limit: 2 });
  await db
    .deleteFrom('platform.workers')
    .where('pool', '=', first ?? '')
    .execute();
  await db.insertInto('platform.workers').values({ pool: newId(), host: 'aa', pid: 1 }).execute();
  const rest = await keysetPage({
    query,
    id: 'w.pool::uuid',
    sort: 'host',
    sortable,
    cursor: page.next ?? '',
    limit: 2,
  });
  expect(rest).toEqual({ rows: [{ pool: third }], next: null });
});

describe('refuses', () => {
  test('to sort by a field the list does not have, and a cursor of another order', async ({ db }) => {
    await given(db, people);
    const query = db.selectFrom('platform.workers as w').select('w.pool');
    const page = { query, id: 'w.pool::uuid', sortable, limit: 2 };
    await expect(keysetPage({ ...page, sort: 'shoe' })).rejects.toThrow('cannot be sorted by "shoe"');
    await expect(keysetPage({ ...page, sort: 'constructor' })).rejects.toThrow(Invalid);
    const { next } = await keysetPage({ ...page, sort: 'host' });
    await expect(keysetPage({ ...page, sort: '-host', cursor: next ?? '' })).rejects.toThrow('another list');
    await expect(keysetPage({ ...page, sort: 'host', cursor: 'x' })).rejects.toThrow('another list');
  });
});

describe('counts', () => {
  async function many(db: Db, count: number): Promise<void> {
    await db.deleteFrom('platform.workers').execute();
    await sql`insert into platform.workers (pool, host, pid)
      select number::text, 'h', number from generate_series(1, ${count}::int) as number`.execute(db);
    await sql`analyze platform.workers`.execute(db);
  }

  test('exactly up to 1,000', async ({ db }) => {
    await many(db, 1_000);
    const query = db.selectFrom('platform.workers').selectAll();
    expect(await estimateCount(db, query)).toEqual({ count: 1_000, exact: true });
    expect(await estimateCount(db, query.where('pid', '<=', 12))).toEqual({ count: 12, exact: true });
  });

  test('about, as the planner does, above', async ({ db }) => {
    await many(db, 5_000);
    const query = db.selectFrom('platform.workers').selectAll().orderBy('pid');
    const { count, exact } = await estimateCount(db, query);
    expect(exact).toBe(false);
    expect(count).toBeGreaterThan(3_500);
    expect(count).toBeLessThan(6_500);
  });
});

test('works within a savepoint', async ({ db }) => {
  await given(db, people);
  const count = await transaction(db, (trx) =>
    estimateCount(trx, trx.selectFrom('platform.workers').selectAll()),
  );
  expect(count).toEqual({ count: 7, exact: true });
});
