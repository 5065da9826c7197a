import { scaled, type Column } from './encoder.ts';
import { curvatureOf, rootOf, solved } from './curvature.ts';
import { logOdds, probability, type Logistic } from './logistic.ts';
import type { Learnt, Lesson } from './propensity.ts';
import type { Matrix } from './sample.ts';
import type { TableColumn } from './table.ts';

/** What something is worth by the model, all else as it is: in log-odds, with its 95 % interval. */
export type Effect = {
  subject: string;
  /** Of a word, which; of a measure, null. */
  word: string | null;
  /** `has`: those who have it against those who do not. `more`: of one deviation more. */
  kind: 'has' | 'word' | 'unknown' | 'more';
  logOdds: number;
  low: number;
  high: number;
  /** Rows of whom it is true. */
  people: number;
};

type Asked = Lesson & { subjectOf: (feature: string) => string };

const Z_95 = 1.959963984540054;
/** Fewer rows with it tell nothing. */
const FEWEST = 20;

/**
 * What every subject is worth, the surest first. Of what most do not have, once and just now is held against never: so
 * count and how lately are one effect. The interval is the sandwich's over people (Huber 1967; Liang and Zeger, Biometrika 73, 1986), as one person's rows vary together.
 */
export function effectsOf({ propensity, matrix, l2 }: Learnt, asked: Asked): Effect[] {
  const { encoder, logistic } = propensity;
  const fitted = { ...logistic, intercept: logistic.intercept - Math.log(asked.share ?? 1) };
  const spread = spreadOf(matrix, asked, l2, fitted);
  const found = new Map(asked.table.columns.map((column) => [column.feature, column]));
  const bySubject = Map.groupBy(encoder.columns.keys(), (at) =>
    asked.subjectOf(encoder.columns[at]!.feature),
  );
  const effects = [...bySubject].flatMap(([subject, columns]) =>
    contrastsOf(subject, columns, encoder.columns, matrix, found.get(subject)),
  );
  return effects
    .map(({ direction, ...effect }) => {
      const size = direction.reduce((sum, [at, by]) => sum + by * (logistic.weights[at] ?? 0), 0);
      const full = new Float64Array(matrix.columns + 1);
      for (const [at, by] of direction) full[at] = by;
      const error = Math.sqrt(spread(full));
      return { ...effect, logOdds: size, low: size - Z_95 * error, high: size + Z_95 * error };
    })
    .toSorted((a, b) => strength(b) - strength(a));
}

function strength({ logOdds: size, low, high }: Effect): number {
  return Math.abs(size) / Math.max(1e-9, high - low);
}

/** How the columns differ between those of whom it is true and the others. */
type Contrast = Pick<Effect, 'subject' | 'word' | 'kind' | 'people'> & { direction: [number, number][] };

function contrastsOf(
  subject: string,
  indices: number[],
  columns: Column[],
  matrix: Matrix,
  source: TableColumn | undefined,
): Contrast[] {
  const numeric = indices.filter((at) => columns[at]?.kind === 'number');
  const contrasts: Contrast[] = [];
  if (numeric.length > 0 && source && 'numbers' in source) {
    const some = source.numbers;
    const mostlyNothing = some.filter((value) => value === 0).length > some.length / 2;
    if (mostlyNothing) contrasts.push(havingIt(subject, numeric, columns, some));
    else
      contrasts.push({
        subject,
        word: null,
        kind: 'more',
        people: matrix.rows,
        direction: [[numeric[0]!, 1]],
      });
  }
  for (const at of indices) {
    const column = columns[at];
    if (column?.kind === 'number' || column === undefined) continue;
    const others = indices.filter((other) => other !== at && columns[other]?.kind !== 'number');
    contrasts.push(beingIt(subject, at, column, others, matrix));
  }
  return contrasts.filter(
    ({ people }) => (people >= FEWEST && people <= matrix.rows - FEWEST) || people === matrix.rows,
  );
}

/** Once, and just now, against never: of what is counted and of what fades alike. */
function havingIt(subject: string, indices: number[], columns: Column[], values: Float64Array): Contrast {
  const direction = indices.map((at): [number, number] => {
    const column = columns[at]!;
    return [at, column.kind === 'number' ? scaled(column, 1) - scaled(column, 0) : 0];
  });
  const people = values.reduce((sum, value) => sum + Number(value > 0), 0);
  return { subject, word: null, kind: 'has', people, direction };
}

/** A word against the mixture of all others. */
function beingIt(subject: string, index: number, column: Column, others: number[], matrix: Matrix): Contrast {
  const counts = new Map<number, number>();
  const wanted = new Set([index, ...others]);
  for (const column of matrix.indices)
    if (wanted.has(column)) counts.set(column, (counts.get(column) ?? 0) + 1);
  const people = counts.get(index) ?? 0;
  const rest = matrix.rows - people;
  const direction: [number, number][] = [
    [index, 1],
    ...others.map((at): [number, number] => [at, -(counts.get(at) ?? 0) / Math.max(1, rest)]),
  ];
  const word = column.kind === 'word' ? column.label : null;
  return { subject, word, kind: column.kind === 'word' ? 'word' : 'unknown', people, direction };
}

/**
 * How the weights, and last the intercept, would vary with other people: H⁻¹ M H⁻¹, given as what it makes of a direction.
 * `fitted` is the model as it was fitted, before its intercept was put right for a sample.
 */
export function spreadOf(
  matrix: Matrix,
  { outcomes, groups }: Pick<Lesson, 'outcomes' | 'groups'>,
  l2: number,
  fitted: Logistic,
): (direction: Float64Array) => number {
  const { rows, columns, starts, indices, values } = matrix;
  const size = columns + 1;
  const root = rootOf(curvatureOf(matrix, fitted, Math.max(l2, 1e-6)), size);
  const odds = logOdds(fitted, matrix);
  const slopes = new Map<number, Float64Array>();
  for (let row = 0; row < rows; row++) {
    const error = probability(odds[row]!) - Number(outcomes[row]);
    const group = groups?.[row] ?? row;
    const slope = slopes.get(group) ?? new Float64Array(size);
    slopes.set(group, slope);
    for (let at = starts[row]!; at < starts[row + 1]!; at++) slope[indices[at]!]! += error * values[at]!;
    slope[columns]! += error;
  }
  return (direction) => {
    const found = root ? solved(root, direction) : direction;
    let sum = 0;
    for (const slope of slopes.values()) {
      let along = 0;
      for (let at = 0; at < size; at++) along += slope[at]! * found[at]!;
      sum += along * along;
    }
    return sum;
  };
}
