import { channelWord, isOffline } from '../../../touchpoints/web/words.ts';
import { count, counted } from '../../../web/numbers.ts';
import type { Card } from '../handoffs.ts';

type Journey = Card['journey'];
type Mark = Journey['marks'][number];
export type Warmth = Journey['temperature'];

/** Six weeks from left to right, three days a step; marketing above the line, sales below it, as on the journey line. */
export const WIDTH = 56;
export const MIDDLE = 9;
export const HEIGHT = 18;
const STEPS = 14;
const STEP = WIDTH / STEPS;
const FAR = 5;
const DAYS = 42;
const DAY_MS = 86_400_000;

export type Dot = { x: number; y: number; r: number; team: Mark['team']; offline: boolean };

/** One dot for a team and three days; hollow where all of it happened away from a screen. */
export function dotsOf(marks: readonly Mark[]): Dot[] {
  const places = Map.groupBy(marks, ({ stretch, team }) => `${stretch} ${team}`);
  return [...places.values()].flatMap((there) => {
    const [first] = there;
    if (first === undefined) return [];
    const touches = there.reduce((sum, mark) => sum + mark.touches, 0);
    const offline = there.every(({ kind, channel }) => isOffline({ kind, channel }));
    const y = MIDDLE + (first.team === 'sales' ? FAR : -FAR);
    const r = Math.min(2.2, 1.3 + Math.log10(touches) * 0.6);
    return [{ x: WIDTH - (first.stretch + 0.5) * STEP, y, r, team: first.team, offline }];
  });
}

export type Stretch = { from: number; to: number; warmth: Warmth };

/** How warm they were along the line. */
export function warmthOf({ began, moves }: Journey, now: number): Stretch[] {
  const turns = [
    { x: 0, warmth: began },
    ...moves.map(({ at, to }) => ({ x: placeOf(at, now), warmth: to })),
  ];
  return turns
    .map(({ x, warmth }, index) => ({ from: x, to: turns[index + 1]?.x ?? WIDTH, warmth }))
    .filter(({ from, to }) => to > from);
}

/** Where a moment stands; what was before stands at the beginning. */
export function placeOf(at: string, now: number): number {
  const days = (now - Date.parse(at)) / DAY_MS;
  return Math.min(WIDTH, Math.max(0, WIDTH - (days / DAYS) * WIDTH));
}

/** The picture in words: "12 touches in six weeks: 8 Website, 3 E-mail, 1 Phone". */
export function spoken(marks: readonly Mark[]): string {
  const channels = new Map<string, number>();
  for (const { channel, touches } of marks) {
    const name = channel === null ? 'Other' : channelWord(channel);
    channels.set(name, (channels.get(name) ?? 0) + touches);
  }
  const all = [...channels].toSorted((one, other) => other[1] - one[1]);
  if (all.length === 0) return 'No touch in the last six weeks';
  const sum = all.reduce((total, [, touches]) => total + touches, 0);
  const list = all.map(([name, touches]) => `${count(touches)} ${name}`).join(', ');
  return `${counted(sum, 'touch', 'touches')} in six weeks: ${list}`;
}
