import { expect, test } from 'vitest';
import { learnIsotonic, calibrated, learnPlatt } from './calibration.ts';
import { encode, learnEncoder, nameOf } from './encoder.ts';
import { fitLogistic, logit, logOdds, probability } from './logistic.ts';
import { effectsOf } from './effects.ts';
import { foretell, isRefusal, learn, learnPropensity, reasonsFor } from './propensity.ts';
import type { Matrix, Sample } from './sample.ts';
import { tableOf } from './table.ts';

function dense(rows: number[][]): Matrix {
  const columns = rows[0]?.length ?? 0;
  return {
    rows: rows.length,
    columns,
    starts: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * columns),
    indices: Int32Array.from(rows.flatMap((row) => row.map((_, column) => column))),
    values: Float64Array.from(rows.flat()),
  };
}

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('of a table of two by two it finds the logarithm of the odds ratio', () => {
  // 30 of 40 with, 20 of 80 without: odds 3 and 1/3.
  const rows = Array.from({ length: 120 }, (_, at) => [at < 40 ? 1 : 0]);
  const outcomes = rows.map((_, at) => (at < 40 ? at < 30 : at < 60));
  const { intercept, weights } = fitLogistic(dense(rows), outcomes, { l2: 0 });
  expect(intercept).toBeCloseTo(logit(0.25), 5);
  expect(weights[0]).toBeCloseTo(Math.log(9), 5);
});

test('at the best point no weight wants to move', () => {
  const next = random(11);
  const rows = Array.from({ length: 500 }, () => [next() * 2 - 1, next() * 2 - 1, next() < 0.3 ? 1 : 0]);
  const outcomes = rows.map(([a = 0, b = 0, c = 0]) => next() < probability(a - 2 * b + c - 0.5));
  const matrix = dense(rows);
  const model = fitLogistic(matrix, outcomes, { l2: 2 });
  const errors = logOdds(model, matrix).map((odds, at) => probability(odds) - Number(outcomes[at]));
  const pull = (column: number) =>
    errors.reduce((sum, error, row) => sum + error * (rows[row]?.[column] ?? 0), 0);
  for (const column of [0, 1, 2]) expect(pull(column) + 2 * (model.weights[column] ?? 0)).toBeCloseTo(0, 3);
  expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 3);
});

test('isotonic steps never go down and keep the mean', () => {
  const next = random(5);
  const odds = Array.from({ length: 2_000 }, () => next() * 6 - 3);
  // A curve that no logistic one fits: only the middle rises.
  const truth = (each: number) => (each < -1 ? 0.1 : each > 1 ? 0.7 : 0.4 + 0.3 * each);
  const outcomes = odds.map((each) => next() < truth(each));
  const steps = learnIsotonic(odds, outcomes);
  const along = [-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3].map((each) => calibrated(steps, each));
  expect(along).toEqual(along.toSorted((a, b) => a - b));
  for (const each of [-2, 0, 2]) expect(Math.abs(calibrated(steps, each) - truth(each))).toBeLessThan(0.08);
  const mean = odds.reduce((sum, each) => sum + calibrated(steps, each), 0) / odds.length;
  expect(mean).toBeCloseTo(outcomes.filter(Boolean).length / odds.length, 1);
});

test('Platt’s curve undoes log-odds that were twice too sure', () => {
  const next = random(9);
  const odds = Array.from({ length: 5_000 }, () => next() * 8 - 4);
  const curve = learnPlatt(
    odds,
    odds.map((each) => next() < probability(each / 2)),
  );
  for (const each of [-3, -1, 0, 1, 3]) expect(calibrated(curve, each)).toBeCloseTo(probability(each / 2), 1);
});

test('features become columns that are learnt from those one trains on', () => {
  const people = Array.from({ length: 100 }, (_, at) => ({
    visits: at,
    country: at % 2 === 0 ? 'DE' : 'GB',
    same: 'x',
    city: at < 30 ? null : at === 99 ? 'Leeds' : 'Köln',
  }));
  const encoder = learnEncoder(tableOf(people));
  expect(encoder.columns.map(nameOf)).toEqual([
    'city is Köln',
    'city is something else',
    'city is not known',
    'country is DE',
    'country is GB',
    'visits',
  ]);
  const { indices, values } = encode(encoder, tableOf([{ visits: 49.5, country: 'FR', city: null }]));
  expect([...indices], 'the mean is nothing, and a country never seen is none').toEqual([2]);
  expect([...values]).toEqual([1]);
});

