import { expect, test } from 'vitest';
import type { SimulatedSide, SimulationOutcome } from './simulations.ts';
import { hotWords, otherWords } from './words.ts';

const side = (change: Partial<SimulatedSide>): SimulatedSide => ({
  already: 0,
  people: 0,
  moves: 0,
  ever: 0,
  now: { cold: 0, warm: 0, hot: 0 },
  accepted: 0,
  rejected: 0,
  won: 0,
  weeks: [],
  ...change,
});

const outcome = (draft: Partial<SimulatedSide>): SimulationOutcome => ({
  since: '2026-08-25T00:00:00Z',
  until: '2026-11-23T00:00:00Z',
  contacts: 120,
  looked: 120,
  accepted: 0,
  won: 0,
  draft: side(draft),
  inForce: null,
  movesIn: { count: 0, people: [] },
  movesOut: { count: 0, people: [] },
});

test('whoever was hot already is said beside who became so', () => {
  expect(hotWords(outcome({ people: 12, already: 96 }))).toBe(
    '12 people would have become hot in these 90 days; 96 were hot already when they began.',
  );
  expect(hotWords(outcome({ people: 1, already: 1 }))).toBe(
    '1 person would have become hot in these 90 days; 1 was hot already when they began.',
  );
  expect(hotWords(outcome({ people: 12 }))).toBe('12 people would have become hot in these 90 days.');
  const all = outcome({ people: 12 });
  expect(otherWords(side({ people: 20, already: 4 }), all, 3)).toBe('By version 3 it is 20, and 4 already.');
  expect(otherWords(side({ people: 20 }), all, 3)).toBe('By version 3 it is 20.');
});
