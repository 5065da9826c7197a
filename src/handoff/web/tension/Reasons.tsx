import { Link } from '@tanstack/react-router';
import { count } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { reasonWords } from '../words.ts';
import { NumberLink } from './NumberLink.tsx';
import type { Asked, Tension } from './tension.ts';

type Props = { tension: Tension; show: (leads: Asked) => void };

/** Why leads came back, the most frequent first. */
export function Reasons({ tension: { reasons }, show }: Props) {
  const byReason = new Map<keyof typeof reasonWords, number>();
  for (const { reason, verdict, count: times } of reasons)
    if (verdict !== 'accepted') byReason.set(reason, (byReason.get(reason) ?? 0) + times);
  const sorted = [...byReason].toSorted((one, other) => other[1] - one[1]);
  const most = Math.max(1, ...byReason.values());
  return (
    <Card
      title="Why they came back"
      end={
        <Link to="/feedback" search={{ type: 'verdict' }} className="link small">
          In the reps’ words
        </Link>
      }
    >
      {sorted.length === 0 ? (
        <p className="muted">No lead came back in this time.</p>
      ) : (
        <ul className="reasons">
          {sorted.map(([reason, times]) => (
            <li key={reason}>
              <span className="truncate">{reasonWords[reason]}</span>
              <span className="bullet sales" aria-hidden="true">
                <i style={{ width: `${(times / most) * 100}%` }} />
              </span>
              <NumberLink of={reasonWords[reason]} onClick={() => show({ reason })}>
                {count(times)}
              </NumberLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
