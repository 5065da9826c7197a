import './agreement.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '../../../web/ui/Button.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import {
  attainmentQuery,
  casesQuery,
  type Attainment,
  type CasesAsked,
  type Kept,
  type Line,
} from './agreements.ts';
import { CasesTable, Hidden } from './Late.tsx';
import { against, amountWords, monthWords } from './words.ts';

const crumbs = [{ label: 'Hand off' }, { label: 'Agreement', to: '/agreement' }];

/** The hand-offs behind a number of the agreement. */
export function CasesPage() {
  const { month } = useSearch({ strict: false }) as Partial<CasesAsked>;
  const attainment = useQuery(attainmentQuery(month));
  const shown = month ?? attainment.data?.month;
  return (
    <Page
      title="Cases"
      crumbs={crumbs}
      lede={shown === undefined ? undefined : `The hand-offs behind the numbers of ${monthWords(shown)}`}
    >
      <Loaded query={attainment} lines={8}>
        {(found) => <OfMonth attainment={found} />}
      </Loaded>
    </Page>
  );
}

function OfMonth({ attainment: { promises, month } }: { attainment: Attainment }) {
  const search = useSearch({ strict: false }) as Partial<CasesAsked>;
  const navigate = useNavigate();
  const { source, kept, rep, ...rest } = search;
  const ofRep = rep === undefined ? {} : { rep };
  const ofSource = source === undefined ? {} : { source };
  const ofKept = kept === undefined ? {} : { kept };
  const go = (change: Partial<CasesAsked>) =>
    void navigate({ to: '/agreement/cases', search: { ...rest, ...ofRep, month, ...change } });
  const line =
    promises.find(({ id }) => id === search.promise) ?? promises.find(({ side }) => side === 'sales');
  if (line === undefined) return <p className="muted">Nothing was promised for {monthWords(month)}.</p>;
  return (
    <div className="stack loose">
      <div className="row wrap of-cases">
        <Select
          aria-label="Promise"
          value={line.id}
          onChange={(promise) => go({ promise })}
          choices={promises.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Segmented
          label="Which"
          value={kept ?? 'all'}
          onChange={(which) => go({ ...ofSource, ...(which === 'all' ? {} : { kept: which }) })}
          choices={keptChoices(line, kept)}
        />
        {source !== undefined && (
          <Button small ghost icon="cross" onClick={() => go(ofKept)}>
            From {source.replaceAll('_', ' ')}
          </Button>
        )}
        {rep !== undefined && (
          <Button
            small
            ghost
            icon="cross"
            onClick={() =>
              void navigate({ to: '/agreement/cases', search: { ...rest, month, ...ofSource, ...ofKept } })
            }
          >
            {rep === 'me' ? 'Mine' : 'Of one rep'}
          </Button>
        )}
        <span className="muted num">
          {rep !== undefined && 'Everyone: '}
          {line.value === null ? 'Nothing decided yet' : amountWords(line, line.value)}{' '}
          {line.value !== null && against(line)}
        </span>
      </div>
      <Cases asked={{ ...search, promise: line.id, month }} side={line.side} />
    </div>
  );
}

function keptChoices(
  { side, metric, unit }: Line,
  kept: Kept | undefined,
): { value: Kept | 'all'; label: string }[] {
  const [yes, no] =
    side === 'sales'
      ? ['Kept', 'Missed']
      : unit === 'share'
        ? metric === 'accepted_share'
          ? ['Accepted', 'Returned']
          : ['Complete', 'Incomplete']
        : ['Counted', 'Not counted'];
  const open = { value: 'open' as const, label: 'Open' };
  const all = { value: 'all' as const, label: 'All' };
  const done = { value: 'done' as const, label: 'In time or late' };
  const hasOpen = side === 'sales' || metric === 'accepted_share';
  return [
    all,
    { value: 'yes', label: yes },
    { value: 'no', label: no },
    ...(hasOpen ? [open] : []),
    ...(kept === 'done' ? [done] : []),
  ];
}

function Cases({ asked, side }: { asked: CasesAsked; side: Line['side'] }) {
  const query = useInfiniteQuery(casesQuery(asked));
  return (
    <Loaded query={query} lines={8}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <p className="muted">None of them.</p>;
        return (
          <>
            <section className="card">
              <CasesTable label="Cases" items={items} of={side} />
              <Hidden items={items} />
            </section>
            {query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
