import '../../../audience/web/contacts.css';
import '../deals.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../../../web/keys.ts';
import { DataList } from '../../../web/list/DataList.tsx';
import type { StandardView } from '../../../web/list/views.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import type { Deal } from '../deals.ts';
import { BoardOrList } from '../parts/BoardOrList.tsx';
import { ExportDeals } from './ExportDeals.tsx';
import { columns, DealLine, fields } from './columns.tsx';

const NewDealDialog = later(async () => (await import('../forms/NewDealDialog.tsx')).NewDealDialog);

/** Views everybody has. */
const standardViews: readonly StandardView[] = [
  {
    id: 'mine',
    name: 'Mine',
    state: {
      filter: [
        ['owner', 'is', ['me']],
        ['stage', 'is', ['open']],
      ],
    },
  },
  { id: 'open', name: 'Open', state: { filter: [['stage', 'is', ['open']]], sort: 'expectedCloseOn' } },
  { id: 'won', name: 'Won', state: { filter: [['stage', 'is', ['won']]], sort: '-closedAt' } },
  { id: 'lost', name: 'Lost', state: { filter: [['stage', 'is', ['lost']]], sort: '-closedAt' } },
];

export function ListPage() {
  const { create = false }: { create?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayEdit = useMay('deals.edit');
  const mayExport = useMay('deals.export');
  const show = (open: boolean) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, create: open ? true : undefined }),
      replace: true,
    });
  useKeys('Deals', mayEdit ? { c: { label: 'New deal', run: () => show(true) } } : {});
  const add = mayEdit && (
    <Button primary icon="plus" keys="c" onClick={() => show(true)}>
      New deal
    </Button>
  );
  return (
    <Page
      title="Deals"
      crumbs={[{ label: 'Sell' }]}
      fill
      actions={
        <>
          <BoardOrList value="list" />
          {add}
        </>
      }
    >
      <DataList<Deal>
        noun="deals"
        words={{ one: 'deal', many: 'deals' }}
        path="/api/deals"
        columns={columns}
        fields={fields}
        defaultSort="-openedAt"
        views={standardViews}
        nameOf={(deal) => deal.name}
        linkTo={(deal) => `/deals/${deal.id}`}
        renderTools={(asked) => mayExport && <ExportDeals asked={asked} />}
        renderCard={(deal) => <DealLine deal={deal} />}
        empty={
          <EmptyState icon="deal" title="No deals yet" actions={add}>
            A deal is what you may win of a customer. Whoever accepts a lead may open one along with it, and
            you can open one here.
          </EmptyState>
        }
      />
      {create && mayEdit && <NewDealDialog onClose={() => show(false)} />}
    </Page>
  );
}
