import { useTimeZone } from '../../../web/session.ts';
import { exact } from '../../../web/time.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { promiseWords } from '../words.ts';
import { faceOf, type Running, type Span } from './face.ts';

type Props = { clock: Running & { metric: string | null; promise: string }; spans: readonly Span[] };

/** A promise running out: calm is quiet, soon is bold, late is filled. The ring empties as working time passes. */
export function Clock({ clock, spans }: Props) {
  const timeZone = useTimeZone();
  const { tone, words, left } = faceOf(clock, spans, useNow(), timeZone);
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
