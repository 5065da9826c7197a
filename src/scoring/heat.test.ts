import { describe, expect, test } from 'vitest';
import {
  addHeat,
  coolsAt,
  engagementAt,
  groupPoints,
  heatAt,
  type GroupHeat,
  type Heat,
  type HeatGroup,
} from './heat.ts';
import type { ModelDocument } from './model.ts';
import { settle, temperatureAt, type Scored } from './score.ts';
import type { Temperature } from './temperature.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const day = (n: number) => new Date(start + n * DAY);

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Touch = { points: number; at: Date };

/** As the definition has it: every point, faded from its own moment. */
function naive(touches: Touch[], at: Date, { halfLifeDays }: HeatGroup): number {
  return touches.reduce(
    (sum, touch) => sum + touch.points * 2 ** (-(at.getTime() - touch.at.getTime()) / DAY / halfLifeDays),
    0,
  );
}

function touchesOf(next: () => number, count: number): Touch[] {
  return Array.from({ length: count }, () => ({
    points: Math.round(next() * 60 - 20),
    at: day(Math.floor(next() * 3_650) / 5),
  }));
}

const sumUp = (touches: Touch[], group: HeatGroup): Heat =>
  touches.reduce<Heat>((sum, touch) => addHeat(sum, touch, group), { points: 0, at: day(0) });

function shuffled<T>(items: T[], next: () => number): T[] {
  return items
    .map((item) => ({ item, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const seeds = Array.from({ length: 40 }, (_, seed) => [seed + 1]);

describe('one number and its moment are the naive sum over all touchpoints', () => {
  test.each(seeds)('in any order of arrival (%i)', (seed) => {
    const next = random(seed);
    const group = { halfLifeDays: [1, 3, 7, 30, 180][seed % 5] ?? 7, cap: 100 };
    const touches = touchesOf(next, 200);
    const at = day(730 + next() * 30);
    const truth = naive(touches, at, group);
    for (const order of [touches, touches.toReversed(), shuffled(touches, next)])
      expect(Math.abs(heatAt(sumUp(order, group), at, group) - truth)).toBeLessThan(1e-9);
  });

  test.each(seeds)('of two people who are one, and after one of them is taken out again (%i)', (seed) => {
    const next = random(seed);
    const group = { halfLifeDays: 14, cap: 100 };
    const [one, other] = [touchesOf(next, 50), touchesOf(next, 70)];
    const at = day(740);
    const [heat, theirs] = [sumUp(one, group), sumUp(other, group)];
    const both = addHeat(heat, theirs, group);
    expect(Math.abs(heatAt(both, at, group) - naive([...one, ...other], at, group))).toBeLessThan(1e-9);
    const again = addHeat(both, { ...theirs, points: -theirs.points }, group);
    expect(Math.abs(heatAt(again, at, group) - naive(one, at, group))).toBeLessThan(1e-9);
  });
});

test('ten years of a half-life of a day neither overflow nor leave anything behind', () => {
  const group = { halfLifeDays: 1, cap: 100 };
  const old = { points: 50, at: day(0) };
  const heat = addHeat(old, { points: 10, at: day(3_650) }, group);
  expect(heat).toEqual({ points: 10, at: day(3_650) });
  expect(addHeat({ points: 10, at: day(3_650) }, old, group)).toEqual(heat);
});

test('a group gives no more than its cap, and negative points take it to nothing, not below', () => {
  const group = { halfLifeDays: 7, cap: 30 };
  expect(groupPoints({ points: 80, at: day(0) }, day(0), group)).toBe(30);
  expect(groupPoints({ points: 80, at: day(0) }, day(14), group)).toBe(20);
  expect(groupPoints({ points: -80, at: day(0) }, day(0), group)).toBe(0);
});

describe('the moment of cooling', () => {
  function groupsOf(next: () => number): GroupHeat[] {
    return [3, 10, 45].map((halfLifeDays) => ({
      group: { halfLifeDays, cap: 20 + Math.round(next() * 40) },
      heat: { points: halfLifeDays === 3 ? 1 + next() * 120 : next() * 120 - 30, at: day(0) },
    }));
  }

  test.each(seeds)(
    'is when the score goes below the threshold, and it never rises before or after (%i)',
    (seed) => {
      const next = random(seed);
      const groups = groupsOf(next);
      const score = engagementAt(groups, day(0));
      const threshold = score * (0.1 + 0.8 * next());
      const moment = coolsAt(groups, day(0), threshold);
      const at = moment?.getTime() ?? Number.NaN;
      expect(engagementAt(groups, new Date(at))).toBeLessThan(threshold);
      expect(engagementAt(groups, new Date(at - 2_000))).toBeGreaterThanOrEqual(threshold);
      const along = Array.from({ length: 200 }, (_, n) => engagementAt(groups, day(n)));
      expect(along).toEqual(along.toSorted((a, b) => b - a));
    },
  );

  test('of one group it is the half-life times the logarithm', () => {
    const groups = [{ group: { halfLifeDays: 10, cap: 1_000 }, heat: { points: 80, at: day(0) } }];
    expect(coolsAt(groups, day(0), 20)?.getTime()).toBeCloseTo(day(20).getTime(), -4);
  });

  test('is none for who is below already, and for a threshold of nothing', () => {
    const groups = [{ group: { halfLifeDays: 10, cap: 1_000 }, heat: { points: 8, at: day(0) } }];
    expect(coolsAt(groups, day(0), 20)).toBeNull();
    expect(coolsAt(groups, day(0), 0)).toBeNull();
  });
});

describe('the temperature', () => {
  const anybody = { enter: 0, leave: 0 };
  const groups = [{ id: 'web', label: 'Web', cap: 1_000, halfLifeDays: 10, rules: [] }];
  const document: ModelDocument = {
    fit: { base: 0, rules: [], grades: { a: 75, b: 50, c: 25 } },
    groups,
    raisedHands: [],
    raisedHandDays: 14,
    warm: { engagement: { enter: 30, leave: 25 }, fit: anybody },
    hot: { engagement: { enter: 60, leave: 50 }, fit: anybody },
  };

  test('is entered at one score and left at a lower one', () => {
    const temperatureOf = (engagement: number, before: Temperature) =>
      temperatureAt(document, { fit: 0, engagement, hand: null, before, at: day(0) });
    expect(temperatureOf(55, 'warm')).toBe('warm');
    expect(temperatureOf(55, 'hot')).toBe('hot');
    expect(temperatureOf(49, 'hot')).toBe('warm');
    expect(temperatureOf(27, 'cold')).toBe('cold');
    expect(temperatureOf(27, 'hot')).toBe('warm');
    expect(temperatureOf(24, 'hot')).toBe('cold');
    expect(temperatureOf(60, 'cold')).toBe('hot');
  });

  test('cools below where it is left', () => {
    const coolsBelow = (temperature: Temperature, points: number) => {
      const heat = { heats: [points], heatAt: day(0), handRaisedAt: null };
      const row: Scored = { fit: 0, ...heat, temperature, coolsAt: null };
      const { coolsAt: moment } = settle(row, document, day(0));
      return moment && points * 2 ** (-(moment.getTime() - start) / DAY / 10);
    };
    expect(coolsBelow('hot', 80)).toBeCloseTo(50, 3);
    expect(coolsBelow('warm', 40)).toBeCloseTo(25, 3);
    expect(coolsBelow('cold', 20)).toBeNull();
  });
});
