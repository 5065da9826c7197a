import type { JourneyMark } from '../touchpoints.ts';
import type { Scale } from './scale.ts';

export type Lane = 'up' | 'down';
export type Team = JourneyMark['team'];
/** One touch, or several that would cover each other: a larger dot that says how many it is. */
export type Dot = {
  x: number;
  y: number;
  r: number;
  lane: Lane;
  team: Team;
  closeness: number;
  /** Whose name and icon it bears: the closest of them, of several the newest. */
  lead: JourneyMark['lead'];
  at: number;
  until: number;
  touches: number;
  moments: number;
};

/** Pixels. `heights` from the edge of the ribbon, one per closeness; a small drawing has no room for icons. */
export type Sizes = { small: number; large: number; up: Heights; down: Heights };
type Heights = readonly [passing: number, part: number, met: number];

const largestSmall = 5.5;

/** Marketing works above the line, sales below it. */
export function laneOf(team: Team): Lane {
  return team === 'sales' || team === 'success' ? 'down' : 'up';
}

/** Those that would touch each other become one; what remains can be pointed at, however long the line is. */
export function dotsOf(
  marks: readonly JourneyMark[],
  scale: Scale,
  sizes: Sizes,
  edge: (x: number, lane: Lane) => number,
): Dot[] {
  const rows = Map.groupBy(marks, (mark) => `${laneOf(mark.team)} ${mark.closeness}`);
  return [...rows.values()]
    .flatMap((row) =>
      gather(
        row.map((mark) => dotOf(mark, scale, sizes)).toSorted((one, other) => one.x - other.x),
        sizes,
      ),
    )
    .map((dot) => ({ ...dot, y: heightOf(dot, sizes, edge) }))
    .toSorted((one, other) => one.x - other.x);
}

function dotOf(mark: JourneyMark, scale: Scale, sizes: Sizes): Dot {
  const at = Date.parse(mark.at);
  const until = Date.parse(mark.until);
  const { team, closeness, lead, touches, moments } = mark;
  const lane = laneOf(team);
  return {
    x: scale.x(midOf(mark)),
    y: 0,
    r: radiusOf(closeness, touches, sizes),
    lane,
    team,
    closeness,
    lead,
    at,
    until,
    touches,
    moments,
  };
}

/** Where on the line a mark stands that stands for a stretch of it. */
export function midOf({ at, until }: Pick<JourneyMark, 'at' | 'until'>): number {
  return (Date.parse(at) + Date.parse(until)) / 2;
}

function gather(row: Dot[], sizes: Sizes): Dot[] {
  const dots: Dot[] = [];
  for (const next of row) {
    const last = dots.at(-1);
    if (last === undefined || next.x - last.x >= last.r + next.r + 1) dots.push(next);
    else dots[dots.length - 1] = together(last, next, sizes);
  }
  return dots;
}

function together(one: Dot, other: Dot, sizes: Sizes): Dot {
  const touches = one.touches + other.touches;
  return {
    ...other,
    x: (one.x * one.touches + other.x * other.touches) / touches,
    r: radiusOf(one.closeness, touches, sizes),
    team: one.team === other.team ? one.team : one.lane === 'up' ? 'marketing' : 'sales',
    at: Math.min(one.at, other.at),
    until: Math.max(one.until, other.until),
    touches,
    moments: one.moments + other.moments,
  };
}

/** A thousand page views are more than ten, not a hundred times as much to look at. */
function radiusOf(closeness: number, touches: number, { small, large }: Sizes): number {
  if (closeness > 1) return large;
  return Math.min(largestSmall, small + Math.log2(touches) * 0.45);
}

function heightOf(
  { x, lane, closeness }: Dot,
  sizes: Sizes,
  edge: (x: number, lane: Lane) => number,
): number {
  const height = sizes[lane][closeness - 1] ?? sizes[lane][0];
  return edge(x, lane) + (lane === 'up' ? -height : height);
}
