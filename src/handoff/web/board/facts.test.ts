import { expect, test } from 'vitest';
import { laneFilter } from './filters.ts';
import { factsOf, type Attainment, type Fact } from './facts.ts';

const month = {
  since: '2026-11-01T00:00:00Z',
  opened: 13,
  contacted: 9,
  accepted: 3,
  recycled: 1,
  rejected: 2,
  medianMinutes: 25,
  response: {
    promise: 'first',
    name: 'First response within 1 working hour',
    month: '2026-11',
    kept: 6,
    decided: 8,
  },
};
const line = { counted: 20, kept: 15, value: 0.75, target: 0.9, medianMinutes: null };
const attainment = {
  month: '2026-11',
  promises: [
    { ...line, id: 'hot', metric: 'hot_leads', name: 'Hot leads', value: 25, target: 12 },
    {
      ...line,
      id: 'first',
      metric: 'first_response',
      name: 'First response within 1 working hour',
      value: 0.81,
      medianMinutes: 12,
    },
    { ...line, id: 'accepted', metric: 'accepted_share', name: 'Accepted by sales', target: 0.6 },
  ],
} as unknown as Attainment;

const read = (facts: ReturnType<typeof factsOf>) =>
  facts.map(({ before, number, after }) => `${before} ${number} ${after}`.replace(' ,', ',').trim());
const leadsTo = (facts: ReturnType<typeof factsOf>) => facts.map(({ to }) => to);
const timeZone = 'Europe/London';

test('mine is about mine alone: no promise of the company beside it, and each number opens mine', () => {
  const facts = factsOf({ month, attainment, whose: 'me', timeZone });
  expect(read(facts)).toEqual([
    'November 13 handed over',
    'first response within 1 working hour 75%',
    'median 25 min',
    'accepted 50%',
    'returned 50%, every one with a reason',
  ]);
  const isMine = ({ to }: Fact) =>
    'cases' in to ? to.cases.rep === 'me' : to.filter.some(([field]) => field === 'rep');
  expect(facts.filter(isMine)).toHaveLength(5);
});

test('everyone is what was promised, by the agreement’s own counting, and leads to its cases', () => {
  const facts = factsOf({
    month: { ...month, opened: 29, response: null },
    attainment,
    whose: 'all',
    timeZone,
  });
  expect(read(facts)).toEqual([
    'November 25 hot leads of 12 promised',
    'first response within 1 working hour 81%, promised 90%',
    'median 12 min',
    'accepted 75%, promised 60%',
    'returned 25%, every one with a reason',
  ]);
  expect(leadsTo(facts)).toMatchObject([
    { cases: { promise: 'hot', kept: 'yes' } },
    { cases: { promise: 'first', kept: 'yes' } },
    { cases: { promise: 'first', kept: 'done' } },
    { cases: { promise: 'accepted', kept: 'yes' } },
    { cases: { promise: 'accepted', kept: 'no' } },
  ]);
});

test('without an agreement it is what was handed over', () => {
  const facts = factsOf({
    month: { ...month, response: null },
    attainment: undefined,
    whose: 'all',
    timeZone,
  });
  expect(read(facts)).toEqual([
    'November 13 handed over',
    'median 25 min',
    'accepted 50%',
    'returned 50%, every one with a reason',
  ]);
});

test('a lane of mine leads to mine; the queue is nobody’s', () => {
  expect(laneFilter('accepted', 'me')).toContainEqual(['rep', 'is', ['me']]);
  expect(laneFilter('accepted', 'all')).not.toContainEqual(['rep', 'is', ['me']]);
  expect(laneFilter('queue', 'me')).toEqual(laneFilter('queue', 'all'));
});
