import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Handoff } from '../../../handoff/web/handoffs.ts';
import { reasonWords, verdictWords } from '../../../handoff/web/words.ts';
import { api } from '../../../web/api.ts';
import type { Filter } from '../../../web/list/filter.ts';
import type { ListPage } from '../../../web/list/use-list-pages.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { ListLink } from './ListLink.tsx';
import { figureWords } from './today.ts';

const shown = 6;
const sinceYesterday: Filter[] = [['verdictAt', 'in_last', '24h']];

/** What sales said of the leads it was given, since yesterday and in its words. */
export function SalesSaid() {
  const { data } = useQuery({
    queryKey: ['handoffs', 'said'],
    queryFn: ({ signal }) =>
      api.get<ListPage<Handoff>>('/api/handoffs', {
        search: { filter: JSON.stringify(sinceYesterday), sort: '-verdictAt', limit: shown },
        signal,
      }),
  });
  if (data === undefined) return null;
  return (
    <Card
      title="What sales said"
      flush
      end={
        data.estimate !== undefined &&
        data.estimate.count > 0 && (
          <span className="small muted num">
            <ListLink to="/handoff/list" filter={sinceYesterday}>
              {figureWords(data.estimate)} since yesterday
            </ListLink>
          </span>
        )
      }
    >
      {data.items.length === 0 ? (
        <p className="muted inner">No verdict since yesterday.</p>
      ) : (
        <ul className="person-lines said-lines">
          {data.items.map((handoff) => (
            <Line key={handoff.id} handoff={handoff} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({
  handoff: { id, contact, verdict, reason, words, verdictBy, verdictAt },
}: {
  handoff: Handoff;
}) {
  return (
    <li>
      <span className="about">
        <span className="row">
          <Link to={`/handoff/${id}`} className="strong cover truncate">
            {contact.name}
          </Link>
          {reason !== null && <span className="muted truncate">{reasonWords[reason].toLowerCase()}</span>}
        </span>
        {words !== null && <span>“{words}”</span>}
        <span className="small muted">
          {verdictBy !== null && `${verdictBy.name}, `}
          {verdictAt !== null && <RelativeTime at={verdictAt} />}
        </span>
      </span>
      {verdict !== null && (
        <Tag tone={verdict === 'accepted' ? 'good' : undefined}>{verdictWords[verdict]}</Tag>
      )}
    </li>
  );
}
