import { expect, test } from 'vitest';
import { takeTurn } from './turn.ts';

test('weights five, one and one come smoothly, and exactly in every round of seven', () => {
  const credits = new Map<string, number>();
  const takers = [
    { id: 'a', weight: 5 },
    { id: 'b', weight: 1 },
    { id: 'c', weight: 1 },
  ];
  const order = Array.from({ length: 14 }, () => takeTurn(credits, takers)).join('');
  expect(order).toBe('aabacaaaabacaa');
});

test('whoever was away is not owed all that went by', () => {
  const credits = new Map<string, number>();
  const [a, b] = [
    { id: 'a', weight: 1 },
    { id: 'b', weight: 1 },
  ];
  for (let n = 0; n < 50; n++) takeTurn(credits, [a]);
  const order = Array.from({ length: 4 }, () => takeTurn(credits, [a, b])).join('');
  expect(order).toBe('abab');
});

test('nobody has no turn', () => {
  expect(takeTurn(new Map(), [])).toBeUndefined();
});
