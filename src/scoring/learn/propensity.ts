import { calibrated, learnCalibration, type Calibration } from './calibration.ts';
import { encode, learnEncoder, nameOf, type Encoder } from './encoder.ts';
import { curvatureOf, rootOf } from './curvature.ts';
import { fitLogistic, logit, logOdds, type Logistic } from './logistic.ts';
import { aucOf, calibrationError, calibrationOf, liftOf, logLoss, type Auc, type Bin } from './metrics.ts';
import { rowsOf, type Features, type Matrix, type Sample } from './sample.ts';
import { tableOf, type Table, type TableColumn } from './table.ts';

/** Foretells an outcome from what is known: encoder, weights, and the curve that makes probabilities of log-odds. */
export type Propensity = { encoder: Encoder; logistic: Logistic; calibration: Calibration };

/** How it did on people it had not seen. */
type Check = {
  people: number;
  happened: number;
  auc: Auc;
  calibrationError: number;
  logLoss: number;
  topDecileLift: number;
  curve: Bin[];
};

export type Refusal = { refused: string };

/** People to learn from, and what became of them. */
export type Lesson = {
  table: Table;
  outcomes: boolean[];
  /** Whose row it is, where people have several: all of one person stay in one fold. */
  groups?: Int32Array | undefined;
  /** Of those who did not, the share that is here; 1 when everybody is. */
  share?: number | undefined;
  /** How strongly weights are held back; found out when left out. */
  l2?: number | undefined;
};

export type Learnt = {
  propensity: Propensity;
  check: Check;
  /** What the columns of the average person are: against whom reasons are held. */
  means: Float64Array;
  matrix: Matrix;
  l2: number;
};

/** With fewer of either, whatever is learnt is chance: ten cases a weight is the rule of thumb (Peduzzi et al. 1996). */
const FEWEST_OF_EACH = 50;
const FOLDS = 5;
/** How strongly weights are held back; with many people it hardly matters, so only with few it is tried out. */
const PENALTIES = [1, 10, 50];
const MANY = 1_500;

export function isRefusal(learnt: object): learnt is Refusal {
  return 'refused' in learnt;
}

/** Learns from a list of people with an outcome each. */
export function learnPropensity(samples: readonly Sample[]): Learnt | Refusal {
  const table = tableOf(samples.map(({ features }) => features));
  return learn({ table, outcomes: samples.map(({ outcome }) => outcome) });
}

/**
 * Learns from everybody; what it says of itself comes from five folds, each foretold by a model that was trained, and
 * calibrated, without it. (How columns are scaled is learnt once, from all: it knows no outcome.) Where only a share of
 * those who did not is here, the intercept is put right for it (King and Zeng, "Logistic regression in rare events
 * data", Political Analysis 9, 2001). Says what is missing when there is too little to learn from.
 */
export function learn({ table, outcomes, groups, share = 1, l2: given }: Lesson): Learnt | Refusal {
  const happened = outcomes.filter(Boolean).length;
  const fewest = Math.min(happened, outcomes.length - happened);
  if (fewest < FEWEST_OF_EACH) return { refused: tooFew(happened, outcomes.length) };
  const encoder = learnEncoder(table);
  const matrix = encode(encoder, table);
  const folds = dealt(outcomes, groups);
  const weights = share < 1 ? weightsOf(outcomes, share) : undefined;
  const tried = penaltiesFor(fewest, given).map((l2) => {
    const logistic = fitLogistic(matrix, outcomes, {
      l2,
      root: rootAt(matrix, startOf(matrix, outcomes), l2),
    });
    const odds = heldOut({ matrix, outcomes, folds, l2, logistic }).map((each) => each + Math.log(share));
    const chosen = learnCalibration(odds, outcomes, folds, weights);
    return { l2, logistic, chosen, loss: logLoss(chosen.probabilities, outcomes, weights) };
  });
  const { l2, logistic, chosen } = tried.reduce((one, other) => (other.loss < one.loss ? other : one));
  const corrected = { ...logistic, intercept: logistic.intercept + Math.log(share) };
  return {
    propensity: { encoder, logistic: corrected, calibration: chosen.calibration },
    check: checkOf(chosen.probabilities, outcomes, { groups, weights }),
    means: meansOf(matrix, weights),
    matrix,
    l2,
  };
}