test('it learns who buys, says how sure it is, and why', () => {
  const next = random(3);
  const samples = Array.from({ length: 4_000 }, (): Sample => {
    const fair = next() < 0.3;
    const visits = Math.floor(next() * 10);
    const outcome = next() < probability(-2.5 + 1.5 * Number(fair) + 0.25 * visits);
    return { features: { fair, visits, noise: next() }, outcome };
  });
  const learnt = learnPropensity(samples);
  if (isRefusal(learnt)) throw new Error(learnt.refused);
  expect(learnt.check.calibrationError).toBeLessThan(0.03);
  expect(learnt.check.auc.low).toBeGreaterThan(0.7);
  const person = { fair: true, visits: 1, noise: 0.5 };
  const [p] = foretell(learnt.propensity, [person]);
  expect(p).toBeGreaterThan(0.2);
  expect(p).toBeLessThan(0.42);
  const reasons = reasonsFor(learnt.propensity, learnt.means, tableOf([person]));
  expect(reasons[0]?.name).toBe('fair is true');
  expect(reasons.at(-1)?.name).toBe('visits');
});

test('a tenth of those who did not, said to be one, foretells as all of them would', () => {
  const next = random(13);
  const people = Array.from({ length: 20_000 }, () => {
    const visits = Math.floor(next() * 10);
    return { visits, outcome: next() < probability(-4 + 0.3 * visits), drawn: next() < 0.1 };
  });
  const lesson = (some: typeof people, share: number) => {
    const learnt = learn({
      table: tableOf(some.map(({ visits }) => ({ visits }))),
      outcomes: some.map(({ outcome }) => outcome),
      share,
    });
    if (isRefusal(learnt)) throw new Error(learnt.refused);
    return learnt;
  };
  const all = lesson(people, 1);
  const some = lesson(
    people.filter(({ outcome, drawn }) => outcome || drawn),
    0.1,
  );
  for (const visits of [0, 4, 9]) {
    const truth = probability(-4 + 0.3 * visits);
    const [sampled = 0] = foretell(some.propensity, [{ visits }]);
    const [whole = 0] = foretell(all.propensity, [{ visits }]);
    expect(Math.abs(sampled - whole)).toBeLessThan(0.03);
    expect(Math.abs(sampled - truth)).toBeLessThan(0.03);
  }
  expect(some.check.calibrationError).toBeLessThan(0.01);
});

test('an effect covers the truth, and is no surer for people who come twice', () => {
  const next = random(17);
  const people = Array.from({ length: 3_000 }, () => {
    const fair = next() < 0.2 ? 1 : 0;
    return { fair, outcome: next() < probability(-2 + 1.2 * fair) };
  });
  const effectOf = (some: typeof people, groups?: Int32Array) => {
    const table = tableOf(some.map(({ fair }) => ({ fair })));
    const lesson = { table, outcomes: some.map(({ outcome }) => outcome), groups };
    const learnt = learn(lesson);
    if (isRefusal(learnt)) throw new Error(learnt.refused);
    const [effect] = effectsOf(learnt, { ...lesson, subjectOf: (feature) => feature });
    if (!effect) throw new Error('There is no effect.');
    return effect;
  };
  const once = effectOf(people);
  expect(once).toMatchObject({ subject: 'fair', kind: 'has' });
  expect(once.low).toBeLessThan(1.2);
  expect(once.high).toBeGreaterThan(1.2);
  const twice = people.flatMap((person) => [person, person]);
  const clustered = effectOf(
    twice,
    Int32Array.from(twice, (_, at) => at >> 1),
  );
  expect((clustered.high - clustered.low) / (once.high - once.low)).toBeCloseTo(1, 1);
});

test('with too few it says what is missing', () => {
  const samples = Array.from({ length: 200 }, (_, at): Sample => ({ features: { at }, outcome: at < 20 }));
  expect(learnPropensity(samples)).toEqual({
    refused: 'There is too little to learn from: of 200 people 20 did. It needs 30 more who did.',
  });
});
