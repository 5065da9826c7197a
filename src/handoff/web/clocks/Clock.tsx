import { useMemo } from 'react';
import { useTimeZone } from '../../../web/session.ts';
import { dayOf, exact } from '../../../web/time.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { promiseWords } from '../words.ts';
import { faceOf, type Running } from './face.ts';
import { spansFor, type Hours } from './working.ts';

type Props = { clock: Running & { metric: string | null; promise: string }; hours: Hours | undefined };

/** A promise running out: calm is quiet, soon is bold, late is filled. The ring empties as working time passes. */
export function Clock({ clock, hours }: Props) {
  const timeZone = useTimeZone();
  const now = useNow();
  const today = dayOf(now, timeZone);
  // A day's spans serve all its minutes.
  const spans = useMemo(() => spansFor(hours, clock, new Date(`${today}T12:00:00Z`)), [hours, clock, today]);
  const { tone, words, left } = faceOf(clock, spans, now, timeZone);
  const promised = promiseWords(clock.metric ?? clock.promise);
  const about = `${promised}: due ${exact(new Date(clock.dueAt), timeZone)}`;
  return (
    <span className={`clock ${tone}`} data-tip={about}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle className="track" cx="8" cy="8" r="6" />
        {tone !== 'late' && (
          <circle
            className="left"
            cx="8"
            cy="8"
            r="6"
            pathLength="100"
            strokeDasharray={`${Math.round(left * 100)} 100`}
          />
        )}
      </svg>
      <span className="sr">{promised}: </span>
      {words}
    </span>
  );
}
