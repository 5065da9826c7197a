/** How good probabilities are, measured on people the model has not seen. */

/** Share of pairs of one who did and one who did not in which the first has the higher score; ties count half. */
export type Auc = { auc: number; low: number; high: number };

const Z_95 = 1.959963984540054;

/**
 * With its 95 % interval after DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), by mid-ranks as Sun and Xu do it
 * (IEEE Signal Processing Letters 21, 2014). Where several rows are of one person (`groups`), they vary together
 * (Obuchowski, Biometrics 53, 1997). Undefined (NaN) unless there are some of both.
 */
export function aucOf(
  scores: ArrayLike<number>,
  outcomes: readonly boolean[],
  groups?: ArrayLike<number>,
): Auc {
  const [yes, no] = [pick(scores, outcomes, true), pick(scores, outcomes, false)];
  if (yes.length === 0 || no.length === 0) return { auc: Number.NaN, low: Number.NaN, high: Number.NaN };
  const [ranks, own, others] = [midRanks([...yes, ...no]), midRanks(yes), midRanks(no)];
  // Of each who did, the share of the others below; of each who did not, the share of those who did above.
  const above = yes.map((_, at) => ((ranks[at] ?? 0) - (own[at] ?? 0)) / no.length);
  const below = no.map((_, at) => 1 - ((ranks[yes.length + at] ?? 0) - (others[at] ?? 0)) / yes.length);
  const auc = mean(above);
  const error = groups
    ? clustered(outcomes, groups, { above, below, auc })
    : Math.sqrt(varianceOf(above) / yes.length + varianceOf(below) / no.length);
  return { auc, low: Math.max(0, auc - Z_95 * error), high: Math.min(1, auc + Z_95 * error) };
}

type Parts = { above: number[]; below: number[]; auc: number };

/** What each row adds to the area, summed over the rows of one person: these sums are independent. */
function clustered(
  outcomes: readonly boolean[],
  groups: ArrayLike<number>,
  { above, below, auc }: Parts,
): number {
  const sums = new Map<number, number>();
  let [yes, no] = [0, 0];
  for (const [at, outcome] of outcomes.entries()) {
    const part = outcome
      ? ((above[yes++] ?? 0) - auc) / above.length
      : ((below[no++] ?? 0) - auc) / below.length;
    const group = groups[at] ?? -1;
    sums.set(group, (sums.get(group) ?? 0) + part);
  }
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return Math.sqrt((squares * sums.size) / Math.max(1, sums.size - 1));
}

export type Bin = { from: number; to: number; people: number; foretold: number; happened: number };

/** `weights`: for how many people each row stands, where not everybody is among them. */
export type Counting = { bins?: number; weights?: ArrayLike<number> | undefined };

/** People by what was foretold of them, in bins of equal width: the calibration curve. Empty bins are left out. */
export function calibrationOf(
  probabilities: ArrayLike<number>,
  outcomes: readonly boolean[],
  { bins = 10, weights }: Counting = {},
): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ people: 0, foretold: 0, happened: 0 }));
  for (const [at, happened] of outcomes.entries()) {
    const p = probabilities[at] ?? 0;
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))];
    if (!bin) continue;
    const times = weights?.[at] ?? 1;
    bin.people += times;
    bin.foretold += times * p;
    bin.happened += times * Number(happened);
  }
  return sums.flatMap(({ people, foretold, happened }, at) =>
    people === 0
      ? []
      : [
          {
            from: at / bins,
            to: (at + 1) / bins,
            people,
            foretold: foretold / people,
            happened: happened / people,
          },
        ],
  );
}

/** Expected calibration error: how far, on average over people, the foretold share is from what happened (Naeini, Cooper and Hauskrecht, AAAI 2015). */
export function calibrationError(
  probabilities: ArrayLike<number>,
  outcomes: readonly boolean[],
  counting: Counting = {},
): number {
  const curve = calibrationOf(probabilities, outcomes, counting);
  const apart = curve.reduce(
    (sum, { people, foretold, happened }) => sum + people * Math.abs(foretold - happened),
    0,
  );
  return apart / curve.reduce((sum, { people }) => sum + people, 0);
}

/** Mean −log of the probability given to what happened. */
export function logLoss(
  probabilities: ArrayLike<number>,
  outcomes: readonly boolean[],
  weights?: ArrayLike<number>,
): number {
  let [sum, people] = [0, 0];
  for (const [at, happened] of outcomes.entries()) {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, probabilities[at] ?? 0.5));
    const times = weights?.[at] ?? 1;
    sum -= times * Math.log(happened ? p : 1 - p);
    people += times;
  }
  return sum / people;
}

export type Ranked = { people: number; customers: number };

/** Of so many with the highest scores, how many did: the lift curve, point by point where reps look and wider apart below. */
export function rankedBy(
  scores: ArrayLike<number>,
  outcomes: readonly boolean[],
  weights?: ArrayLike<number>,
): Ranked[] {
  const best = Array.from(outcomes.keys()).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const points: Ranked[] = [];
  let [people, customers] = [0, 0];
  for (const [place, at] of best.entries()) {
    people += weights?.[at] ?? 1;
    customers += outcomes[at] ? (weights?.[at] ?? 1) : 0;
    const step = Math.max(1, 10 ** (Math.floor(Math.log10(place + 1)) - 2) * 5);
    if ((place + 1) % step === 0 || place === best.length - 1) points.push({ people, customers });
  }
  return points;
}

/** How many times likelier than anybody those of the best share are. */
export function liftOf(
  scores: ArrayLike<number>,
  outcomes: readonly boolean[],
  share = 0.1,
  weights?: ArrayLike<number>,
): number {
  const ranked = rankedBy(scores, outcomes, weights);
  const all = ranked.at(-1);
  const best = ranked.find(({ people }) => people >= Math.round((all?.people ?? 0) * share));
  return all && best ? best.customers / best.people / (all.customers / all.people) : Number.NaN;
}

function pick(scores: ArrayLike<number>, outcomes: readonly boolean[], wanted: boolean): number[] {
  return outcomes.flatMap((outcome, at) => (outcome === wanted ? [scores[at] ?? 0] : []));
}

/** The place of each among all, from 1; equals share the middle of their places. */
function midRanks(values: number[]): Float64Array {
  const order = Array.from(values.keys()).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let at = start; at < end; at++) ranks[order[at] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
}

function varianceOf(values: number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
