import { expect, test } from 'vitest';
import { cohortOf, daysWords, number } from './funnel.ts';

test.each([
  [0.5 / 1_440, '1 min'],
  [0.02, '29 min'],
  [0.25, '6 h'],
  [1, '1 day'],
  [3.46, '3.5 days'],
  [120.4, '120 days'],
])('%d days are %s', (days, words) => {
  expect(daysWords(days)).toBe(words);
});

test('what was estimated is said to be about', () => {
  expect([number(48_214, true), number(48_214, false)]).toEqual(['48,214', 'about 48,000']);
});

test('who is looked at is told apart from how', () => {
  expect(cohortOf({ days: '90', by: 'team', step: 'hot', source: 'radio', team: '' })).toEqual({
    days: '90',
    source: 'radio',
  });
});
