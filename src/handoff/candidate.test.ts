import { expect, test } from 'vitest';
import type { TemperatureMove } from '../scoring/events.ts';
import { candidatesOf } from './candidate.ts';

function move(more: Partial<TemperatureMove> = {}): TemperatureMove {
  const at = new Date('2026-11-23T09:00:00Z');
  return {
    contactId: 'anna',
    from: 'warm',
    to: 'hot',
    why: 'touched',
    fit: 80,
    engagement: 60,
    modelId: 'm',
    at,
    ...more,
  };
}

test('becoming hot is sales’ business, cooling and staying hot are not', () => {
  expect(candidatesOf([move()], 'marketing')).toEqual([
    {
      contactId: 'anna',
      trigger: 'hot',
      rule: 'hot',
      fit: 80,
      engagement: 60,
      at: '2026-11-23T09:00:00.000Z',
    },
  ]);
  expect(
    candidatesOf([move({ from: 'hot' }), move({ from: 'hot', to: 'warm' }), move({ to: 'cold' })], 'sales'),
  ).toEqual([]);
});

test('becoming warm is, where warm is sales’, and only from below', () => {
  const warmed = move({ from: 'cold', to: 'warm' });
  expect(candidatesOf([warmed], 'marketing')).toEqual([]);
  expect(candidatesOf([warmed], 'sales')).toMatchObject([{ trigger: 'warm', rule: 'warm' }]);
});

test('of several reasons of one contact the strongest counts: a raised hand, whatever the temperature', () => {
  const asked = move({ from: 'hot', why: 'raised_hand', raisedHand: 'demo' });
  for (const moves of [
    [move(), asked],
    [asked, move()],
  ])
    expect(candidatesOf(moves, 'marketing')).toMatchObject([
      { trigger: 'raised_hand', rule: 'raised_hand:demo' },
    ]);
  expect(candidatesOf([move(), move({ contactId: 'ben' })], 'marketing')).toHaveLength(2);
});