function penaltiesFor(fewest: number, given: number | undefined): number[] {
  if (given !== undefined) return [given];
  return fewest < MANY ? PENALTIES : PENALTIES.slice(0, 1);
}

/** For how many people each row stands. */
export function weightsOf(outcomes: readonly boolean[], share: number): Float64Array {
  return Float64Array.from(outcomes, (outcome) => (outcome ? 1 : 1 / share));
}

type Standing = { groups?: Int32Array | undefined; weights?: Float64Array | undefined };

export function checkOf(
  probabilities: ArrayLike<number>,
  outcomes: readonly boolean[],
  { groups, weights }: Standing = {},
): Check {
  return {
    people: outcomes.length,
    happened: outcomes.filter(Boolean).length,
    auc: aucOf(probabilities, outcomes, groups),
    calibrationError: calibrationError(probabilities, outcomes, { weights }),
    logLoss: logLoss(probabilities, outcomes, weights),
    topDecileLift: liftOf(probabilities, outcomes, 0.1, weights),
    curve: calibrationOf(probabilities, outcomes, { weights }),
  };
}

/** The probability of each. */
export function foretell(propensity: Propensity, people: Table | readonly Features[]): Float64Array {
  const table = 'rows' in people ? people : tableOf(people);
  const odds = logOdds(propensity.logistic, encode(propensity.encoder, table));
  return odds.map((each) => calibrated(propensity.calibration, each));
}

/** How much a matter moves the log-odds of somebody, against the average person. */
export type Reason = {
  subject: string;
  name: string;
  word: string | null;
  logOdds: number;
  /** They have it, did it, or it is known of them: nothing that is not there speaks for anybody. */
  there: boolean;
};

type Grouping = {
  /** Which features are one and the same thing. */
  subject?: (feature: string) => string;
  /** Which of those are told together. */
  matter?: (subject: string) => string;
};

/**
 * What speaks for somebody (first) and against them (last): each weight times how far they are from the average, added up
 * over all that says the same. Columns that go along with each other share one effect as chance has it, one high and the
 * other below nothing, so that only their sum can be believed. A matter is named by what moves it most its way, and
 * what speaks for somebody by something that is there.
 */
export function reasonsFor(
  { encoder, logistic }: Propensity,
  means: ArrayLike<number>,
  person: Table,
  { subject = (feature) => feature, matter = (name) => name }: Grouping = {},
): Reason[] {
  const own = meansOf(encode(encoder, person));
  const there = new Set(person.columns.filter(isThere).map(({ feature }) => subject(feature)));
  const parts = new Map<string, Reason>();
  for (const [at, column] of encoder.columns.entries()) {
    const name = subject(column.feature);
    const part = parts.get(name) ?? { subject: name, name, word: null, logOdds: 0, there: there.has(name) };
    // Of all the words a feature may be, theirs is the one to name.
    if (column.kind !== 'number' && own[at] === 1) {
      part.name = nameOf(column);
      part.word = column.kind === 'word' ? column.label : null;
    }
    part.logOdds += (logistic.weights[at] ?? 0) * ((own[at] ?? 0) - (means[at] ?? 0));
    parts.set(name, part);
  }
  const matters = Map.groupBy(parts.values(), (part) => matter(part.subject));
  return [...matters.values()].map(asOne).toSorted((a, b) => b.logOdds - a.logOdds);
}

