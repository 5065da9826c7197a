import { expect, test } from 'vitest';
import type { Comparison } from './merge-kind.ts';
import { movesWords } from './moves-words.ts';

const record = (name: string) => ({ id: name, name, createdAt: '', tags: [] });

test('what moves is a sentence about the record that goes', () => {
  const pair: Comparison = {
    one: record('Salon Bloom'),
    other: record('Salon Bloom GmbH'),
    keep: 'one',
    mayMerge: true,
    lines: [],
    moves: {
      one: [{ what: 'people', count: 1 }],
      other: [
        { what: 'people', count: 1200 },
        { what: 'subsidiaries', count: 1 },
        { what: 'deals', count: 3 },
      ],
    },
  };
  expect(movesWords(pair, 'one')).toBe('1,200 people, 1 subsidiary and 3 deals move to Salon Bloom.');
  expect(movesWords(pair, 'other')).toBe('1 person moves to Salon Bloom GmbH.');
  expect(movesWords({ ...pair, moves: { one: [], other: [] } }, 'one')).toBe('');
});
