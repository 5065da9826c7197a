import { count } from '../../../web/numbers.ts';
import { useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import type { SimulationOutcome } from './simulations.ts';

type Props = { outcome: SimulationOutcome; capacity: number; other: string | undefined; number: number };

const width = 640;
const height = 190;
const plot = { left: 34, right: width - 4, top: 14, bottom: height - 24 };

/** Two bars a week, this version and the one in force, against what the reps can take on. */
export function WeekBars({ outcome, capacity, other, number }: Props) {
  const zone = useTimeZone();
  const { draft, inForce } = outcome;
  const most = Math.max(1, capacity <= busiest(outcome) * 3 ? capacity : 0, busiest(outcome)) * 1.08;
  const slot = (plot.right - plot.left) / Math.max(1, draft.weeks.length);
  const bar = Math.min(18, slot * 0.36);
  const y = (value: number) => plot.bottom - ((plot.bottom - plot.top) * value) / most;
  const dayOf = (week: string) => shortDate(new Date(`${week}T12:00:00Z`), new Date(outcome.until), zone);
  const stride = Math.ceil(draft.weeks.length / 7);
  return (
    <figure className="week-bars">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(outcome, other, number, dayOf)}>
        <line className="base" x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
        {draft.weeks.map(({ week, people }, index) => {
          const middle = plot.left + slot * (index + 0.5);
          const before = inForce?.weeks[index]?.people;
          return (
            <g key={week}>
              <Bar
                tone="draft"
                x={before === undefined ? middle - bar / 2 : middle - bar - 1}
                bar={bar}
                top={y(people)}
                tip={`Week of ${dayOf(week)}: ${count(people)} by version ${number}`}
              />
              {before !== undefined && (
                <Bar
                  tone="in-force"
                  x={middle + 1}
                  bar={bar}
                  top={y(before)}
                  tip={`Week of ${dayOf(week)}: ${count(before)} by ${other ?? ''}`}
                />
              )}
              {index % stride === 0 && (
                <text x={middle} y={height - 6} textAnchor="middle">
                  {dayOf(week)}
                </text>
              )}
            </g>
          );
        })}
        {capacity <= most && <CapacityLine y={y(capacity)} capacity={capacity} />}
        <text x={plot.left - 6} y={y(busiest(outcome)) + 4} textAnchor="end">
          {count(busiest(outcome))}
        </text>
        <text x={plot.left - 6} y={plot.bottom + 4} textAnchor="end">
          0
        </text>
      </svg>
      <figcaption className="row wrap small muted">
        <span className="key draft">Version {number}</span>
        {inForce !== null && <span className="key in-force">{other}, in force</span>}
        {capacity > most && <span>The reps could take on {count(capacity)} a week.</span>}
      </figcaption>
    </figure>
  );
}

function CapacityLine({ y, capacity }: { y: number; capacity: number }) {
  return (
    <>
      <line className="capacity-line" x1={plot.left} x2={plot.right} y1={y} y2={y} />
      <text className="capacity-word" x={plot.right} y={y - 5} textAnchor="end">
        the reps’ capacity, {count(capacity)}
      </text>
    </>
  );
}

type BarProps = { tone: string; x: number; bar: number; top: number; tip: string };

function Bar({ tone, x, bar, top, tip }: BarProps) {
  return (
    <rect
      className={`column ${tone}`}
      x={x}
      y={top}
      width={bar}
      height={Math.max(0, plot.bottom - top)}
      rx={1.5}
    >
      <title>{tip}</title>
    </rect>
  );
}

function busiest({ draft, inForce }: SimulationOutcome): number {
  return Math.max(0, ...[...draft.weeks, ...(inForce?.weeks ?? [])].map(({ people }) => people));
}

function inWords(
  { draft, inForce }: SimulationOutcome,
  other: string | undefined,
  number: number,
  dayOf: (week: string) => string,
): string {
  const list = (weeks: readonly { week: string; people: number }[]) =>
    weeks.map(({ week, people }) => `${dayOf(week)} ${people}`).join(', ');
  const mine = `Who became hot in each week, by version ${number}: ${list(draft.weeks)}.`;
  return inForce === null ? mine : `${mine} By ${other ?? ''}: ${list(inForce.weeks)}.`;
}
