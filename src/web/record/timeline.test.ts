import { expect, test } from 'vitest';
import { byDay, type TimelineItem } from './timeline.ts';

const touch = (id: string, at: string): TimelineItem => ({ id, at, icon: 'phone', title: id });

test('touches are grouped by the user’s days, in the order they come', () => {
  const items = [
    touch('a', '2026-11-24T09:00:00Z'),
    touch('b', '2026-11-24T00:30:00Z'),
    touch('c', '2026-11-23T20:00:00Z'),
  ];
  expect(byDay(items, 'Europe/London').map((day) => day.items.map(({ id }) => id))).toEqual([
    ['a', 'b'],
    ['c'],
  ]);
  expect(byDay(items, 'America/New_York').map((day) => day.items.map(({ id }) => id))).toEqual([
    ['a'],
    ['b', 'c'],
  ]);
});
