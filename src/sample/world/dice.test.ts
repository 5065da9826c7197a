import { describe, expect, test } from 'vitest';
import {
  between,
  chance,
  dice,
  exponential,
  logNormal,
  normal,
  pick,
  poisson,
  weighted,
  whole,
} from './dice.ts';

const many = (roll: () => number, count = 20_000) => Array.from({ length: count }, roll);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('dice', () => {
  test('fall the same way for the same seed, stream and index, and another way for any other', () => {
    const first = (seed: number, stream: number, index: number) =>
      many(dice(seed, stream, index), 5).join(' ');
    expect(first(1, 2, 3)).toBe(first(1, 2, 3));
    expect(
      new Set([first(1, 2, 3), first(2, 2, 3), first(1, 3, 3), first(1, 2, 4), first(3, 2, 1)]).size,
    ).toBe(5);
  });

  test('are fair, also between sequences that lie side by side', () => {
    const within = many(dice(7, 1, 0));
    const across = Array.from({ length: 20_000 }, (_, index) => dice(7, 1, index)());
    for (const values of [within, across]) {
      expect(mean(values)).toBeCloseTo(0.5, 1);
      const tenths = Array.from(
        { length: 10 },
        (_, tenth) => values.filter((v) => Math.floor(v * 10) === tenth).length,
      );
      for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
    }
  });

  test('draw what is asked for', () => {
    const roll = dice(9, 0, 0);
    expect(mean(many(() => (chance(roll, 0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
    expect(mean(many(() => between(roll, 10, 20)))).toBeCloseTo(15, 0);
    expect(new Set(many(() => whole(roll, 1, 3)))).toEqual(new Set([1, 2, 3]));
    expect(mean(many(() => poisson(roll, 1.5)))).toBeCloseTo(1.5, 1);
    expect(mean(many(() => exponential(roll, 4)))).toBeCloseTo(4, 0);
    expect(mean(many(() => normal(roll)))).toBeCloseTo(0, 1);
    expect(many(() => logNormal(roll, 8, 0.5)).toSorted((a, b) => a - b)[10_000]).toBeCloseTo(8, 0);
    const picked = many(() =>
      weighted(roll, [
        [1, 3],
        [0, 1],
      ]),
    );
    expect(mean(picked)).toBeCloseTo(0.75, 1);
    expect(new Set(many(() => pick(roll, [5, 6])))).toEqual(new Set([5, 6]));
  });
});
