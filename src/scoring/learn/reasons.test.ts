import { describe, expect, test } from 'vitest';
import type { Column } from './encoder.ts';
import { reasonsFor, type Propensity } from './propensity.ts';
import { tableOf } from './table.ts';

const counted = (feature: string, mean: number): Column => ({
  feature,
  kind: 'number',
  mean,
  middle: 0,
  deviation: 1,
  logarithmic: false,
});

/** Forms and pages come along with each other: of the two the model holds one against whoever has both. */
const weights: [column: Column, weight: number][] = [
  [counted('pages', 2), -0.4],
  [counted('pages~', 1), 0.9],
  [counted('forms', 1), -0.7],
  [counted('fairs', 0.2), 1.1],
  [{ feature: 'country', kind: 'word', words: ['DE'], label: 'DE' }, 0.3],
  [{ feature: 'country', kind: 'unknown' }, 0.6],
];
const propensity: Propensity = {
  encoder: { columns: weights.map(([column]) => column) },
  logistic: { intercept: -2, weights: Float64Array.from(weights, ([, weight]) => weight) },
  calibration: { kind: 'platt', slope: 1, intercept: 0 },
};
const average = [2, 1, 1, 0.2, 0.3, 0.1];
const subject = (feature: string) => feature.replace('~', '');

function reasonsOf(features: Record<string, string | number | null>, matter?: (name: string) => string) {
  const found = reasonsFor(propensity, average, tableOf([features]), {
    subject,
    ...(matter ? { matter } : {}),
  });
  return new Map(found.map((reason) => [reason.subject, reason]));
}

describe('a reason', () => {
  test('that nobody ever came is told apart from what somebody did', () => {
    const reasons = reasonsOf({ pages: 0, 'pages~': 0, forms: 0, fairs: 1, country: null });
    // Without it they are likelier by the model: but it is nothing they did.
    expect(reasons.get('forms')).toMatchObject({ there: false });
    expect(reasons.get('forms')?.logOdds).toBeCloseTo(0.7);
    expect(reasons.get('country')).toMatchObject({ there: false });
    expect(reasons.get('fairs')).toMatchObject({ there: true });
    expect(reasons.get('fairs')?.logOdds).toBeCloseTo(0.88);
    expect(reasons.get('pages')?.logOdds).toBeCloseTo(-0.1);
  });

  test('is the sum of all that says the same, named by what is there and moves it most', () => {
    const matter = (name: string) => (name === 'pages' || name === 'forms' ? 'site' : name);
    const reasons = reasonsOf({ pages: 3, 'pages~': 2.5, forms: 0, fairs: 0, country: 'DE' }, matter);
    expect(reasons.has('forms')).toBe(false);
    expect(reasons.get('pages')).toMatchObject({ there: true });
    expect(reasons.get('pages')?.logOdds).toBeCloseTo(-0.4 + 1.35 + 0.7);
    expect(reasons.get('country')).toMatchObject({ there: true, word: 'DE' });
  });
});
