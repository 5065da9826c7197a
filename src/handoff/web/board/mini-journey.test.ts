import { expect, test } from 'vitest';
import type { Card } from '../handoffs.ts';
import { dotsOf, placeOf, spoken, warmthOf, WIDTH } from './mini-journey.ts';

type Mark = Card['journey']['marks'][number];
const now = Date.parse('2026-11-18T10:00:00Z');
const mark = (fields: Partial<Mark> = {}): Mark => ({
  stretch: 0,
  team: 'marketing',
  channel: 'search',
  kind: 'page_view',
  touches: 1,
  ...fields,
});

test('a dot stands for three days and a team: marketing above, sales below, hollow where it was away from a screen', () => {
  const dots = dotsOf([
    mark({ stretch: 13 }),
    mark({ channel: 'email', touches: 9 }),
    mark(),
    mark({ team: 'sales', channel: 'phone', kind: 'call_warm' }),
  ]);
  expect(dots).toHaveLength(3);
  const [first, today, call] = dots;
  expect(first?.x).toBeLessThan(WIDTH / STEPS);
  expect(today?.r).toBeGreaterThan(first?.r ?? 0);
  expect(today?.y).toBeLessThan(call?.y ?? 0);
  expect([today?.offline, call?.offline]).toEqual([false, true]);
});

const STEPS = 14;

test('the band says how warm they were, from six weeks ago until now', () => {
  const moves = [
    { at: '2026-10-28T10:00:00Z', to: 'warm' as const },
    { at: '2026-11-18T10:00:00Z', to: 'hot' as const },
  ];
  expect(warmthOf({ marks: [], temperature: 'hot', began: 'cold', moves }, now)).toEqual([
    { from: 0, to: WIDTH / 2, warmth: 'cold' },
    { from: WIDTH / 2, to: WIDTH, warmth: 'warm' },
  ]);
  expect(placeOf('2020-01-01T00:00:00Z', now)).toBe(0);
});

test('in words it says how many by which channel, the most first', () => {
  const marks = [mark({ touches: 2 }), mark({ channel: 'email', touches: 3 }), mark({ stretch: 4 })];
  expect(spoken(marks)).toBe('6 touches in six weeks: 3 Search engine, 3 E-mail');
  expect(spoken([])).toBe('No touch in the last six weeks');
});
