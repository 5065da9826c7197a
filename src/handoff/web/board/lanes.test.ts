import { expect, test } from 'vitest';
import type { Board, Card } from '../handoffs.ts';
import { monthFilter } from './filters.ts';
import { beside, inOrder, stepFrom } from './lanes.ts';

const lane = (...ids: string[]) => ({
  items: ids.map((id) => ({ id }) as Card),
  count: ids.length,
  more: false,
});
const board = {
  lanes: {
    queue: lane('q1'),
    ready: lane('r1', 'r2'),
    contacting: lane(),
    accepted: lane('a1'),
    returned: lane('x1', 'x2', 'x3'),
  },
} as unknown as Board;
const order = inOrder(board, () => 2);

test('j and k walk down each lane as far as it is shown, and stay at the ends', () => {
  expect(order.map(({ id }) => id)).toEqual(['q1', 'r1', 'r2', 'a1', 'x1', 'x2']);
  expect(stepFrom(order, 'r2', 1)?.id).toBe('a1');
  expect(stepFrom(order, 'x2', 1)?.id).toBe('x2');
  expect(stepFrom(order, 'q1', -1)?.id).toBe('q1');
  expect(stepFrom(order, 'gone', 1)?.id).toBe('q1');
});

test('the arrows go to the same height of the next lane that has any', () => {
  expect(beside(board, 'r1', 1)?.id).toBe('a1');
  expect(beside(board, 'x3', -1)?.id).toBe('a1');
  expect(beside(board, 'a1', -1)?.id).toBe('q1');
  expect(beside(board, 'q1', -1)).toBeUndefined();
});

test('the month begins where whoever looks is', () => {
  expect(monthFilter('2026-11-01T00:00:00Z', 'Europe/London')).toEqual([['openedAt', 'after', '2026-10-31']]);
  expect(monthFilter('2026-10-31T11:00:00Z', 'Pacific/Auckland')).toEqual([
    ['openedAt', 'after', '2026-10-31'],
  ]);
});
