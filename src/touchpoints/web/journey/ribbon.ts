import type { JourneyMark } from '../touchpoints.ts';
import { midOf } from './dots.ts';
import { momentAt, type Scale } from './scale.ts';

/** Half its thickness at places along the line. */
export type Ribbon = readonly { x: number; half: number }[];

const step = 4;
const month = 30 * 86_400_000;
/** So many touches in a month are as busy as the line gets, unless this one was busier. */
const busy = 12;

/** The thicker, the more happened in the thirty days before. */
export function ribbonOf(
  marks: readonly JourneyMark[],
  scale: Scale,
  { thin, thick }: { thin: number; thick: number },
): Ribbon {
  const counted = marks
    .map((mark) => ({ at: midOf(mark), touches: mark.touches }))
    .toSorted((one, other) => one.at - other.at);
  const xs = placesOf(scale);
  const counts = sumsOfMonth(
    counted,
    xs.map((x) => momentAt(scale, x)),
  );
  const most = Math.max(busy, ...counts);
  const halves = counts.map((count) => thin + (thick - thin) * Math.sqrt(count / most));
  const smooth = smoothed(smoothed(halves));
  return xs.map((x, index) => ({ x, half: smooth[index] ?? thin }));
}

/** The thicker, the more engaged they were. */
export function heatRibbonOf(
  engagement: readonly { at: number; share: number }[],
  scale: Scale,
  { thin, thick }: { thin: number; thick: number },
): Ribbon {
  const xs = placesOf(scale);
  const halves = xs.map((x) => thin + (thick - thin) * Math.sqrt(shareAt(engagement, momentAt(scale, x))));
  const smooth = smoothed(smoothed(halves));
  return xs.map((x, index) => ({ x, half: smooth[index] ?? thin }));
}

/** Between two moments that are known, as if it changed evenly. */
function shareAt(engagement: readonly { at: number; share: number }[], at: number): number {
  const next = engagement.findIndex((each) => each.at >= at);
  const later = engagement[next];
  const earlier = engagement[next < 0 ? engagement.length - 1 : next - 1];
  if (earlier === undefined) return later?.at === at ? clamp(later.share) : 0;
  if (later === undefined || later.at === earlier.at) return clamp((later ?? earlier).share);
  const part = (at - earlier.at) / (later.at - earlier.at);
  return clamp(earlier.share + (later.share - earlier.share) * part);
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}

function placesOf(scale: Scale): number[] {
  const count = Math.ceil((scale.right - scale.left) / step);
  return [...Array.from({ length: count }, (_, n) => scale.left + n * step), scale.right];
}

/** At each of these moments, one later than the other: how many touches the month before it had. */
function sumsOfMonth(
  counted: readonly { at: number; touches: number }[],
  moments: readonly number[],
): number[] {
  let [first, next, sum] = [0, 0, 0];
  return moments.map((moment) => {
    for (let each = counted[next]; each !== undefined && each.at <= moment; each = counted[++next])
      sum += each.touches;
    for (let each = counted[first]; each !== undefined && each.at < moment - month; each = counted[++first])
      sum -= each.touches;
    return sum;
  });
}

function smoothed(values: readonly number[]): number[] {
  const around = 3;
  return values.map((_, index) => {
    const near = values.slice(Math.max(0, index - around), index + around + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

export function halfAt(ribbon: Ribbon, x: number): number {
  const index = Math.round((x - (ribbon[0]?.x ?? 0)) / step);
  return ribbon[Math.max(0, Math.min(index, ribbon.length - 1))]?.half ?? 0;
}

/** Its outline between two places, for a path. */
export function outline(ribbon: Ribbon, y: number, from: number, to: number): string {
  const inside = ribbon.filter(({ x }) => x > from && x < to);
  const points = [{ x: from, half: halfAt(ribbon, from) }, ...inside, { x: to, half: halfAt(ribbon, to) }];
  const line = (sign: number, each: typeof points) =>
    each.map(({ x, half }) => `${round(x)} ${round(y + sign * half)}`);
  return `M${[...line(-1, points), ...line(1, points.toReversed())].join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
