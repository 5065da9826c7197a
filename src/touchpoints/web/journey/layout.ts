import type { Journey } from '../touchpoints.ts';
import type { Warmth } from '../../../web/room.ts';
import { drawBands, stageBands, type DrawnBand } from './bands.ts';
import { dotsOf, midOf, type Dot, type Sizes } from './dots.ts';
import { flagsOf, type Flag } from './flags.ts';
import { labelsOf, type Label } from './labels.ts';
import { halfAt, heatRibbonOf, ribbonOf, type Ribbon } from './ribbon.ts';
import { scaleOf, type Mode, type Scale } from './scale.ts';
import { touchesOf, type Lanes } from './summary.ts';
import { ticksOf, type Tick } from './ticks.ts';

export type Drawing = {
  width: number;
  height: number;
  /** Room for icons and names. */
  roomy: boolean;
  middle: number;
  axis: number;
  scale: Scale;
  ribbon: Ribbon;
  bands: DrawnBand[];
  dots: Dot[];
  flags: Flag[];
  labels: Label[];
  ticks: Tick[];
  lanes: Lanes;
  /** Beyond today: what they cool to, and when. */
  tail: { right: number; word: string; date: string; tone: string } | undefined;
};

type Asked = {
  journey: Pick<Journey, 'marks' | 'stages' | 'orders'>;
  width: number;
  now: number;
  mode: Mode;
  /** Instead of the stages of the lifecycle, and of how much happened. */
  warmth?: Warmth | undefined;
  nameOf: (dot: Dot) => string;
  dateOf: (at: number) => string;
};

type Plan = {
  height: number;
  middle: number;
  axis: number;
  left: number;
  right: number;
  thin: number;
  thick: number;
  gap: number;
  sizes: Sizes;
};

/** Below this width there is no room for icons in the dots, nor for the names of the lanes beside the line. */
const roomyFrom = 640;
const hour = 3_600_000;

/** Where everything stands, for this width: the drawing itself only paints it. */
export function layoutOf({ journey, width, now, mode, warmth, nameOf, dateOf }: Asked): Drawing {
  const roomy = width >= roomyFrom;
  const plan = planFor(width, roomy, warmth?.cools !== undefined && warmth.cools !== null);
  const from = beginningOf(journey, now);
  const to = Math.max(now, from + hour);
  const knots = journey.marks.map((mark) => ({ at: midOf(mark), moments: mark.moments }));
  const scale = scaleOf(knots, { from, to, left: plan.left, right: plan.right }, mode);
  const ribbon =
    warmth === undefined
      ? ribbonOf(journey.marks, scale, plan)
      : heatRibbonOf(warmth.engagement, scale, plan);
  const edge = (x: number, lane: Dot['lane']) => plan.middle + (lane === 'up' ? -1 : 1) * halfAt(ribbon, x);
  // What somebody paid for is a flag already.
  const flagged = new Set(journey.orders.map(({ id }) => id));
  const touches = journey.marks.filter((mark) => mark.touches > 1 || !flagged.has(mark.lead.id));
  const dots = dotsOf(touches, scale, plan.sizes, edge);
  const flags = flagsOf(journey, scale, { dateOf, short: !roomy });
  return {
    width,
    height: plan.height,
    roomy,
    middle: plan.middle,
    axis: plan.axis,
    scale,
    ribbon,
    bands: drawBands(
      warmth?.bands ?? stageBands(journey.stages, from, to),
      scale,
      flags.map(({ x }) => x),
    ),
    dots,
    flags,
    labels: labelled(dots, flags, plan, width, roomy, { nameOf, dateOf }),
    ticks: ticksOf(scale, plan.gap),
    lanes: touchesOf(journey),
    tail: tailOf(warmth, { right: width, roomy, dateOf }),
  };
}

function tailOf(
  warmth: Warmth | undefined,
  { right, roomy, dateOf }: { right: number; roomy: boolean; dateOf: (at: number) => string },
): Drawing['tail'] {
  if (!warmth?.cools || !roomy) return undefined;
  const { at, word, tone } = warmth.cools;
  return { right, word, date: dateOf(at), tone };
}

/** The first touch, or the making of the record when that was before. */
export function beginningOf({ marks, stages }: Pick<Journey, 'marks' | 'stages'>, now: number): number {
  const known = [marks[0]?.at, stages[0]?.at].flatMap((at) => (at === undefined ? [] : Date.parse(at)));
  return Math.min(now, ...known);
}

function planFor(width: number, roomy: boolean, cools: boolean): Plan {
  if (!roomy) {
    const sizes = { small: 2.4, large: 4.5, up: [13, 26, 42], down: [13, 26, 40] } as const;
    return {
      height: 196,
      middle: 108,
      axis: 166,
      left: 8,
      right: width - 26,
      thin: 6,
      thick: 12,
      gap: 30,
      sizes,
    };
  }
  const sizes = { small: 2.8, large: 9, up: [15, 38, 60], down: [15, 34, 50] } as const;
  return {
    height: 264,
    middle: 132,
    axis: 232,
    left: 88,
    right: width - (cools ? 108 : 44),
    thin: 6.5,
    thick: 15,
    gap: 40,
    sizes,
  };
}

function labelled(
  dots: Dot[],
  flags: Flag[],
  plan: Plan,
  width: number,
  roomy: boolean,
  { nameOf, dateOf }: Pick<Asked, 'nameOf' | 'dateOf'>,
): Label[] {
  const boxes = flags.flatMap(({ box, x, handover }) => [
    ...(box === undefined ? [] : [box]),
    { x: x - 2, y: 0, width: 4, height: handover ? plan.axis : plan.middle },
  ]);
  const today = { x: plan.right - 1, y: plan.middle - 34, width: 2, height: plan.axis - plan.middle + 34 };
  const room = { left: roomy ? 70 : 0, right: width, top: 20, bottom: plan.axis - 2 };
  // On a phone only those who met have a name, and there is no room for dates.
  const named = roomy ? dots : dots.filter((dot, index) => dot.closeness === 3 || index === 0);
  return labelsOf(named, [...boxes, today, ...discsOf(dots, named)], room, plan.middle, (dot) => ({
    name: nameOf(dot),
    date: roomy ? dateOf(dot.at) : '',
  }));
}

function discsOf(dots: Dot[], named: Dot[]) {
  return dots
    .filter((dot) => !named.includes(dot))
    .map(({ x, y, r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
}
