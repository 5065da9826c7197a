import { expect, test } from 'vitest';
import type { Handoff } from '../../../handoff/web/handoffs.ts';
import { bySoonest } from './queue.ts';
import {
  arrangementFor,
  changeOf,
  figureOf,
  ledeOf,
  newIn,
  rowsInWords,
  touchedThrough,
  type Today,
} from './today.ts';

const exactly = (count: number) => ({ count, exact: true });

test('what could not be counted in a moment is not told to the last digit', () => {
  expect(figureOf(exactly(1), 'contact', 'contacts')).toBe('1 contact');
  expect(figureOf({ count: 10_000, exact: false }, 'contact', 'contacts')).toBe('over 10,000 contacts');
});

test('who sells begins with their own people', () => {
  expect(arrangementFor('rep', false).main.slice(0, 2)).toEqual(['queue', 'mine']);
  expect(arrangementFor('marketing_manager', false).main).toEqual(['news', 'sources']);
});

test('whoever has open leads of their own sees them first, whatever their role', () => {
  expect(arrangementFor('owner', true).main).toEqual(['queue', 'news', 'sources']);
  expect(arrangementFor('rep', true)).toEqual(arrangementFor('rep', false));
});

test.each<[now: number, before: number, words: string | undefined, better: boolean | undefined]>([
  [12, 12, undefined, undefined],
  [5, 2, '+3', true],
  [150, 100, '+50, +50%', true],
  [20, 40, '−20, −50%', false],
  [2_854, 10, '+2,844, ×285', true],
])('%i after %i', (now, before, words, better) => {
  const change = changeOf(now, before);
  expect([change?.words, change?.better]).toEqual([words, better]);
});

test('a channel nobody named is asked for as empty', () => {
  expect(touchedThrough(null)).toContainEqual(['lastChannel', 'is_empty', null]);
  expect(touchedThrough('radio')).toContainEqual(['lastChannel', 'is', ['radio']]);
});

test('the rows of an import are the sum of what is told of them, and lead to whom they made', () => {
  const told = (made: object) =>
    rowsInWords({
      id: 'i1',
      target: 'contacts',
      undone: false,
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      bot: 0,
      ...made,
    } as Parameters<typeof rowsInWords>[0]);
  expect(told({ created: 1 })).toEqual([
    { words: '1 created', filter: [['importCreated', 'is', ['i1']]] },
    { words: '0 updated', filter: undefined },
  ]);
  const log = told({ target: 'touchpoints', created: 1_699, unchanged: 18, skipped: 5_948, bot: 2_335 });
  expect(log.map(({ words }) => words)).toEqual([
    '1,699 created',
    '0 updated',
    '18 unchanged',
    '5,948 skipped',
    '2,335 of bots',
  ]);
  expect(log.every(({ filter }) => filter === undefined)).toBe(true);
});

test('the day in one sentence', () => {
  const day = (touched: number, fresh: number, back: number) =>
    ledeOf({
      news: { touched: exactly(touched), contacts: exactly(fresh) } as Today['news'],
      returned: { day: exactly(back) } as Today['returned'],
    }).map(({ words }) => words);
  expect(day(0, 0, 0)).toEqual([]);
  expect(day(14, 3, 1)).toEqual([
    '14 people were touched since yesterday',
    '3 are new',
    '1 came back after a month of silence',
  ]);
  const busy = ledeOf({
    news: { touched: { count: 10_000, exact: false }, contacts: exactly(0) } as Today['news'],
    returned: { day: exactly(0) } as Today['returned'],
  });
  expect(busy.map(({ words }) => words)).toEqual(['Over 10,000 people were touched since yesterday']);
});

test('the 30 days before are asked for by the moments they were counted between', () => {
  expect(newIn('before', '2026-11-23T12:00:00.000Z')).toEqual([
    ['createdAt', 'after', '2026-09-24T12:00:00.000Z'],
    ['createdAt', 'before', '2026-10-24T12:00:00.000Z'],
  ]);
});

test('of one’s leads the one that is due next stands first, and who has no clock last', () => {
  const lead = (id: string, dueAt: string | null) => ({
    id,
    openedAt: '2026-11-23T09:00:00Z',
    clock: dueAt === null ? null : ({ dueAt } as NonNullable<Handoff['clock']>),
  });
  const sorted = bySoonest([
    lead('none', null),
    lead('later', '2026-11-24T15:00:00Z'),
    lead('late', '2026-11-23T10:00:00Z'),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['late', 'later', 'none']);
});
