import { spreadOf } from '../learn/effects.ts';
import { fitLogistic } from '../learn/logistic.ts';
import type { Matrix } from '../learn/sample.ts';

/** Somebody at a cut-off: which rules held, and what came of it. */
export type Case = {
  contactId: string;
  became: boolean;
  holds: ReadonlySet<string>;
  /** For how long they had been known, in spans. */
  known: string;
  /** For how many people they stand. */
  stands: number;
};

export type Measured = {
  held: Counted;
  others: Counted;
  /** How many times likelier those of whom it held became customers. */
  lift: Ranged | null;
  /** Points on the scale of the rules there are. */
  suggested: Ranged | null;
};
export type Counted = { people: number; customers: number };
type Ranged = { value: number; low: number; high: number };

/** Without points: a raised hand, which is weighed with the others and scaled as they are. */
type Rule = { id: string; points: number | null };

const Z_95 = 1.959963984540054;
/** With fewer on either side, a ratio would be chance. */
const FEWEST_PEOPLE = 20;
const FEWEST_CUSTOMERS = 5;
const HELD_BACK = 1;

/**
 * Each rule's lift by itself, and the points all of them deserve together: a logistic regression over which rules held,
 * among people known for equally long, so that what always comes along with something else is not counted twice. Its
 * log-odds are brought to the signed points' scale: all together weigh as much as before.
 */
export function worthOf(rules: readonly Rule[], cases: readonly Case[]) {
  const measured = new Map<string, Measured>();
  for (const { id } of rules) {
    const held = countOf(cases.filter(({ holds }) => holds.has(id)));
    const others = countOf(cases.filter(({ holds }) => !holds.has(id)));
    measured.set(id, { held, others, lift: liftOf(held, others), suggested: null });
  }
  const sound = rules.filter(({ id }) => measured.get(id)?.lift);
  for (const [id, suggested] of suggestionsFor(sound, cases)) {
    const found = measured.get(id);
    if (found) measured.set(id, { ...found, suggested });
  }
  return measured;
}

function countOf(cases: readonly Case[]): Counted {
  const sum = (some: readonly Case[]) => Math.round(some.reduce((total, { stands }) => total + stands, 0));
  return { people: sum(cases), customers: sum(cases.filter(({ became }) => became)) };
}

/** The ratio of two shares with its interval (Katz, Baptista, Azen and Pike, Biometrics 34, 1978). */
function liftOf(held: Counted, others: Counted): Ranged | null {
  if (Math.min(held.people, others.people) < FEWEST_PEOPLE) return null;
  if (held.customers + others.customers < FEWEST_CUSTOMERS || others.customers === 0) return null;
  // Half a customer, so that none of twenty is no certainty.
  const customers = held.customers || 0.5;
  const ratio = customers / held.people / (others.customers / others.people);
  const error = Math.sqrt(1 / customers - 1 / held.people + 1 / others.customers - 1 / others.people);
  const value = held.customers === 0 ? 0 : ratio;
  return {
    value,
    low: held.customers === 0 ? 0 : ratio * Math.exp(-Z_95 * error),
    high: ratio * Math.exp(Z_95 * error),
  };
}

function suggestionsFor(rules: readonly Rule[], cases: readonly Case[]): Map<string, Ranged> {
  if (rules.length === 0) return new Map();
  const spans = [...new Set(cases.map(({ known }) => known))];
  const columns = new Map(
    [...rules.map(({ id }) => id), ...spans.map((span) => `known ${span}`)].map((name, at) => [name, at]),
  );
  const matrix = matrixOf(cases, columns);
  const outcomes = cases.map(({ became }) => became);
  const people = new Map<string, number>();
  const groups = Int32Array.from(cases, ({ contactId }) => {
    const group = people.get(contactId) ?? people.size;
    people.set(contactId, group);
    return group;
  });
  const fitted = fitLogistic(matrix, outcomes, { l2: HELD_BACK });
  const spread = spreadOf(matrix, { outcomes, groups }, HELD_BACK, fitted);
  const sizes = rules.flatMap(({ points }, at) =>
    points === null ? [] : [{ points, weight: fitted.weights[at] ?? 0 }],
  );
  const total = (read: (size: (typeof sizes)[number]) => number) =>
    sizes.reduce((sum, size) => sum + Math.abs(read(size)), 0);
  const scale =
    total(({ points }) => points) /
    Math.max(
      1e-9,
      total(({ weight }) => weight),
    );
  return new Map(
    rules.map(({ id }, at) => {
      const along = new Float64Array(matrix.columns + 1);
      along[at] = 1;
      const error = Math.sqrt(spread(along));
      const weight = fitted.weights[at] ?? 0;
      const said = (each: number) => Math.round(scale * each) || 0;
      return [
        id,
        { value: said(weight), low: said(weight - Z_95 * error), high: said(weight + Z_95 * error) },
      ];
    }),
  );
}

function matrixOf(cases: readonly Case[], columns: ReadonlyMap<string, number>): Matrix {
  const starts = new Int32Array(cases.length + 1);
  const indices: number[] = [];
  for (const [row, { holds, known }] of cases.entries()) {
    for (const name of [...holds, `known ${known}`]) {
      const at = columns.get(name);
      if (at !== undefined) indices.push(at);
    }
    starts[row + 1] = indices.length;
  }
  const values = new Float64Array(indices.length).fill(1);
  return { rows: cases.length, columns: columns.size, starts, indices: Int32Array.from(indices), values };
}
