import { solved } from './curvature.ts';
import type { Matrix } from './sample.ts';

/** log-odds = intercept + Σ weight × column. */
export type Logistic = { intercept: number; weights: Float64Array };

type Penalty = {
  /** λ of λ/2 · Σ weight²: scikit-learn's 1/C. The intercept is free, or the base rate would be wrong. */
  l2: number;
  /** How much each row counts; once when left out. */
  weights?: Float64Array | undefined;
  /** Where to begin: the answer is the same from everywhere, but near by it is found sooner. */
  from?: Logistic | undefined;
  /** The root of the curvature near the answer (curvature.ts): with it the first step is nearly the last. */
  root?: Float64Array | null | undefined;
};

const MOST_ROUNDS = 200;
/** Of the largest slope at the start: below it, nothing moves that one would see. */
const FLAT = 1e-6;
const REMEMBERED = 10;

/**
 * Regularised logistic regression by L-BFGS (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", Mathematical Programming 45, 1989): the objective is convex, so what it finds is the one best answer.
 */
export function fitLogistic(
  matrix: Matrix,
  outcomes: readonly boolean[],
  { l2, weights, from, root }: Penalty,
): Logistic {
  const task: Task = { matrix, target: Float64Array.from(outcomes, Number), l2, weights };
  let point: Float64Array = new Float64Array(matrix.columns + 1);
  point[matrix.columns] = logit(baseRate(task.target));
  let { loss, slope }: Omit<State, 'point'> = objective(task, point);
  const flat = FLAT * Math.max(1, largest(slope));
  if (from) {
    point = Float64Array.from([...from.weights, from.intercept]);
    ({ loss, slope } = objective(task, point));
  }
  const memory: Step[] = [];
  for (let round = 0; round < MOST_ROUNDS && largest(slope) > flat; round++) {
    const direction = descent(slope, memory, root);
    const moved = search(task, { point, loss, slope }, direction);
    if (!moved) break;
    remember(memory, difference(moved.point, point), difference(moved.slope, slope));
    ({ point, loss, slope } = moved);
  }
  return { intercept: point[matrix.columns] ?? 0, weights: point.slice(0, matrix.columns) };
}

/** The log-odds of every row. */
export function logOdds(
  { intercept, weights }: Logistic,
  { rows, starts, indices, values }: Matrix,
): Float64Array {
  const odds = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = intercept;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at++)
      sum += (weights[indices[at] ?? 0] ?? 0) * (values[at] ?? 0);
    odds[row] = sum;
  }
  return odds;
}

export function probability(odds: number): number {
  return odds >= 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
}

export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

type Step = { move: Float64Array; change: Float64Array; scale: number };
type Task = { matrix: Matrix; target: Float64Array; l2: number; weights: Float64Array | undefined };
type State = { point: Float64Array; loss: number; slope: Float64Array };

/** −log likelihood plus penalty, and how it changes with every weight. */
function objective({ matrix, target, l2, weights }: Task, point: Float64Array): Omit<State, 'point'> {
  const { rows, columns, starts, indices, values } = matrix;
  const slope = new Float64Array(columns + 1);
  let loss = 0;
  for (let column = 0; column < columns; column++) {
    const weight = point[column]!;
    loss += (l2 / 2) * weight * weight;
    slope[column] = l2 * weight;
  }
  const intercept = point[columns]!;
  for (let row = 0; row < rows; row++) {
    const [start, end] = [starts[row]!, starts[row + 1]!];
    let odds = intercept;
    for (let at = start; at < end; at++) odds += point[indices[at]!]! * values[at]!;
    const y = target[row]!;
    // log(1 + e^odds) − y·odds, without overflow.
    const times = weights ? weights[row]! : 1;
    loss += times * (Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - y * odds);
    const error = times * (probability(odds) - y);
    for (let at = start; at < end; at++) slope[indices[at]!]! += error * values[at]!;
    slope[columns]! += error;
  }
  return { loss, slope };
}

/** The two-loop recursion: the slope as seen through the curvature of the last steps. */
function descent(slope: Float64Array, memory: Step[], root?: Float64Array | null): Float64Array {
  let direction: Float64Array = slope.map((each) => -each);
  const shares: number[] = [];
  for (const { move, change, scale } of memory.toReversed()) {
    const share = scale * dot(move, direction);
    shares.unshift(share);
    addTo(direction, change, -share);
  }
  const last = memory.at(-1);
  if (root) direction = solved(root, direction);
  else if (last) {
    const length = dot(last.move, last.change) / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at]! *= length;
  }
  for (const [at, { move, change, scale }] of memory.entries())
    addTo(direction, move, (shares[at] ?? 0) - scale * dot(change, direction));
  return direction;
}

const SUFFICIENT = 1e-4;
const MOST_HALVINGS = 40;

/** The first of ever shorter steps that goes down as much as the slope promises (Armijo 1966). */
function search(task: Task, from: State, direction: Float64Array): State | null {
  const promised = dot(from.slope, direction);
  if (!(promised < 0)) return null;
  for (let length = 1, tries = 0; tries < MOST_HALVINGS; length /= 2, tries++) {
    const point = from.point.slice();
    addTo(point, direction, length);
    const { loss, slope } = objective(task, point);
    if (loss <= from.loss + SUFFICIENT * length * promised) return { point, loss, slope };
  }
  return null;
}

function remember(memory: Step[], move: Float64Array, change: Float64Array): void {
  const curvature = dot(move, change);
  if (curvature <= 1e-12 * dot(change, change)) return;
  memory.push({ move, change, scale: 1 / curvature });
  if (memory.length > REMEMBERED) memory.shift();
}

function baseRate(target: Float64Array): number {
  // Half a case each way: nobody is certain, and the logit of nobody is no number.
  return (dot(target, target) + 0.5) / (target.length + 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function addTo(sum: Float64Array, more: Float64Array, times: number): void {
  for (let at = 0; at < sum.length; at++) sum[at]! += times * more[at]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}

function largest(values: Float64Array): number {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}
