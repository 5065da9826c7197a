import type { Dot } from './dots.ts';
import type { Flag } from './flags.ts';

/** What can be pointed at on the line: by the mouse, or with the arrow keys from left to right. */
export type Target = {
  key: string;
  x: number;
  y: number;
  at: number;
  until: number;
  touches: number;
  touchId: string | undefined;
  dot?: Dot;
  flag?: Flag;
};

export function targetsOf(dots: readonly Dot[], flags: readonly Flag[]): Target[] {
  const all: Target[] = [
    ...dots.map((dot) => ({
      key: `dot ${dot.lead.id}`,
      x: dot.x,
      y: dot.y - (dot.lane === 'up' ? dot.r : -dot.r),
      at: dot.at,
      until: dot.until,
      touches: dot.touches,
      touchId: dot.lead.id,
      dot,
    })),
    ...flags.map((flag) => ({
      key: `flag ${flag.kind} ${flag.at} ${flag.words}`,
      x: flag.x,
      y: 18,
      at: flag.at,
      until: flag.at,
      touches: 1,
      touchId: flag.touchId,
      flag,
    })),
  ];
  return all.toSorted((one, other) => one.x - other.x);
}

/** Which target a key leads to from this one; undefined for keys that mean something else. */
export function nextTarget(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(index + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
