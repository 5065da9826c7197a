import { describe, expect, test } from 'vitest';
import { aucOf, calibrationError, liftOf, logLoss, rankedBy } from './metrics.ts';

/** By its definition: every pair of one who did and one who did not. */
function naiveAuc(scores: number[], outcomes: boolean[]): number {
  let [won, pairs] = [0, 0];
  for (const [a, did] of outcomes.entries()) {
    for (const [b, other] of outcomes.entries()) {
      if (!did || other) continue;
      pairs += 1;
      const [high, low] = [scores[a] ?? 0, scores[b] ?? 0];
      won += high > low ? 1 : high === low ? 0.5 : 0;
    }
  }
  return won / pairs;
}

function numbers(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647);
}

describe('AUC', () => {
  test.each([1, 2, 3, 4, 5])('is the share of pairs in the right order, ties half (%i)', (seed) => {
    const scores = numbers(seed, 80).map((each) => Math.round(each * 12));
    const outcomes = numbers(seed + 100, 80).map((each) => each < 0.4);
    expect(aucOf(scores, outcomes).auc).toBeCloseTo(naiveAuc(scores, outcomes), 12);
  });

  test('has an interval as wide as another draw would differ', () => {
    const draws = Array.from({ length: 300 }, (_, draw) => {
      const noise = numbers(draw + 7, 400);
      const outcomes = noise.slice(200).map((each) => each < 0.5);
      const scores = outcomes.map((did, at) => (did ? 0.4 : 0) + (noise[at] ?? 0));
      return aucOf(scores, outcomes);
    });
    const truth = draws.reduce((sum, { auc }) => sum + auc, 0) / draws.length;
    const covered = draws.filter(({ low, high }) => low <= truth && truth <= high).length / draws.length;
    expect(covered).toBeGreaterThan(0.9);
    expect(covered).toBeLessThan(0.99);
  });

  test('is no surer of itself for having each person ten times', () => {
    const [scores, noise] = [numbers(3, 200), numbers(9, 200)];
    const outcomes = scores.map((score, at) => (noise[at] ?? 0) < score);
    const once = aucOf(scores, outcomes);
    const ten = <T>(values: T[]) => values.flatMap((value) => Array<T>(10).fill(value));
    const groups = Array.from({ length: 2_000 }, (_, at) => Math.floor(at / 10));
    const often = aucOf(ten(scores), ten(outcomes), groups);
    expect(often.auc).toBeCloseTo(once.auc, 10);
    expect((often.high - often.low) / (once.high - once.low)).toBeCloseTo(1, 1);
    expect(aucOf(ten(scores), ten(outcomes)).high - often.auc).toBeLessThan((often.high - often.auc) / 2);
  });

  test('of only one kind of outcome is not a number', () => {
    expect(aucOf([1, 2], [true, true]).auc).toBeNaN();
  });
});

test('the calibration error is the mean distance between what was foretold and what happened', () => {
  const outcomes = [true, false, false, false, true, true];
  // Two bins: four foretold 0.25 of whom one did; two foretold 0.7 of whom both did.
  expect(calibrationError([0.25, 0.25, 0.25, 0.25, 0.7, 0.7], outcomes)).toBeCloseTo((2 * 0.3) / 6, 12);
  expect(calibrationError([1, 0, 0, 0, 1, 1], outcomes)).toBe(0);
});

test('lift and precision are those of the best', () => {
  const scores = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  const outcomes = [true, true, false, false, false, false, false, false, false, false];
  expect(rankedBy(scores, outcomes)[3], 'two of the best four: a precision of 0.5').toEqual({
    people: 4,
    customers: 2,
  });
  expect(liftOf(scores, outcomes, 0.2)).toBe(5);
});

test('who is sure and wrong loses much, but not without end', () => {
  expect(logLoss([0.5, 0.5], [true, false])).toBeCloseTo(Math.LN2, 12);
  expect(logLoss([0], [true])).toBeLessThan(30);
});

test('where only a share is there, each stands for several', () => {
  const weights = [1, 10, 1, 10];
  const outcomes = [true, false, true, false];
  expect(rankedBy([4, 3, 2, 1], outcomes, weights)).toEqual([
    { people: 1, customers: 1 },
    { people: 11, customers: 1 },
    { people: 12, customers: 2 },
    { people: 22, customers: 2 },
  ]);
  expect(calibrationError([0.2, 0.2, 0.2, 0.2], outcomes, { weights })).toBeCloseTo(0.2 - 2 / 22, 10);
});
