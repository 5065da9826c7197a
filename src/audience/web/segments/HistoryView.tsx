import { Link } from '@tanstack/react-router';
import { count } from '../../../web/numbers.ts';
import { RelativeTime, useNow } from '../../../web/ui/RelativeTime.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { daysOf, type Day } from './days.ts';
import { useHistory, type WholeSegment } from './segments.ts';

const DAYS = 30;

/** Comings above the line, goings below it, and who it was of late. */
export function HistoryView({ segment }: { segment: WholeSegment }) {
  const { data } = useHistory(segment.id, DAYS);
  const today = useNow();
  if (data === undefined) return <Skeleton title lines={6} />;
  return (
    <div className="segment-history">
      <Chart days={daysOf(data.days, DAYS, today)} />
      {data.moves.length === 0 ? (
        <p className="muted">
          Nobody has come or gone since its members were found. Those found then are not listed one by one.
        </p>
      ) : (
        <ul className="plain-list" aria-label="Who came and who went, newest first">
          {data.moves.map(({ contact, entered, at }) => (
            <li key={`${contact.id} ${at} ${String(entered)}`} className="row between">
              <span className="truncate">
                <Link className="link" to={`/contacts/${contact.id}`}>
                  {contact.name}
                </Link>{' '}
                <span className="muted">{entered ? 'came in' : 'left'}</span>
              </span>
              <span className="small muted">
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const WIDTH = 720;
const HALF = 56;
const GAP = 3;

function Chart({ days }: { days: Day[] }) {
  const most = Math.max(1, ...days.flatMap(({ entered, left }) => [entered, left]));
  const [came, went] = [sum(days, 'entered'), sum(days, 'left')];
  const step = WIDTH / days.length;
  const title = `In ${DAYS} days ${count(came)} came in and ${count(went)} left`;
  return (
    <figure className="segment-chart">
      <figcaption className="label">{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HALF * 2}`} role="img" aria-label={title} preserveAspectRatio="none">
        <line x1={0} x2={WIDTH} y1={HALF} y2={HALF} className="axis" />
        {days.map(({ day, entered, left }, index) => (
          <g key={day}>
            <title>{`${day}: ${count(entered)} in, ${count(left)} out`}</title>
            <rect
              className="came"
              x={index * step + GAP / 2}
              width={step - GAP}
              y={HALF - heightOf(entered, most)}
              height={heightOf(entered, most)}
            />
            <rect
              className="went"
              x={index * step + GAP / 2}
              width={step - GAP}
              y={HALF + 1}
              height={heightOf(left, most)}
            />
          </g>
        ))}
      </svg>
    </figure>
  );
}

function heightOf(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(2, (value / most) * (HALF - 2));
}

function sum(days: Day[], what: 'entered' | 'left'): number {
  return days.reduce((total, day) => total + day[what], 0);
}
