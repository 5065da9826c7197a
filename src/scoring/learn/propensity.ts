import { calibrated, learnCalibration, type Calibration } from './calibration.ts';
import { encode, learnEncoder, nameOf, type Encoder } from './encoder.ts';
import { fitLogistic, logOdds, type Logistic } from './logistic.ts';
import { aucOf, calibrationError, calibrationOf, liftOf, logLoss, type Auc, type Bin } from './metrics.ts';
import type { Features, Sample } from './sample.ts';

/** Foretells an outcome from what is known: encoder, weights, and the curve that makes probabilities of log-odds. */
export type Propensity = { encoder: Encoder; logistic: Logistic; calibration: Calibration };

/** How it did on people it had not seen. */
export type Check = {
  people: number;
  happened: number;
  auc: Auc;
  calibrationError: number;
  logLoss: number;
  topDecileLift: number;
  curve: Bin[];
};

export type Refusal = { refused: string };

/** With fewer of either, whatever is learnt is chance: ten cases a weight is the rule of thumb (Peduzzi et al. 1996). */
const FEWEST_OF_EACH = 50;
const FOLDS = 5;

export function isRefusal(learnt: Learnt | Refusal): learnt is Refusal {
  return 'refused' in learnt;
}

export type Learnt = { propensity: Propensity; check: Check };

/**
 * Learns from everybody; what it says of itself comes from five folds, each foretold by a model that was trained, and
 * calibrated, without it. Says what is missing when there is too little to learn from.
 */
export function learnPropensity(samples: readonly Sample[], { l2 = 1 } = {}): Learnt | Refusal {
  const happened = samples.filter(({ outcome }) => outcome).length;
  const fewest = Math.min(happened, samples.length - happened);
  if (fewest < FEWEST_OF_EACH) return { refused: tooFew(happened, samples.length) };
  const folds = stratified(samples);
  const odds = new Float64Array(samples.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const [rest, held] = split(folds, fold);
    const { encoder, logistic } = train(rest.map((at) => samples[at]).filter(isThere), l2);
    const found = logOdds(
      logistic,
      encode(encoder, featuresOf(held.map((at) => samples[at]).filter(isThere))),
    );
    for (const [place, at] of held.entries()) odds[at] = found[place] ?? 0;
  }
  const outcomes = samples.map(({ outcome }) => outcome);
  const probabilities = new Float64Array(samples.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const [rest, held] = split(folds, fold);
    const calibration = learnCalibration(
      rest.map((at) => odds[at] ?? 0),
      rest.map((at) => outcomes[at] ?? false),
    );
    for (const at of held) probabilities[at] = calibrated(calibration, odds[at] ?? 0);
  }
  const propensity = { ...train(samples, l2), calibration: learnCalibration(odds, outcomes) };
  return { propensity, check: checkOf(probabilities, outcomes) };
}

export function checkOf(probabilities: ArrayLike<number>, outcomes: readonly boolean[]): Check {
  return {
    people: outcomes.length,
    happened: outcomes.filter(Boolean).length,
    auc: aucOf(probabilities, outcomes),
    calibrationError: calibrationError(probabilities, outcomes),
    logLoss: logLoss(probabilities, outcomes),
    topDecileLift: liftOf(probabilities, outcomes),
    curve: calibrationOf(probabilities, outcomes),
  };
}

/** The probability of each. */
export function foretell(
  { encoder, logistic, calibration }: Propensity,
  people: readonly Features[],
): Float64Array {
  return logOdds(logistic, encode(encoder, people)).map((odds) => calibrated(calibration, odds));
}

/** How much a feature moves the log-odds of somebody, against the average person. */
export type Reason = { name: string; logOdds: number };

/** What speaks for and against somebody: the strongest three of each. `average` are the people they are held against. */
export function reasonsFor({ encoder, logistic }: Propensity, average: Features[], person: Features) {
  const [means, own] = [meansOf(encoder, average), meansOf(encoder, [person])];
  const byFeature = new Map<string, Reason>();
  for (const [at, column] of encoder.columns.entries()) {
    const reason = byFeature.get(column.feature) ?? { name: column.feature, logOdds: 0 };
    // Of all the words a feature may be, theirs is the one to name.
    if (column.kind !== 'number' && own[at] === 1) reason.name = nameOf(column);
    reason.logOdds += (logistic.weights[at] ?? 0) * ((own[at] ?? 0) - (means[at] ?? 0));
    byFeature.set(column.feature, reason);
  }
  const strongest = [...byFeature.values()].toSorted((a, b) => b.logOdds - a.logOdds);
  return {
    for: strongest.filter((reason) => reason.logOdds > 0).slice(0, 3),
    against: strongest
      .filter((reason) => reason.logOdds < 0)
      .slice(-3)
      .toReversed(),
  };
}

function train(samples: readonly Sample[], l2: number): { encoder: Encoder; logistic: Logistic } {
  const encoder = learnEncoder(featuresOf(samples));
  const matrix = encode(encoder, featuresOf(samples));
  const outcomes = samples.map(({ outcome }) => outcome);
  return { encoder, logistic: fitLogistic(matrix, outcomes, { l2 }) };
}

/** Which fold each belongs to: those who did and those who did not are dealt out one by one, so every fold has its share. */
function stratified(samples: readonly Sample[]): Uint8Array {
  const folds = new Uint8Array(samples.length);
  const next = { true: 0, false: 0 };
  for (const [at, { outcome }] of samples.entries()) folds[at] = next[`${outcome}`]++ % FOLDS;
  return folds;
}

function split(folds: Uint8Array, fold: number): [rest: number[], held: number[]] {
  const [rest, held]: [number[], number[]] = [[], []];
  for (const [at, own] of folds.entries()) (own === fold ? held : rest).push(at);
  return [rest, held];
}

function featuresOf(samples: readonly Sample[]): Features[] {
  return samples.map(({ features }) => features);
}

function meansOf(encoder: Encoder, people: Features[]): Float64Array {
  const { indices, values } = encode(encoder, people);
  const means = new Float64Array(encoder.columns.length);
  for (const [place, column] of indices.entries())
    means[column] = (means[column] ?? 0) + (values[place] ?? 0) / people.length;
  return means;
}

function isThere(sample: Sample | undefined): sample is Sample {
  return sample !== undefined;
}

function tooFew(happened: number, people: number): string {
  const others = people - happened;
  const missing = [
    happened < FEWEST_OF_EACH && `${FEWEST_OF_EACH - happened} more who did`,
    others < FEWEST_OF_EACH && `${FEWEST_OF_EACH - others} more who did not`,
  ].filter(Boolean);
  return `There is too little to learn from: of ${people} people ${happened} did. It needs ${missing.join(' and ')}.`;
}
