import '../../../audience/web/contacts.css';
import '../deals.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { attempt } from '../../../audience/web/contacts.ts';
import { useReach } from '../../../audience/web/reach.ts';
import { asProblem } from '../../../web/problem.ts';
import { RecordPage } from '../../../web/record/RecordPage.tsx';
import { RecordSlot } from '../../../web/record/RecordSlot.tsx';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Money } from '../../../web/ui/Money.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { dealQuery, restoreDeal, type Deal, type DealShown } from '../deals.ts';
import { StageDialogs } from '../forms/StageDialogs.tsx';
import { useStageMove } from '../forms/use-stage-move.ts';
import { StageTag } from '../parts/StageTag.tsx';
import { DealActions } from './DealActions.tsx';
import { DealContext } from './DealContext.tsx';
import { DealFacts } from './DealFacts.tsx';
import { DealHistory } from './DealHistory.tsx';

export function DealPage() {
  const { id } = useParams({ strict: false });
  const query = useQuery(dealQuery(id ?? ''));
  // Facts that are being edited belong to one deal: the next one starts afresh.
  if (query.data !== undefined) return <DealRecord key={query.data.id} deal={query.data} />;
  if (query.isPending) return <DealWait />;
  const problem = asProblem(query.error);
  if (problem.status === 404) return <NotFoundPage />;
  return (
    <Page title="Deal" crumbs={[{ label: 'Deals', to: '/deals' }]}>
      <div className="stack">
        <FormError problem={problem} />
        <div>
          <Button icon="refresh" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      </div>
    </Page>
  );
}

function DealRecord({ deal }: { deal: DealShown }) {
  const reach = useReach(deal);
  const moving = useStageMove();
  const deleted = deal.deletedAt !== null;
  const may = reach('deals.edit') && !deleted;
  return (
    <>
      <RecordPage
        noun="deals"
        id={deal.id}
        linkTo={(id) => `/deals/${id}`}
        neighbours={`/api/deals/${deal.id}/neighbours`}
        list={{ label: 'Deals', to: '/deals' }}
        title={deal.name}
        square
        subtitle={<Subtitle deal={deal} />}
        actions={!deleted && <DealActions deal={deal} may={may} moving={moving} />}
        {...(deleted ? { top: <DeletedDeal deal={deal} may={reach('deals.edit')} /> } : {})}
        names={{ timeline: 'Timeline', facts: 'Facts', context: 'People' }}
        facts={<DealFacts deal={deal} may={may} />}
        timeline={<Happenings deal={deal} />}
        context={<DealContext deal={deal} may={may} />}
      />
      <StageDialogs moving={moving} />
    </>
  );
}

function Subtitle({ deal: { stage, amount, currency, contact, company } }: { deal: Deal }) {
  const people = [contact?.name, company?.name].filter(Boolean).join(', ');
  return (
    <>
      <StageTag stage={stage} />
      {amount !== null && currency !== null && (
        <span className="strong">
          <Money minor={amount} currency={currency} />
        </span>
      )}
      {people !== '' && <span>{people}</span>}
    </>
  );
}

type About = 'deal' | 'contact';

/** All that happened with the person it is about, which is what one wants to know of a deal, or what was done with it. */
function Happenings({ deal }: { deal: Deal }) {
  const [about, setAbout] = useState<About>('contact');
  const { contact } = deal;
  const history = <DealHistory deal={deal} />;
  if (contact === null) return history;
  return (
    <div className="stack">
      <div>
        <Segmented<About>
          label="What the timeline is about"
          value={about}
          onChange={setAbout}
          choices={[
            { value: 'contact', label: contact.name },
            { value: 'deal', label: 'This deal' },
          ]}
        />
      </div>
      {about === 'deal' ? (
        history
      ) : (
        <RecordSlot
          slot="timeline"
          record={{ kind: 'contact', id: contact.id, name: contact.name, deleted: false }}
          otherwise={history}
        />
      )}
    </div>
  );
}

/** A deleted deal can still be read and, for 30 days, brought back. */
function DeletedDeal({ deal, may }: { deal: Deal; may: boolean }) {
  return (
    <output className="notice deleted">
      <Icon name="bin" />
      <div className="row wrap between">
        <span>
          This deal was deleted {deal.deletedAt !== null && <RelativeTime at={deal.deletedAt} />}. It can be
          brought back for 30 days, then it is gone for good.
        </span>
        {may && (
          <Button
            small
            icon="undo"
            onClick={() => void attempt(() => restoreDeal(deal), `${deal.name} is back`)}
          >
            Bring back
          </Button>
        )}
      </div>
    </output>
  );
}

function DealWait() {
  return (
    <Page title="Deal" crumbs={[{ label: 'Deals', to: '/deals' }]}>
      <output className="sr">Loading</output>
      <Skeleton title lines={8} />
    </Page>
  );
}
