import '../deals.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { about, count } from '../../../web/numbers.ts';
import { asProblem } from '../../../web/problem.ts';
import { Block } from '../../../web/record/Block.tsx';
import type { RecordRef } from '../../../web/room.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Money } from '../../../web/ui/Money.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useDealsOf, type Deal } from '../deals.ts';
import { DealDay } from './DealDay.tsx';
import { StageTag } from './StageTag.tsx';

const NewDealDialog = later(async () => (await import('../forms/NewDealDialog.tsx')).NewDealDialog);

export function ContactDeals({ record }: { record: RecordRef }) {
  return <DealsBlock kind="contact" record={record} />;
}

export function CompanyDeals({ record }: { record: RecordRef }) {
  return <DealsBlock kind="company" record={record} />;
}

/** What may be won of them, and what was won and lost. */
function DealsBlock({ kind, record }: { kind: 'contact' | 'company'; record: RecordRef }) {
  const { id, name, deleted } = record;
  const query = useDealsOf(kind, id);
  const mayEdit = useMay('deals.edit') && !deleted;
  const [adding, setAdding] = useState(false);
  const deals = query.data?.items ?? [];
  const estimate = query.data?.estimate;
  if (query.isSuccess && deals.length === 0 && !mayEdit) return null;
  return (
    <Block title="Deals" end={estimate !== undefined && estimate.count > 0 ? sizeOf(estimate) : undefined}>
      {query.isPending && <Skeleton lines={2} />}
      {query.isError && <FormError problem={asProblem(query.error)} />}
      {query.isSuccess && deals.length === 0 && <p className="muted">No deals yet.</p>}
      {deals.length > 0 && (
        <ul className="plain-list deals-list">
          {deals.map((deal) => (
            <DealItem key={deal.id} deal={deal} />
          ))}
        </ul>
      )}
      <div className="row wrap">
        {mayEdit && (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            New deal
          </Button>
        )}
        {query.data !== undefined && query.data.next !== null && (
          <Link className="link small" to="/deals/list" search={{ filter: [[kind, 'is', [id]]] }}>
            All of them
          </Link>
        )}
      </div>
      {adding && <NewDealDialog known={{ [kind]: { id, name } }} onClose={() => setAdding(false)} />}
    </Block>
  );
}

function DealItem({ deal }: { deal: Deal }) {
  const { id, name, amount, currency, stage } = deal;
  return (
    <li>
      <span className="row between">
        <Link to={`/deals/${id}`} className="link truncate">
          {name}
        </Link>
        {amount !== null && currency !== null && (
          <span className="strong">
            <Money minor={amount} currency={currency} />
          </span>
        )}
      </span>
      <span className="row small muted">
        <StageTag stage={stage} />
        <DealDay deal={deal} />
      </span>
    </li>
  );
}

function sizeOf({ count: number, exact }: { count: number; exact: boolean }): string {
  return exact ? count(number) : about(number);
}