function asOne(parts: Reason[]): Reason {
  const logOdds = parts.reduce((sum, part) => sum + part.logOdds, 0);
  const there = parts.filter((part) => part.there);
  const named = logOdds > 0 && there.length > 0 ? there : parts;
  const strongest = named.reduce((one, other) =>
    Math.sign(logOdds) * (other.logOdds - one.logOdds) > 0 ? other : one,
  );
  return { ...strongest, logOdds };
}

/** Known, and not nothing. */
function isThere(column: TableColumn): boolean {
  return 'numbers' in column
    ? column.numbers[0] !== 0 && !Number.isNaN(column.numbers[0])
    : column.words[0] !== null;
}

type Folded = {
  matrix: Matrix;
  outcomes: boolean[];
  folds: Uint8Array;
  l2: number;
  logistic: Logistic;
};

/** Beyond so many columns it costs more than it saves. */
const MOST_CURVED = 400;

function rootAt(matrix: Matrix, model: Logistic, l2: number): Float64Array | null {
  return matrix.columns > MOST_CURVED ? null : rootOf(curvatureOf(matrix, model, l2), matrix.columns + 1);
}

/** Before anything is known of anybody: as likely for one as for the other. */
function startOf({ columns }: Matrix, outcomes: readonly boolean[]): Logistic {
  const happened = outcomes.filter(Boolean).length;
  return { intercept: logit((happened + 0.5) / (outcomes.length + 1)), weights: new Float64Array(columns) };
}

/** The log-odds of each by a model that had not seen their fold. It begins at the one of all and forgets them. */
function heldOut({ matrix, outcomes, folds, l2, logistic }: Folded): Float64Array {
  const odds = new Float64Array(outcomes.length);
  const root = rootAt(matrix, logistic, l2);
  for (let fold = 0; fold < FOLDS; fold++) {
    const [rest, held] = split(folds, fold);
    const some = rest.map((at) => outcomes[at] ?? false);
    const model = fitLogistic(rowsOf(matrix, rest), some, { l2, from: logistic, root });
    const found = logOdds(model, rowsOf(matrix, held));
    for (const [place, at] of held.entries()) odds[at] = found[place] ?? 0;
  }
  return odds;
}

/** Which fold each belongs to: people who did and people who did not are dealt out one by one, with all their rows. */
function dealt(outcomes: readonly boolean[], groups: Int32Array | undefined): Uint8Array {
  const did = new Set(outcomes.flatMap((outcome, at) => (outcome ? [groups?.[at] ?? at] : [])));
  const next = { true: 0, false: 0 };
  const foldOf = new Map<number, number>();
  return Uint8Array.from(outcomes, (_, at) => {
    const group = groups?.[at] ?? at;
    const fold = foldOf.get(group) ?? next[`${did.has(group)}`]++ % FOLDS;
    foldOf.set(group, fold);
    return fold;
  });
}

function split(folds: Uint8Array, fold: number): [rest: number[], held: number[]] {
  const [rest, held]: [number[], number[]] = [[], []];
  for (const [at, own] of folds.entries()) (own === fold ? held : rest).push(at);
  return [rest, held];
}

function meansOf({ rows, columns, starts, indices, values }: Matrix, weights?: Float64Array): Float64Array {
  const means = new Float64Array(columns);
  let people = 0;
  for (let row = 0; row < rows; row++) {
    const times = weights?.[row] ?? 1;
    people += times;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) means[indices[at]!]! += times * values[at]!;
  }
  return means.map((sum) => sum / people);
}

function tooFew(happened: number, people: number): string {
  const others = people - happened;
  const missing = [
    happened < FEWEST_OF_EACH && `${FEWEST_OF_EACH - happened} more who did`,
    others < FEWEST_OF_EACH && `${FEWEST_OF_EACH - others} more who did not`,
  ].filter(Boolean);
  return `There is too little to learn from: of ${people} people ${happened} did. It needs ${missing.join(' and ')}.`;
}
