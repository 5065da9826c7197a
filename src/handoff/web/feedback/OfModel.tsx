import './feedback.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RecordRef } from '../../../web/room.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { followUpsOfModel } from './feedback.ts';
import { StateTag } from './StateTag.tsx';

/** Beside a version of the score: which themes asked for a rule in it. */
export function OfModel({ record }: { record: RecordRef }) {
  const items = useQuery(followUpsOfModel(record.id)).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title="Asked for by feedback" flush>
      <ul className="theme-list">
        {items.map(({ id, title, theme, state }) => (
          <li key={id}>
            <span className="stack">
              <Link to={`/feedback/themes/${theme.id}`} className="strong cover">
                {title}
              </Link>
              <span className="small muted">From the theme “{theme.name}”</span>
            </span>
            <StateTag state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
