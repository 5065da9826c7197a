import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { FEEDBACK, type FollowUpOfTheme } from './feedback.ts';
import { StateTag } from './StateTag.tsx';
import { followUpWords } from './words.ts';

const query = queryOptions({
  queryKey: [...FEEDBACK, 'follow-ups'],
  queryFn: ({ signal }) => api.get<{ items: FollowUpOfTheme[] }>('/api/follow-ups', { signal }),
});
const SHOWN = 8;

/** What came of it all, the newest change first. */
export function InHand() {
  const items = useQuery(query).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title="What came of it" flush>
      <ul className="theme-list">
        {items.slice(0, SHOWN).map((followUp) => (
          <li key={followUp.id}>
            <span className="stack">
              <Link to={`/feedback/themes/${followUp.theme.id}`} className="strong cover">
                {followUp.title}
              </Link>
              <span className="small muted">
                {followUpWords[followUp.kind]}
                {followUp.owner !== null && `, ${followUp.owner.name}`},{' '}
                <RelativeTime at={followUp.stateAt} />
              </span>
              {followUp.outcome !== null && <span className="small">{followUp.outcome}</span>}
            </span>
            <StateTag state={followUp.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
