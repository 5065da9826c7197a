import '../../../audience/web/contacts.css';
import '../deals.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useOwnerChoices } from '../../../audience/web/people.ts';
import { useKeys } from '../../../web/keys.ts';
import { asProblem } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { boardQuery, type Board } from '../deals.ts';
import { BoardOrList } from '../parts/BoardOrList.tsx';
import { DealBoard } from './DealBoard.tsx';

const NewDealDialog = later(async () => (await import('../forms/NewDealDialog.tsx')).NewDealDialog);

export function BoardPage() {
  const { owner, create = false }: { owner?: string; create?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayEdit = useMay('deals.edit');
  const query = useQuery(boardQuery(owner));
  const go = (change: object) =>
    void navigate({ to: '.', search: (now: object) => ({ ...now, ...change }), replace: true });
  useKeys('Deals', mayEdit ? { c: { label: 'New deal', run: () => go({ create: true }) } } : {});
  const add = mayEdit && (
    <Button primary icon="plus" keys="c" onClick={() => go({ create: true })}>
      New deal
    </Button>
  );
  return (
    <Page
      title="Deals"
      crumbs={[{ label: 'Sell' }]}
      lede="Open now, and won and lost this quarter"
      fill
      actions={
        <>
          <BoardOrList value="board" />
          {add}
        </>
      }
    >
      <div className="deal-board-page">
        <div className="deal-board-tools row wrap">
          <OwnerChoice owner={owner} choose={(next) => go({ owner: next === '' ? undefined : next })} />
          {mayEdit && (
            <p className="small muted only-wide">
              Drag a deal to another column, or press Shift and an arrow key on it.
            </p>
          )}
        </div>
        {query.isPending && <Skeleton lines={8} />}
        {query.isError && query.data === undefined && <FormError problem={asProblem(query.error)} />}
        {query.data !== undefined &&
          (isEmpty(query.data) && owner === undefined ? (
            <EmptyState icon="deal" title="No deals yet" actions={add}>
              A deal is what you may win of a customer: what it is, what it is worth and when it will be
              decided. Whoever accepts a lead may open one along with it. What is won and lost teaches the
              score which leads are worth your time.
            </EmptyState>
          ) : (
            <DealBoard board={query.data} owner={owner} />
          ))}
      </div>
      {create && mayEdit && <NewDealDialog onClose={() => go({ create: undefined })} />}
    </Page>
  );
}

function OwnerChoice({ owner, choose }: { owner: string | undefined; choose: (owner: string) => void }) {
  const colleagues = useOwnerChoices();
  return (
    <Select
      aria-label="Whose deals"
      value={owner ?? ''}
      onChange={choose}
      placeholder="Everybody’s deals"
      choices={[{ value: 'me', label: 'My deals' }, ...colleagues]}
    />
  );
}

function isEmpty({ columns }: Board): boolean {
  return columns.every(({ count }) => count === 0);
}
