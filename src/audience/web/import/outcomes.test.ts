import { expect, test } from 'vitest';
import { countColumns, outcomesOf } from './outcomes.ts';

test('every outcome has a column, so that the rows are the sum of what is shown', () => {
  const counts = { seen: 26, created: 1, updated: 2, unchanged: 4, skipped: 8, bot: 11 };
  const [rows, ...others] = countColumns.map(([, name]) => counts[name]);
  expect(others.reduce((sum, each) => sum + each, 0)).toBe(rows);
});

test('what the first rows become is said in one line', () => {
  const rows = (['created', 'created', 'bot', 'skipped'] as const).map((outcome) => ({ outcome }));
  expect(outcomesOf(rows)).toBe('2 new, 1 skipped, 1 bot');
});
