import { effectsOf, type Effect } from '../learn/effects.ts';
import { calibrationOf, rankedBy, type Auc, type Ranked } from '../learn/metrics.ts';
import {
  checkOf,
  foretell,
  isRefusal,
  learn,
  weightsOf,
  type Learnt,
  type Propensity,
  type Refusal,
} from '../learn/propensity.ts';
import { pickRows, type Table } from '../learn/table.ts';
import { subjectOf } from './subject.ts';
import type { Catalogue } from './catalogue.ts';

/** A model as it is kept: numbers only. */
export type StoredModel = Omit<Propensity, 'logistic'> & {
  catalogue: Catalogue;
  intercept: number;
  weights: number[];
  /** The columns of the average person. */
  means: number[];
  /** The share of people who become customers, over all cut-offs. */
  base: number;
};

/** How good it is, as the page shows it. */
export type Checked = {
  held: {
    cutOff: string;
    people: number;
    customers: number;
    auc: Auc;
    calibrationError: number;
    topDecileLift: number;
    ranked: Ranked[];
    bins: CheckedBin[];
  };
  folds: { auc: Auc; calibrationError: number; people: number };
  calibration: 'platt' | 'isotonic';
  effects: Effect[];
};

type CheckedBin = {
  from: number;
  to: number;
  people: number;
  foretold: number;
  happened: number;
  low: number;
  high: number;
};

/** Everybody at every cut-off: rows of one table. */
export type Course = {
  table: Table;
  catalogue: Catalogue;
  outcomes: boolean[];
  /** Whose row it is. */
  groups: Int32Array;
  /** Which cut-off it is of, the newest being 0; and from which on all outcomes were known when the newest was. */
  nth: Int32Array;
  knownFrom: number;
  cutOff: string;
  share: number;
  /** What the model in use knew before the newest cut-off: held against the new one on the same people. */
  rival?: StoredModel | undefined;
};

export type Finished = {
  model: StoredModel;
  trial: StoredModel;
  checked: Checked;
  /** The rival's, on the same people. */
  rivalAuc: number | null;
};

/** So many customers before and after the newest cut-off say something about it. */
export const FEWEST_BEFORE = 50;
export const FEWEST_AFTER = 15;

/** Trains on everything, and says how good that is by training once more on what was known before the newest cut-off. */
export function follow(course: Course): Finished | Refusal {
  const { table, catalogue, outcomes, groups, nth, share } = course;
  const before = rowsWhere(nth, (each) => each >= course.knownFrom);
  const newest = rowsWhere(nth, (each) => each === 0);
  const pick = (rows: number[]) => ({
    table: pickRows(table, rows),
    outcomes: rows.map((row) => outcomes[row] ?? false),
    groups: Int32Array.from(rows, (row) => groups[row] ?? 0),
    share,
  });
  const trial = learn(pick(before));
  if (isRefusal(trial)) return trial;
  const all = learn({ table, outcomes, groups, share, l2: trial.l2 });
  if (isRefusal(all)) return all;
  const test = pick(newest);
  const held = heldOf(foretell(trial.propensity, test.table), test.outcomes, share, course.cutOff);
  const { auc, calibrationError, people } = all.check;
  return {
    model: toStored(all, catalogue, outcomes, share),
    trial: toStored(trial, catalogue, outcomes, share),
    checked: {
      held,
      folds: { auc, calibrationError, people },
      calibration: all.propensity.calibration.kind,
      effects: effectsOf(all, { table, outcomes, groups, share, subjectOf }),
    },
    rivalAuc: course.rival
      ? checkOf(foretell(fromStored(course.rival), test.table), test.outcomes).auc.auc
      : null,
  };
}

export function fromStored({ encoder, intercept, weights, calibration }: StoredModel): Propensity {
  return { encoder, calibration, logistic: { intercept, weights: Float64Array.from(weights) } };
}

function toStored(
  { propensity, means }: Learnt,
  catalogue: Catalogue,
  outcomes: boolean[],
  share: number,
): StoredModel {
  const { encoder, logistic, calibration } = propensity;
  const happened = outcomes.filter(Boolean).length;
  return {
    catalogue,
    encoder,
    calibration,
    intercept: logistic.intercept,
    weights: [...logistic.weights],
    means: [...means],
    base: happened / (happened + (outcomes.length - happened) / share),
  };
}

function heldOf(probabilities: Float64Array, outcomes: boolean[], share: number, cutOff: string) {
  const weights = weightsOf(outcomes, share);
  const { auc, calibrationError, topDecileLift } = checkOf(probabilities, outcomes, { weights });
  const ranked = rankedBy(probabilities, outcomes, weights);
  const { people = 0, customers = 0 } = ranked.at(-1) ?? {};
  const bins = tenths(probabilities, outcomes, weights);
  return { cutOff, people, customers, auc, calibrationError, topDecileLift, ranked, bins };
}

/** Ten bins up to the highest probability: over all of 0 to 1 most would be empty where few become customers. */
function tenths(probabilities: Float64Array, outcomes: boolean[], weights: Float64Array): CheckedBin[] {
  const highest = probabilities.reduce((one, other) => Math.max(one, other), 0);
  const most = Math.min(1, Math.max(0.05, Math.ceil(highest * 20) / 20));
  const scaled = probabilities.map((each) => each / most);
  return calibrationOf(scaled, outcomes, { weights }).map(({ from, to, people, foretold, happened }) => ({
    from: from * most,
    to: to * most,
    people,
    foretold: foretold * most,
    happened,
    ...wilson(happened, people),
  }));
}

const Z_95 = 1.959963984540054;

/** The interval of a share (Wilson, JASA 22, 1927). */
function wilson(share: number, people: number): { low: number; high: number } {
  const z2 = Z_95 ** 2 / people;
  const middle = (share + z2 / 2) / (1 + z2);
  const width = (Z_95 * Math.sqrt((share * (1 - share)) / people + z2 / people / 4)) / (1 + z2);
  return { low: Math.max(0, middle - width), high: Math.min(1, middle + width) };
}

function rowsWhere(nth: Int32Array, is: (nth: number) => boolean): number[] {
  const rows: number[] = [];
  for (const [row, each] of nth.entries()) if (is(each)) rows.push(row);
  return rows;
}
