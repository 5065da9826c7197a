import { fitLogistic, probability } from './logistic.ts';
import { logLoss } from './metrics.ts';

/** From a score to a probability that keeps its word: of those with 0.3, three in ten. */
export type Calibration =
  | { kind: 'platt'; slope: number; intercept: number }
  /** Steps that never go down: `scores[i]` is the middle of step `i`. */
  | { kind: 'isotonic'; scores: number[]; probabilities: number[] };

/** How much each row counts; once when left out. */
type Weights = Float64Array | undefined;

/** Below so many of either, steps would follow chance (Niculescu-Mizil and Caruana, ICML 2005). */
const FEWEST_FOR_STEPS = 200;

type ChosenCalibration = {
  calibration: Calibration;
  /** Of each, by a curve that was learnt without their fold. */
  probabilities: Float64Array;
};

/**
 * A logistic curve or steps, whichever foretells better those folds it has not seen. `odds` are of people the model was
 * not trained on.
 */
export function learnCalibration(
  odds: Float64Array,
  outcomes: readonly boolean[],
  folds: Uint8Array,
  weights?: Weights,
): ChosenCalibration {
  const yes = outcomes.filter(Boolean).length;
  const few = Math.min(yes, outcomes.length - yes) < FEWEST_FOR_STEPS;
  const tried = (few ? [learnPlatt] : [learnPlatt, learnIsotonic]).map((learn) => {
    const probabilities = acrossFolds(learn, odds, outcomes, folds, weights);
    return { learn, probabilities, loss: logLoss(probabilities, outcomes, weights) };
  });
  const best = tried.reduce((one, other) => (other.loss < one.loss ? other : one));
  return { calibration: best.learn(odds, outcomes, weights), probabilities: best.probabilities };
}

function acrossFolds(
  learn: typeof learnPlatt,
  odds: Float64Array,
  outcomes: readonly boolean[],
  folds: Uint8Array,
  weights: Weights,
): Float64Array {
  const probabilities = new Float64Array(odds.length);
  for (const fold of new Set(folds)) {
    const rest = outcomes.flatMap((_, at) => (folds[at] === fold ? [] : [at]));
    const curve = learn(
      Float64Array.from(rest, (at) => odds[at] ?? 0),
      rest.map((at) => outcomes[at] ?? false),
      weights && Float64Array.from(rest, (at) => weights[at] ?? 1),
    );
    for (const [at, own] of folds.entries())
      if (own === fold) probabilities[at] = calibrated(curve, odds[at] ?? 0);
  }
  return probabilities;
}

export function calibrated(calibration: Calibration, odds: number): number {
  if (calibration.kind === 'platt') return probability(calibration.slope * odds + calibration.intercept);
  return between(calibration.scores, calibration.probabilities, odds);
}

/** A logistic curve over the log-odds (Platt, 1999). */
export function learnPlatt(
  odds: ArrayLike<number>,
  outcomes: readonly boolean[],
  counted?: Weights,
): Calibration {
  const rows = outcomes.length;
  const matrix = {
    rows,
    columns: 1,
    starts: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    indices: new Int32Array(rows),
    values: Float64Array.from(odds),
  };
  const { weights, intercept } = fitLogistic(matrix, outcomes, { l2: 1, weights: counted });
  return { kind: 'platt', slope: weights[0] ?? 1, intercept };
}

/**
 * The best steps that never go down, by pooling neighbours that would (Ayer et al. 1955; Zadrozny and Elkan, KDD 2002);
 * between the middles of two steps it goes straight.
 */
export function learnIsotonic(
  odds: ArrayLike<number>,
  outcomes: readonly boolean[],
  weights?: Weights,
): Calibration {
  const order = Array.from(outcomes.keys()).toSorted((a, b) => (odds[a] ?? 0) - (odds[b] ?? 0));
  const steps: Step[] = [];
  for (const at of order) {
    const people = weights?.[at] ?? 1;
    steps.push({ people, happened: people * Number(outcomes[at]), odds: people * (odds[at] ?? 0) });
    for (
      let [before, last] = lastTwo(steps);
      before && last && goesDown(before, last);
      [before, last] = lastTwo(steps)
    ) {
      steps.splice(-2, 2, pooled(before, last));
    }
  }
  return {
    kind: 'isotonic',
    scores: steps.map((step) => step.odds / step.people),
    probabilities: withoutCertainty(steps),
  };
}

/** Nobody is certain: of n of whom all did, the next one does in (n + 1) of (n + 2) (Laplace). Only the ends can be. */
function withoutCertainty(steps: Step[]): number[] {
  const probabilities = steps.map(({ people, happened }) => happened / people);
  const [first, last] = [steps[0], steps.at(-1)];
  const inner = probabilities.slice(1, -1);
  if (first?.happened === 0) probabilities[0] = Math.min(1 / (first.people + 2), inner[0] ?? 1);
  if (last && last.happened === last.people)
    probabilities[steps.length - 1] = Math.max((last.people + 1) / (last.people + 2), inner.at(-1) ?? 0);
  return probabilities;
}

type Step = { people: number; happened: number; odds: number };

function lastTwo(steps: Step[]): [Step | undefined, Step | undefined] {
  return [steps.at(-2), steps.at(-1)];
}

function goesDown(before: Step, last: Step): boolean {
  return before.happened / before.people >= last.happened / last.people;
}

function pooled(a: Step, b: Step): Step {
  return { people: a.people + b.people, happened: a.happened + b.happened, odds: a.odds + b.odds };
}

function between(scores: number[], probabilities: number[], odds: number): number {
  let [low, high] = [0, scores.length - 1];
  if (odds <= (scores[low] ?? 0)) return probabilities[low] ?? 0;
  if (odds >= (scores[high] ?? 0)) return probabilities[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((scores[middle] ?? 0) <= odds) low = middle;
    else high = middle;
  }
  const [from, to] = [scores[low] ?? 0, scores[high] ?? 0];
  const way = to > from ? (odds - from) / (to - from) : 0;
  return (probabilities[low] ?? 0) * (1 - way) + (probabilities[high] ?? 0) * way;
}
