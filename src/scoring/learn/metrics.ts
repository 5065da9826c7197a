/** How good probabilities are, measured on people the model has not seen. */

/** Share of pairs of one who did and one who did not in which the first has the higher score; ties count half. */
export type Auc = { auc: number; low: number; high: number };

const Z_95 = 1.959963984540054;

/**
 * With its 95 % interval after DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), by mid-ranks as Sun and Xu do it
 * (IEEE Signal Processing Letters 21, 2014). Undefined (NaN) unless there are some of both.
 */
export function aucOf(scores: ArrayLike<number>, outcomes: readonly boolean[]): Auc {
  const [yes, no] = [pick(scores, outcomes, true), pick(scores, outcomes, false)];
  if (yes.length === 0 || no.length === 0) return { auc: Number.NaN, low: Number.NaN, high: Number.NaN };
  const [ranks, own, others] = [midRanks([...yes, ...no]), midRanks(yes), midRanks(no)];
  // Of each who did, the share of the others below; of each who did not, the share of those who did above.
  const above = yes.map((_, at) => ((ranks[at] ?? 0) - (own[at] ?? 0)) / no.length);
  const below = no.map((_, at) => 1 - ((ranks[yes.length + at] ?? 0) - (others[at] ?? 0)) / yes.length);
  const auc = mean(above);
  const error = Math.sqrt(varianceOf(above) / yes.length + varianceOf(below) / no.length);
  return { auc, low: Math.max(0, auc - Z_95 * error), high: Math.min(1, auc + Z_95 * error) };
}

export type Bin = { from: number; to: number; people: number; foretold: number; happened: number };

/** People by what was foretold of them, in bins of equal width: the calibration curve. Empty bins are left out. */
export function calibrationOf(
  probabilities: ArrayLike<number>,
  outcomes: readonly boolean[],
  bins = 10,
): Bin[] {
  const sums = Array.from({ length: bins }, () => ({ people: 0, foretold: 0, happened: 0 }));
  for (const [at, happened] of outcomes.entries()) {
    const p = probabilities[at] ?? 0;
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))];
    if (!bin) continue;
    bin.people += 1;
    bin.foretold += p;
    bin.happened += Number(happened);
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
  bins = 10,
): number {
  const apart = calibrationOf(probabilities, outcomes, bins).map(
    ({ people, foretold, happened }) => people * Math.abs(foretold - happened),
  );
  return apart.reduce((sum, each) => sum + each, 0) / outcomes.length;
}

/** Mean −log of the probability given to what happened. */
export function logLoss(probabilities: ArrayLike<number>, outcomes: readonly boolean[]): number {
  const losses = outcomes.map((happened, at) => {
    const p = Math.min(1 - 1e-12, Math.max(1e-12, probabilities[at] ?? 0.5));
    return -Math.log(happened ? p : 1 - p);
  });
  return mean(losses);
}

/** Of the `count` with the highest scores, the share who did: what a rep with room for so many would find. */
export function precisionAt(scores: ArrayLike<number>, outcomes: readonly boolean[], count: number): number {
  const best = Array.from(outcomes.keys()).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const taken = best.slice(0, Math.max(1, Math.min(count, best.length)));
  return taken.filter((at) => outcomes[at]).length / taken.length;
}

/** How many times likelier than anybody those of the best share are. */
export function liftOf(scores: ArrayLike<number>, outcomes: readonly boolean[], share = 0.1): number {
  const base = outcomes.filter(Boolean).length / outcomes.length;
  return precisionAt(scores, outcomes, Math.round(outcomes.length * share)) / base;
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
