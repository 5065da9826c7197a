import { counted } from '../../../web/numbers.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { shortDate } from '../../../web/time.ts';
import type { Theme } from './feedback.ts';

/** How often it was said, week by week; the last twelve. */
export function Weeks({ weeks, labelled = false }: { weeks: Theme['weeks']; labelled?: boolean }) {
  const most = Math.max(1, ...weeks.map(({ count }) => count));
  const now = useNow();
  const words = weeks
    .filter(({ count }) => count > 0)
    .map(({ week, count }) => `${dateOf(week, now)} ${count}`)
    .join(', ');
  const last = weeks.at(-1)?.count ?? 0;
  return (
    <figure className={labelled ? 'weeks labelled' : 'weeks'}>
      <div
        className="bars"
        role="img"
        aria-label={words === '' ? 'Nothing in the last twelve weeks' : `By week: ${words}`}
      >
        {weeks.map(({ week, count }) => (
          <span
            key={week}
            data-tip={`Week of ${dateOf(week, now)}: ${count}`}
            className={count === 0 ? 'none' : undefined}
            style={{ height: `${count === 0 ? 0 : Math.max(12, (count / most) * 100)}%` }}
          />
        ))}
      </div>
      {labelled && (
        <figcaption className="row between small muted num">
          <span>{dateOf(weeks[0]?.week ?? '', now)}</span>
          <span>This week {counted(last, 'time', 'times')}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** A week is a day of the calendar, the same everywhere. */
function dateOf(week: string, now: Date): string {
  const at = new Date(`${week}T12:00:00Z`);
  return Number.isNaN(at.getTime()) ? '' : shortDate(at, now, 'UTC');
}
