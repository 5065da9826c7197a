import { describe, expect, test } from 'vitest';
import {
  filterSentence,
  isWhole,
  newFilter,
  operatorsOf,
  valueWords,
  withOperator,
  type FilterField,
} from './filter.ts';

const stage: FilterField = {
  id: 'stage',
  label: 'Stage',
  type: 'choice',
  choices: ['Lead', 'MQL', 'SQL', 'Customer'].map((label) => ({ value: label.toLowerCase(), label })),
};
const created: FilterField = { id: 'created_at', label: 'Created', type: 'date' };
const consent: FilterField = { id: 'consent', label: 'May be mailed', type: 'yesno' };

test('a filter reads as a sentence', () => {
  expect(filterSentence(['stage', 'is', ['lead', 'customer']], stage)).toBe('Stage is Lead or Customer');
  expect(filterSentence(['stage', 'is_not', ['lead', 'mql', 'sql']], stage)).toBe(
    'Stage is not Lead, MQL nor SQL',
  );
  expect(filterSentence(['stage', 'is_empty', null], stage)).toBe('Stage is empty');
  expect(filterSentence(['created_at', 'in_last', '30d'], created)).toBe('Created in the last 30 days');
  expect(filterSentence(['created_at', 'in_last', '1d'], created)).toBe('Created in the last 1 day');
  expect(filterSentence(['created_at', 'after', '2026-11-01'], created)).toBe('Created after 1 Nov 2026');
  expect(filterSentence(['consent', 'is', false], consent)).toBe('May be mailed is no');
  const file: FilterField = {
    id: 'importId',
    label: 'Came in by import',
    type: 'choice',
    words: { is: 'of' },
    choices: [{ value: '1', label: 'fair.csv' }],
  };
  expect(filterSentence(['importId', 'is', ['1']], file)).toBe('Came in by import of fair.csv');
});

test('many values are counted, unknown ones shown as they are', () => {
  expect(valueWords(['stage', 'is', ['lead', 'mql', 'sql', 'customer']], stage)).toBe('Lead, MQL or 2 more');
  expect(valueWords(['stage', 'is', ['gone']], stage)).toBe('gone');
  expect(valueWords(['created_at', 'after', 'soon'], created)).toBe('soon');
});

test('a filter without its value is not asked', () => {
  expect(isWhole(['stage', 'is', []])).toBe(false);
  expect(isWhole(['stage', 'is', null])).toBe(false);
  expect(isWhole(['name', 'contains', ''])).toBe(false);
  expect(isWhole(['stage', 'is_empty', null])).toBe(true);
  expect(isWhole(['fit', 'at_least', 0])).toBe(true);
});

test('a new filter starts with what is asked most', () => {
  expect(newFilter(created)).toEqual(['created_at', 'in_last', '30d']);
  expect(newFilter(consent)).toEqual(['consent', 'is', true]);
  expect(newFilter({ ...stage, operators: ['is_not'] })).toEqual(['stage', 'is_not', null]);
  expect(operatorsOf(consent)).toEqual(['is']);
});

test('changing the operator keeps a value only where it means the same', () => {
  expect(withOperator(['stage', 'is', ['lead']], 'is_not')).toEqual(['stage', 'is_not', ['lead']]);
  expect(withOperator(['stage', 'is', ['lead']], 'is_empty')).toEqual(['stage', 'is_empty', null]);
  expect(withOperator(['created_at', 'in_last', '30d'], 'after')).toEqual(['created_at', 'after', null]);
  expect(withOperator(['created_at', 'before', '2026-01-01'], 'in_last')).toEqual([
    'created_at',
    'in_last',
    '30d',
  ]);
});

describe('own properties and tags', () => {
  const spend: FilterField = { id: 'property:spend', label: 'Spend', type: 'number', currency: 'GBP' };
  const visit: FilterField = { id: 'property:visit', label: 'Next visit', type: 'day' };
  const tags: FilterField = { id: 'tags', label: 'Tags', type: 'tags' };
  test('money is read in its currency, a day as a date, tags as what is there', () => {
    expect(filterSentence(['property:spend', 'at_least', 100_050], spend)).toBe(
      'Spend is at least £1,000.50',
    );
    expect(filterSentence(['property:visit', 'in_next', '30d'], visit)).toBe(
      'Next visit in the next 30 days',
    );
    expect(filterSentence(['property:visit', 'after', '2026-11-24'], visit)).toBe(
      'Next visit after 24 Nov 2026',
    );
    expect(filterSentence(['tags', 'has_all', ['VIP', 'Fair']], tags)).toBe(
      'Tags include all of VIP and Fair',
    );
    expect(filterSentence(['tags', 'has_not', ['VIP', 'Fair']], tags)).toBe(
      'Tags do not include VIP or Fair',
    );
  });

  test('a span stays a span, and gives way to a date', () => {
    expect(newFilter(visit)).toEqual(['property:visit', 'in_last', '30d']);
    expect(withOperator(['property:visit', 'in_last', '7d'], 'in_next')).toEqual([
      'property:visit',
      'in_next',
      '7d',
    ]);
    expect(withOperator(['property:visit', 'in_next', '7d'], 'is')).toEqual(['property:visit', 'is', null]);
  });
});
