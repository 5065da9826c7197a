import { sql } from 'kysely';
import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { filteredBy } from '../platform/filters.ts';
import type { Condition } from '../platform/lists.ts';
import { test } from '../platform/testing/testing.ts';
import { openTestWorkspace } from '../workspace/testing.ts';
import { loseDeal, winDeal } from './closing.ts';
import { dealConditions } from './conditions.ts';
import { contactFilterFields } from './filter-fields.ts';
import { makeDeal } from './testing.ts';

/** One has an open deal, one bought for 1,200 euros, one was lost, one has none. */
async function fourPeople(db: Db): Promise<Map<string, string>> {
  await openTestWorkspace(db);
  const people = new Map<string, string>();
  for (const name of ['open', 'won', 'lost', 'none']) people.set((await makeContact(db)).id, name);
  const [open, won, lost] = [...people.keys()];
  await makeDeal(db, { contactId: open ?? null });
  const sold = await makeDeal(db, { contactId: won ?? null, amount: 120_000, currency: 'EUR' });
  const gone = await makeDeal(db, { contactId: lost ?? null });
  await winDeal(db, system, sold.id);
  await loseDeal(db, system, gone.id, { reason: 'price' });
  return people;
}

async function understood(db: Db, condition: object) {
  const [read] = await dealConditions.understand(db, [{ source: 'deals', ...condition }]);
  if (!read || 'problem' in read) throw new Error(read?.problem);
  return read;
}

async function inside(db: Db, condition: object): Promise<string[]> {
  const people = await fourPeople(db);
  const read = await understood(db, condition);
  const ids = [...people.keys()];
  const { set, inside: test } = read.compile({
    at: new Date(),
    few: true,
    among: (column) => sql`${sql.raw(column)} = any(${ids}::uuid[])`,
  });
  const { rows } = await sql<{ id: string }>`
    select c.id from audience.contacts as c left join (${set}) as s on s.contact_id = c.id
    where c.id = any(${ids}::uuid[]) and ${test('s')}`.execute(db);
  return rows.map(({ id }) => people.get(id) ?? '?').toSorted();
}

test.for<[condition: object, names: string[]]>([
  [{ field: 'open', operator: 'is', value: true }, ['open']],
  [{ field: 'open', operator: 'is', value: false }, ['lost', 'none', 'won']],
  [{ field: 'won', operator: 'is', value: true }, ['won']],
  [{ field: 'wonAmount', operator: 'at_least', value: 1200 }, ['won']],
  [{ field: 'wonAmount', operator: 'at_least', value: 1201 }, []],
  [{ field: 'wonAt', operator: 'in_last', value: '7d' }, ['won']],
  [{ field: 'lostReason', operator: 'is', value: ['price'] }, ['lost']],
])('%j is true for %j', async ([condition, names], { db }) => {
  expect(await inside(db, condition)).toEqual(names);
});

test('they read as a sentence goes on', async ({ db }) => {
  await openTestWorkspace(db);
  const read = async (field: string, operator: string, value: unknown) =>
    (await understood(db, { field, operator, value })).words.who;
  expect(await read('open', 'is', true)).toBe('have an open deal');
  expect(await read('wonAmount', 'at_least', 5000)).toBe('won a deal worth at least 5000 EUR');
  expect(await read('wonAt', 'is_empty', null)).toBe('have no deal won');
});

test('what changes a deal has segments look at its contact again', async ({ db }) => {
  const people = await fourPeople(db);
  const { rows } = await sql<{ ids: string[] }>`
    select contact_ids as ids from audience.segment_touched where 'deals' = any(marks)`.execute(db);
  const touched = new Set(rows.flatMap(({ ids }) => ids));
  expect([...people].filter(([id]) => touched.has(id)).map(([, name]) => name)).toEqual([
    'open',
    'won',
    'lost',
  ]);
  expect((await understood(db, { field: 'open', operator: 'is', value: true })).marks).toEqual(['deals']);
});

test.for<[condition: Condition, names: string[]]>([
  [
    ['dealStage', 'is', ['won', 'lost']],
    ['lost', 'won'],
  ],
  [['dealStage', 'is_empty', null], ['none']],
  [['dealWonAt', 'in_last', '1d'], ['won']],
])('lists of contacts can be narrowed to %j', async ([condition, names], { db }) => {
  const people = await fourPeople(db);
  const where = filteredBy([condition], contactFilterFields, system);
  const { rows } = await sql<{ id: string }>`select c.id from audience.contacts as c where ${where}`.execute(
    db,
  );
  expect(rows.flatMap(({ id }) => people.get(id) ?? []).toSorted()).toEqual(names);
});
