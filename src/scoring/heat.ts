/**
 * Heat: points that fade. What every score of engagement is made of.
 *
 * A touchpoint i gives p_i points at t_i in a group of half-life h. At t ≥ t_i they are worth p_i · 2^(−(t − t_i) / h), so
 *
 *     H(t) = Σ p_i · 2^(−(t − t_i) / h)                                                        (1)
 *
 * For any moment a, 2^(−(t − t_i) / h) = 2^(−(t − a) / h) · 2^(−(a − t_i) / h), hence
 *
 *     H(t) = 2^(−(t − a) / h) · H(a)                                                           (2)
 *
 * with H(a) = Σ p_i · 2^(−(a − t_i) / h), which may well have points of after a: it is a number to add to, not a score.
 * So one number H and its moment a are enough for ever: reading at t is one multiplication (2), a touchpoint is one
 * addition (1), and as a sum does not care for its order, neither do late arrivals. Two people who turn out to be one are
 * the sum of both, brought to one moment; what is erased or split off again is subtracted, or summed anew. This is forward
 * decay (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay: a practical time decay model for streaming systems",
 * ICDE 2009) with exponential g; instead of one landmark for all, which overflows after some hundred half-lives, each
 * number carries its own, moved to the newest touchpoint: what is multiplied is then never above one.
 *
 * A group counts between nothing and its cap: C(t) = max(0, min(cap, H(t))). By (2), H keeps its sign and goes towards
 * zero: where H > 0, C never rises; where H ≤ 0, C stays nothing. So between touchpoints no group ever rises, neither does
 * their sum, and the moment at which a sum falls below a threshold is where it crosses it, once (`coolsAt`).
 */
export type Heat = {
  /** Signed points at the moment `at`; of a group whose negative points weigh more, below zero. */
  points: number;
  at: Date;
};

export type HeatGroup = {
  halfLifeDays: number;
  /** The most this group can give, however much somebody does. */
  cap: number;
};

const DAY_MS = 86_400_000;
/** Beyond so many half-lives there is nothing left that a double could hold. */
const MOST_HALF_LIVES = 1_000;

/** How much of a point is left after so long; more than one for a moment that is still to come. */
export function fading(days: number, halfLifeDays: number): number {
  const halfLives = days / halfLifeDays;
  return halfLives > MOST_HALF_LIVES ? 0 : 2 ** -halfLives;
}

/** The heat at another moment. */
export function heatAt(heat: Heat, at: Date, { halfLifeDays }: HeatGroup): number {
  return heat.points * fading(daysBetween(heat.at, at), halfLifeDays);
}

/** Two heats as one, whichever came first: a touchpoint is a heat of its own. */
export function addHeat(one: Heat, other: Heat, group: HeatGroup): Heat {
  const at = one.at >= other.at ? one.at : other.at;
  return { points: heatAt(one, at, group) + heatAt(other, at, group), at };
}

/** What a group counts for: never below nothing, never above its cap. */
export function groupPoints(heat: Heat, at: Date, group: HeatGroup): number {
  return Math.max(0, Math.min(group.cap, heatAt(heat, at, group)));
}

export type GroupHeat = { heat: Heat; group: HeatGroup };

/** The score of engagement: what all groups count for together. */
export function engagementAt(groups: readonly GroupHeat[], at: Date): number {
  return groups.reduce((sum, { heat, group }) => sum + groupPoints(heat, at, group), 0);
}

/**
 * The moment from which the engagement is below `threshold`, if nothing more happens, to the second; null when it is
 * below already. A threshold of nothing is never undercut.
 */
export function coolsAt(groups: readonly GroupHeat[], from: Date, threshold: number): Date | null {
  if (threshold <= 0 || engagementAt(groups, from) < threshold) return null;
  let warm = from.getTime();
  let cold = warm + lastPossible(groups, from, threshold) * DAY_MS;
  while (cold - warm > 1_000) {
    const middle = Math.floor((warm + cold) / 2);
    if (engagementAt(groups, new Date(middle)) < threshold) cold = middle;
    else warm = middle;
  }
  return new Date(cold);
}

/** Days after which even the slowest fading of all heat there is has gone below the threshold. */
function lastPossible(groups: readonly GroupHeat[], from: Date, threshold: number): number {
  const all = groups.reduce((sum, { heat, group }) => sum + Math.max(0, heatAt(heat, from, group)), 0);
  const slowest = Math.max(...groups.map(({ group }) => group.halfLifeDays));
  // all · 2^(−days / slowest) < threshold; a day more, so that the crossing lies within.
  return slowest * Math.log2(all / threshold) + 1;
}

function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY_MS;
}
