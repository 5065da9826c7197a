import { describe, expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system, type Actor } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { listQuery } from '../platform/lists.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { dealBoard } from './board.ts';
import { loseDeal, winDeal } from './closing.ts';
import { dealsBeside, listDeals, searchDeals } from './deal-list.ts';
import { eraseDeletedDeals } from './erasure.ts';
import { deleteDeal } from './deals.ts';
import { makeDeal } from './testing.ts';

const day = (date: string) => `${date}T09:00:00Z`;

async function makeFour(db: Db) {
  const nora = await makeContact(db, { givenName: 'Nora', familyName: 'Castellan' });
  const open = { openedAt: day('2026-03-01'), contactId: nora.id };
  const éclat = await makeDeal(db, { ...open, name: 'Éclat', amount: 50_000, currency: 'EUR' });
  const anvil = await makeDeal(db, {
    name: 'anvil',
    openedAt: day('2026-05-01'),
    amount: 20_000,
    currency: 'JPY',
    expectedCloseOn: '2026-12-01',
  });
  const bright = await makeDeal(db, { name: 'Bright 50%', openedAt: day('2026-04-01') });
  const zeta = await makeDeal(db, {
    name: 'Zeta',
    openedAt: day('2026-06-01'),
    amount: 70_000,
    currency: 'EUR',
    expectedCloseOn: '2026-11-30',
  });
  return { éclat, anvil, bright, zeta, nora };
}

/** The names a list shows, read in pages of this many. */
async function namesIn(db: Db, who: Actor, list: Record<string, string>, limit = 100): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeals(db, who, listQuery.parse({ ...list, limit, cursor }));
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next ?? undefined;
  } while (cursor);
  return names;
}

describe('a list', () => {
  test.for<[sort: string, names: string[]]>([
    ['name', ['anvil', 'Bright 50%', 'Éclat', 'Zeta']],
    ['-amount', ['Zeta', 'Éclat', 'anvil', 'Bright 50%']],
    ['-openedAt', ['Zeta', 'anvil', 'Bright 50%', 'Éclat']],
    ['expectedCloseOn', ['Zeta', 'anvil', 'Éclat', 'Bright 50%']],
  ])('by %s is the same in pages of one as in one page', async ([sort, names], { db }) => {
    await makeFour(db);
    expect(await namesIn(db, system, { sort })).toEqual(names);
    expect(await namesIn(db, system, { sort }, 1)).toEqual(names);
  });

  test.for<[asks: unknown[], names: string[]]>([
    // In whole units: 20,000 yen are more than 700 euros, as numbers.
    [
      ['amount', 'at_least', 700],
      ['Zeta', 'anvil'],
    ],
    [['amount', 'is_empty', null], ['Bright 50%']],
    [
      ['currency', 'is', ['EUR']],
      ['Zeta', 'Éclat'],
    ],
    [['expectedCloseOn', 'before', '2026-12-01'], ['Zeta']],
    [['stage', 'is', ['won']], ['Éclat']],
    [['closedAt', 'in_last', '1d'], ['Éclat']],
    [['lostReason', 'is', ['price']], []],
  ])('asked for %j', async ([asks, names], { db }) => {
    const { éclat } = await makeFour(db);
    await winDeal(db, system, éclat.id);
    expect(await namesIn(db, system, { filter: JSON.stringify([asks]) })).toEqual(names);
  });

  test('a search finds the deal, its person, and no pattern', async ({ db }) => {
    const { éclat } = await makeFour(db);
    expect(await namesIn(db, system, { q: 'eclat' })).toEqual(['Éclat']);
    expect(await namesIn(db, system, { q: 'castellan' })).toEqual(['Éclat']);
    expect(await namesIn(db, system, { q: '%' })).toEqual(['Bright 50%']);
    expect(await searchDeals(db, system, 'nora')).toEqual([
      {
        kind: 'deal',
        id: éclat.id,
        title: 'Éclat',
        subtitle: 'Nora Castellan',
        path: `/deals/${éclat.id}`,
      },
    ]);
    expect(await namesIn(db, await actor(db, 'rep'), {})).toHaveLength(4);
  });

  test('says who stands beside a deal', async ({ db }) => {
    const { éclat, anvil, bright } = await makeFour(db);
    expect(await dealsBeside(db, system, bright.id, { filter: [], sort: 'name' })).toEqual({
      previous: anvil.id,
      next: éclat.id,
      place: { position: 2, count: 4 },
    });
  });
});

describe('the board', () => {
  test('has what is open, and of what is closed this quarter’s, with sums of each currency', async ({
    db,
  }) => {
    const { éclat, bright } = await makeFour(db);
    const old = await makeDeal(db, { name: 'Last quarter', openedAt: day('2026-02-01') });
    freezeClock(new Date('2026-11-23T10:00:00Z'));
    try {
      await winDeal(db, system, old.id, { closedAt: new Date('2026-09-30T12:00:00Z') });
      await winDeal(db, system, éclat.id, { closedAt: new Date('2026-10-01T12:00:00Z') });
      await loseDeal(db, system, bright.id, { reason: 'price' });
      const { quarter, columns } = await dealBoard(db, system, { filter: [] });
      expect(quarter).toEqual({ from: '2026-10-01', to: '2026-12-31' });
      const shown = columns.map(({ stage, count, items }) => [stage, count, items.map(({ name }) => name)]);
      expect(shown).toEqual([
        ['open', 2, ['Zeta', 'anvil']],
        ['won', 1, ['Éclat']],
        ['lost', 1, ['Bright 50%']],
      ]);
      expect(columns[0]?.sums).toEqual([
        { currency: 'EUR', amount: 70_000, count: 1 },
        { currency: 'JPY', amount: 20_000, count: 1 },
      ]);
      expect(columns[2]?.sums).toEqual([]);
    } finally {
      releaseClock();
    }
  });
});

test('what was deleted 30 days ago is erased with what its history said', async ({ db }) => {
  const { anvil, zeta } = await makeFour(db);
  await deleteDeal(db, system, anvil.id);
  await deleteDeal(db, system, zeta.id);
  await db
    .updateTable('pipeline.deals')
    .set({ deleted_at: new Date(Date.now() - 31 * 86_400_000) })
    .where('id', '=', anvil.id)
    .execute();
  expect(await eraseDeletedDeals(db)).toBe(1);
  const left = await db
    .selectFrom('pipeline.deals')
    .select('id')
    .where('deleted_at', 'is not', null)
    .execute();
  expect(left).toEqual([{ id: zeta.id }]);
  const said = await db
    .selectFrom('platform.events')
    .select(['name', 'payload'])
    .where('subject_id', '=', anvil.id)
    .orderBy('position')
    .execute();
  expect(said.map(({ payload }) => payload)).toEqual([{}, {}, {}]);
  expect(said.at(-1)?.name).toBe('deal.erased');
});
