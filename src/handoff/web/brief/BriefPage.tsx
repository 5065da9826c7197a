import '../handoff.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { useKeys } from '../../../web/keys.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { actKeys } from '../acts/acts.ts';
import { Clock } from '../clocks/Clock.tsx';
import { useHours } from '../clocks/working.ts';
import { handoffQuery, type WholeHandoff } from '../handoffs.ts';
import { stateWords } from '../words.ts';
import { Brief } from './Brief.tsx';

const crumbs = [{ label: 'Hand off' }, { label: 'Board', to: '/handoff' }];

/** A hand-off on a page of its own: what links lead to, and what a phone shows. */
export function BriefPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(handoffQuery(id));
  useKeys('Lead', actKeys(query.data));
  if (query.isError && asProblem(query.error).status === 404) return <NotFoundPage />;
  const name = query.data?.contact.name ?? 'Hand-off';
  return (
    <Page
      title={name}
      crumbs={crumbs}
      head={query.data === undefined ? undefined : <Head handoff={query.data} />}
    >
      <Loaded query={query} lines={8}>
        {(handoff) => <Whole handoff={handoff} />}
      </Loaded>
    </Page>
  );
}

function Whole({ handoff }: { handoff: WholeHandoff }) {
  const hoursOf = useHours([handoff.rep?.id]);
  return (
    <div className="brief alone">
      <Brief handoff={handoff} hoursOf={hoursOf} />
    </div>
  );
}

function Head({ handoff }: { handoff: WholeHandoff }) {
  const { contact, clock, state, rep } = handoff;
  const hoursOf = useHours([rep?.id]);
  return (
    <header className="head">
      <div className="grow">
        <h1>
          <Link to={`/contacts/${contact.id}`}>{contact.name}</Link>
        </h1>
        <p className="lede row wrap">
          {stateWords[state]}
          {rep !== null && `, with ${rep.name}`}
          {clock !== null && <Clock clock={clock} hours={hoursOf(rep?.id)} />}
        </p>
      </div>
    </header>
  );
}
