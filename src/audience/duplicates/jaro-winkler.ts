/**
 * How alike two texts are, 0 to 1 (M. Jaro, JASA 1989; W. Winkler, ASA 1990): shared letters near their place, less for
 * those out of order, more for a common beginning, where people make the fewest mistakes.
 */
export function jaroWinkler(one: string, other: string): number {
  const similarity = jaro(one, other);
  if (similarity <= BOOST_ABOVE) return similarity;
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < one.length && one[prefix] === other[prefix]) prefix++;
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity);
}

const BOOST_ABOVE = 0.7;
const LONGEST_PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

export function jaro(one: string, other: string): number {
  if (one === other) return 1;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0) return 0;
  const reach = Math.max(0, Math.floor(long.length / 2) - 1);
  const taken = new Uint8Array(long.length);
  const matched: number[] = [];
  for (let place = 0; place < short.length; place++) {
    const code = short.charCodeAt(place);
    const end = Math.min(long.length, place + reach + 1);
    let at = Math.max(0, place - reach);
    while (at < end && (taken[at] === 1 || long.charCodeAt(at) !== code)) at++;
    if (at >= end) continue;
    taken[at] = 1;
    matched.push(code);
  }
  if (matched.length === 0) return 0;
  let next = 0;
  let misplaced = 0;
  for (let at = 0; at < long.length; at++) {
    if (taken[at] === 1 && long.charCodeAt(at) !== matched[next++]) misplaced++;
  }
  const count = matched.length;
  return (count / short.length + count / long.length + (count - misplaced / 2) / count) / 3;
}
