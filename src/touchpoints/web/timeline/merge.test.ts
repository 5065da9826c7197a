import { expect, test } from 'vitest';
import { mergeNewestFirst } from './merge.ts';

const at = (...days: number[]) =>
  days.map((day) => ({ at: `2026-11-${String(day).padStart(2, '0')}T10:00:00Z` }));
const daysOf = ({ items }: { items: { at: string }[] }) => items.map((item) => Number(item.at.slice(8, 10)));

test('two streams that were read to their ends are one, newest first', () => {
  const merged = mergeNewestFirst([
    { items: at(20, 12, 3), more: false },
    { items: at(15, 10), more: false },
  ]);
  expect(daysOf(merged)).toEqual([20, 15, 12, 10, 3]);
  expect(merged.behind).toEqual([]);
});

test('nothing is told below the point up to which every stream is known', () => {
  const merged = mergeNewestFirst([
    { items: at(20, 18), more: true },
    { items: at(19, 10, 5), more: false },
  ]);
  expect(daysOf(merged)).toEqual([20, 19, 18]);
  expect(merged.behind).toEqual([0]);
});

test('of two that go on, the one that was read less far is read on', () => {
  const merged = mergeNewestFirst([
    { items: at(20, 4), more: true },
    { items: at(19, 12), more: true },
  ]);
  expect(daysOf(merged)).toEqual([20, 19, 12]);
  expect(merged.behind).toEqual([1]);
});

test('a stream of which nothing came yet holds everything back', () => {
  expect(
    mergeNewestFirst([
      { items: [], more: true },
      { items: at(3), more: false },
    ]),
  ).toEqual({
    items: [],
    behind: [0],
  });
});
