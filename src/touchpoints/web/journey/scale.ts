export type Mode = 'activity' | 'date';
/** Something on the line: when, and how many moments of the order it stands for. */
export type Knot = { at: number; moments: number };
export type Scale = { from: number; to: number; left: number; right: number; x: (at: number) => number };
type Span = Pick<Scale, 'from' | 'to' | 'left' | 'right'>;

/**
 * By activity the line mixes time with the order of what happened: a busy week is wide enough to read, an empty spring
 * takes no room, and months still stand in turn. The server cuts long lines by the same rule (journey.ts there).
 */
const byTime = 0.4;

export function scaleOf(knots: readonly Knot[], span: Span, mode: Mode): Scale {
  const { from, to, left, right } = span;
  const inOrder = mode === 'activity' ? orderOf(knots) : [];
  const share = inOrder.length === 0 ? 1 : byTime;
  const x = (at: number) => {
    const time = clamp((at - from) / (to - from));
    const order = inOrder.length === 0 ? 0 : interpolate(inOrder, at, from, to);
    return left + (right - left) * (share * time + (1 - share) * order);
  };
  return { ...span, x };
}

type Place = { at: number; order: number };

/** What share of everything has happened by then. The first one stands at the very beginning. */
function orderOf(knots: readonly Knot[]): Place[] {
  const sorted = knots.toSorted((one, other) => one.at - other.at);
  const total = sorted.reduce((sum, { moments }) => sum + moments, 0);
  const ahead = (sorted[0]?.moments ?? 0) / 2;
  let before = 0;
  const places: Place[] = [];
  for (const { at, moments } of sorted) {
    const order = (before + moments / 2 - ahead) / (total - ahead);
    before += moments;
    if (places.at(-1)?.at === at) places.pop();
    places.push({ at, order });
  }
  return places;
}

function interpolate(places: readonly Place[], at: number, from: number, to: number): number {
  const next = firstFrom(places, at);
  const later = places[next] ?? { at: to, order: 1 };
  const earlier = places[next - 1] ?? { at: from, order: 0 };
  if (later.at <= earlier.at) return later.order;
  return earlier.order + (later.order - earlier.order) * clamp((at - earlier.at) / (later.at - earlier.at));
}

/** The index of the first place at that time or later; one too many when all are earlier. */
function firstFrom(places: readonly Place[], at: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The moment that stands there; the line only goes forwards, so halving finds it. */
export function momentAt(scale: Scale, x: number): number {
  let [low, high] = [scale.from, scale.to];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (scale.x(middle) < x) low = middle;
    else high = middle;
  }
  return high;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
