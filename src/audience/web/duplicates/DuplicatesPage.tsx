import './duplicates.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useKeys } from '../../../web/keys.ts';
import { about, count, counted, sentenceCase } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { certainQuery, duplicatesQuery, mergeCertain, type State } from './duplicates.ts';
import { PairList } from './PairList.tsx';
import { PairView } from './PairView.tsx';

type Search = { state?: State; pair?: string };

/** Pairs of contacts that may be one person, the likeliest first; each is decided with one key. */
export function DuplicatesPage() {
  const { state = 'open', pair }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useInfiniteQuery(duplicatesQuery(state));
  const pairs = query.data?.pages.flatMap((page) => page.items) ?? [];
  const estimate = query.data?.pages[0]?.estimate;
  const place = Math.max(
    0,
    pairs.findIndex(({ id }) => id === pair),
  );
  const shown = pairs[place];
  // In the address, so that a link shows the same pair; what was decided is not a step to go back to.
  const show = (next: Search) => void navigate({ to: '/duplicates', search: next, replace: true });
  const open = (id: string | undefined) =>
    show({ ...(state === 'open' ? {} : { state }), ...(id === undefined ? {} : { pair: id }) });
  const move = (step: number) => open(pairs[Math.max(0, Math.min(place + step, pairs.length - 1))]?.id);
  useKeys('Duplicates', {
    j: { label: 'Next pair', run: () => move(1) },
    k: { label: 'Previous pair', run: () => move(-1) },
  });
  return (
    <Page
      title="Duplicates"
      crumbs={[{ label: 'Audience' }]}
      lede={state === 'open' && estimate && estimate.count > 0 ? ledeOf(estimate) : undefined}
      fill
      actions={<Actions state={state} choose={(next) => show(next === 'open' ? {} : { state: next })} />}
    >
      <Body query={query} empty={<Nothing state={state} />}>
        {shown && (
          <div className={classes('duplicates', pair !== undefined && 'chosen')}>
            <PairList pairs={pairs} shown={shown.id} open={open} pages={query} />
            <PairView key={shown.id} pair={shown} onBack={() => open(undefined)} />
          </div>
        )}
      </Body>
    </Page>
  );
}

type BodyProps = {
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  empty: ReactNode;
  children: ReactNode;
};

function Body({ query, empty, children }: BodyProps) {
  if (query.isPending)
    return (
      <div className="duplicates-wait">
        <Skeleton lines={8} />
      </div>
    );
  if (query.error !== null && query.error !== undefined)
    return (
      <div className="duplicates-wait stack">
        <FormError problem={asProblem(query.error)} />
        <div>
          <Button icon="refresh" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    );
  return children || empty;
}

function Actions({ state, choose }: { state: State; choose: (state: State) => void }) {
  const mayMerge = useMay('contacts.merge');
  const certain = useQuery({ ...certainQuery, enabled: mayMerge }).data?.count ?? 0;
  return (
    <>
      <Segmented
        label="Which pairs"
        value={state}
        onChange={choose}
        choices={[
          { value: 'open', label: 'To decide' },
          { value: 'dismissed', label: 'Told apart' },
        ]}
      />
      {state === 'open' && certain > 1 && (
        <Button icon="merge" onClick={() => void mergeCertain()}>
          Merge {certain > MOST_AT_ONCE ? `the ${MOST_AT_ONCE} surest` : `${count(certain)} beyond doubt`}
        </Button>
      )}
    </>
  );
}

/** As the server merges in one go. */
const MOST_AT_ONCE = 100;

function Nothing({ state }: { state: State }) {
  if (state === 'dismissed')
    return (
      <EmptyState icon="merge" title="Nobody was told apart">
        When somebody says that two contacts are not the same person, the pair is kept here, so that the
        answer can be taken back.
      </EmptyState>
    );
  return (
    <EmptyState icon="merge" title="No duplicates to decide">
      Whenever a contact changes or comes in, Tandem compares it with the others by name, company, e-mail,
      phone and address. Pairs that may be one person wait here for somebody to decide.
    </EmptyState>
  );
}

function ledeOf({ count: number, exact }: { count: number; exact: boolean }): string {
  if (exact) return `${counted(number, 'pair', 'pairs')} that may be one person`;
  return sentenceCase(`${about(number)} pairs that may be one person`);
}
