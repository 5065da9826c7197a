/** Who may be next, and how often compared with the others. */
export type Taker = { id: string; weight: number };

/**
 * Smooth weighted round-robin (as nginx has it): everybody gains their weight, the one with the most is next and pays what
 * all gained. Weights 5, 1, 1 give a a b a c a a, not a a a a a b c; over any 7 turns the shares are exact. `credits` is
 * where the turns stand, and is moved on.
 */
export function takeTurn(credits: Map<string, number>, takers: Taker[]): string | undefined {
  const total = takers.reduce((sum, { weight }) => sum + weight, 0);
  let next: string | undefined;
  for (const { id, weight } of takers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const credit = (credits.get(id) ?? 0) + weight;
    credits.set(id, credit);
    if (next === undefined || credit > (credits.get(next) ?? 0)) next = id;
  }
  if (next !== undefined) credits.set(next, (credits.get(next) ?? 0) - total);
  return next;
}
