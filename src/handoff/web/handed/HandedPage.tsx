import '../handoff.css';
import './handed.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { count } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { ChipChoice } from '../acts/ChipChoice.tsx';
import { reasonWords } from '../words.ts';
import { handedQuery, handOverQuery, type HandedContact, type HandOver } from './handed.ts';
import { outcomeLabels, outcomeNames, type Outcome } from './outcomes.ts';

const crumbs = [{ label: 'Hand off' }, { label: 'Board', to: '/handoff' }];

/** What became of everybody who was handed to sales together. */
export function HandedPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <Page title="Handed to sales" crumbs={crumbs}>
      <Loaded query={useQuery(handOverQuery(id))} lines={8}>
        {(handOver) => <Outcomes handOver={handOver} />}
      </Loaded>
    </Page>
  );
}

function Outcomes({ handOver: { id, startedAt, startedBy, going, counts } }: { handOver: HandOver }) {
  const { outcome: asked }: { outcome?: Outcome } = useSearch({ strict: false });
  const navigate = useNavigate();
  const there = outcomeNames.filter((each) => counts[each] > 0);
  const outcome = asked ?? there[0];
  return (
    <div className="stack loose">
      <p className="muted">
        By {startedBy}, <RelativeTime at={startedAt} />
        {going && '; more are on their way'}
      </p>
      {outcome === undefined ? (
        <p className="muted">
          {going ? 'Nobody yet.' : 'There was nobody among them whom you may hand over.'}
        </p>
      ) : (
        <>
          <ChipChoice
            legend="What became of them"
            value={outcome}
            onChange={(next) => void navigate({ to: '.', search: { outcome: next }, replace: true })}
            choices={there.map((each) => ({
              value: each,
              label: (
                <>
                  {outcomeLabels[each]} <b className="num">{count(counts[each])}</b>
                </>
              ),
            }))}
          />
          {outcome === 'rejected' && (
            <p className="muted">
              Whoever is sure that sales should try again hands them over one by one, with a word for the rep.
            </p>
          )}
          <Contacts id={id} outcome={outcome} />
        </>
      )}
    </div>
  );
}

function Contacts({ id, outcome }: { id: string; outcome: Outcome }) {
  const query = useInfiniteQuery(handedQuery(id, outcome));
  return (
    <Loaded query={query} lines={8}>
      {({ pages }) => (
        <>
          <ul className="card handed-list" aria-label={outcomeLabels[outcome]}>
            {pages
              .flatMap(({ items }) => items)
              .map((contact) => (
                <Contact key={contact.id} contact={contact} outcome={outcome} />
              ))}
          </ul>
          {query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}

function Contact({ contact, outcome }: { contact: HandedContact; outcome: Outcome }) {
  const { id, name, companyName, handoffId, rep, reason } = contact;
  return (
    <li>
      <span className="grow">
        <Link to="/contacts/$id" className="strong" params={{ id }}>
          {name}
        </Link>
        {companyName !== null && <small className="muted">{companyName}</small>}
      </span>
      {reason !== null && <span className="muted">{reasonWords[reason]}</span>}
      {outcome !== 'unreachable' && outcome !== 'rejected' && (
        <span className="muted">{rep ?? (handoffId === null ? '' : 'In the queue')}</span>
      )}
      {handoffId !== null && (
        <Link to="/handoff/$id" className="link" params={{ id: handoffId }}>
          Hand-off
        </Link>
      )}
    </li>
  );
}
