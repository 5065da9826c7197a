import './mini-journey.css';
import { classes } from '../../../web/ui/classes.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import type { Card } from '../handoffs.ts';
import { dotsOf, HEIGHT, MIDDLE, placeOf, spoken, warmthOf, WIDTH } from './mini-journey.ts';

/** The last six weeks as on the journey line, small: touches over the temperature, and the hand-off. */
export function MiniJourney({ card: { journey, openedAt } }: { card: Card }) {
  const now = useNow().getTime();
  const flag = Math.min(WIDTH - 1, placeOf(openedAt, now));
  const words = spoken(journey.marks);
  return (
    <svg
      className="mini-journey"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {warmthOf(journey, now).map(({ from, to, warmth }) => (
        <line key={from} className={`band ${warmth}`} x1={from} x2={to} y1={MIDDLE} y2={MIDDLE} />
      ))}
      {dotsOf(journey.marks).map(({ x, y, r, team, offline }) => (
        <circle key={`${x} ${y}`} className={classes(team, offline && 'off')} cx={x} cy={y} r={r} />
      ))}
      <rect className="handover" x={flag} y={1} width={1} height={HEIGHT - 2} />
    </svg>
  );
}
