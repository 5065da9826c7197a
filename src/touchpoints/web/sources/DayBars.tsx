import { count } from '../../../web/numbers.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { everyDay, type Counts, type DayCounts } from './sources.ts';

const outcomes = ['bot', 'skipped', 'duplicate', 'stored'] as const;
const words = { stored: 'stored', duplicate: 'duplicates', skipped: 'skipped', bot: 'bots' };
const shownDays = 30;

/** A bar a day, what was stored at the foot of it. */
export function DayBars({ days }: Pick<Counts, 'days'>) {
  const all = everyDay(days, shownDays, useNow());
  const most = Math.max(1, ...all.map(({ seen }) => seen));
  return (
    <figure className="day-bars">
      <ul>
        {all.map((each) => (
          <li key={each.day} data-tip={sentence(each)}>
            <span className="sr">{sentence(each)}</span>
            {outcomes.map((outcome) => (
              <i
                key={outcome}
                className={outcome}
                style={{ height: `${(each[outcome] / most) * 100}%` }}
                aria-hidden="true"
              />
            ))}
          </li>
        ))}
      </ul>
      <figcaption className="small muted">
        <span>{dayWord(all[0]?.day ?? '')}</span>
        <span className="keys">
          {outcomes.toReversed().map((outcome) => (
            <span key={outcome}>
              <i className={outcome} aria-hidden="true" />
              {words[outcome]}
            </span>
          ))}
        </span>
        <span>Today, highest day {count(most === 1 && all.every(({ seen }) => seen === 0) ? 0 : most)}</span>
      </figcaption>
    </figure>
  );
}

function sentence(day: DayCounts): string {
  if (day.seen === 0) return `${dayWord(day.day)}: nothing`;
  const parts = outcomes
    .toReversed()
    .filter((outcome) => day[outcome] > 0)
    .map((outcome) => `${count(day[outcome])} ${words[outcome]}`);
  return `${dayWord(day.day)}: ${count(day.seen)} seen, ${parts.join(', ')}`;
}

function dayWord(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}
