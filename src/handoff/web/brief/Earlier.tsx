import { Link } from '@tanstack/react-router';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { WholeHandoff } from '../handoffs.ts';
import { reasonWords, stateWords } from '../words.ts';
import { Part } from './Part.tsx';

/** It is not the first time: what was said then. */
export function Earlier({ earlier }: { earlier: WholeHandoff['earlier'] }) {
  if (earlier.length === 0) return null;
  return (
    <Part title="Earlier hand-offs">
      <ul className="brief-earlier">
        {earlier.map(({ id, state, verdict, reason, words, rep, openedAt }) => (
          <li key={id}>
            <Link to={`/handoff/${id}`} className="link">
              {verdict === 'rejected' ? 'Rejected' : verdict === 'recycled' ? 'Recycled' : stateWords[state]}
              {reason !== null && `: ${reasonWords[reason].toLowerCase()}`}
            </Link>
            {words !== null && <span>{words}</span>}
            <span className="small muted">
              {rep !== null && `${rep.name}, `}
              <RelativeTime at={openedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
