import { Clock } from '../clocks/Clock.tsx';
import type { Hours } from '../clocks/working.ts';
import type { Clock as Kept, WholeHandoff } from '../handoffs.ts';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { promiseWords } from '../words.ts';
import { Part } from './Part.tsx';

/** Every promise of the agreement it was opened under, and how it stands. */
export function Clocks({ handoff, hours }: { handoff: WholeHandoff; hours: Hours | undefined }) {
  const { clocks } = handoff;
  if (clocks.length === 0) return null;
  return (
    <Part title="Promised">
      <ul className="brief-promises">
        {clocks.map((clock) => (
          <li key={clock.promise}>
            <span>{promiseWords(clock.metric ?? clock.promise)}</span>
            <Standing clock={clock} hours={hours} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Standing({ clock, hours }: { clock: Kept; hours: Hours | undefined }) {
  const { metAt, missedAt, stoppedAt } = clock;
  if (metAt !== null) {
    return (
      <span className="row">
        {missedAt === null ? <Tag tone="good">Kept</Tag> : <Tag tone="bad">Late</Tag>}
        <span className="small muted">
          <RelativeTime at={metAt} />
        </span>
      </span>
    );
  }
  if (stoppedAt !== null) return <Tag>Stopped</Tag>;
  return <Clock clock={clock} hours={hours} />;
}
