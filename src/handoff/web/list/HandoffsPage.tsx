import '../handoff.css';
import { DataList } from '../../../web/list/DataList.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import type { Handoff } from '../handoffs.ts';
import { columns, fields, HandoffCard, standardViews } from './columns.tsx';

const crumbs = [{ label: 'Hand off' }, { label: 'Board', to: '/handoff' }];

/** Every hand-off there was: where the numbers of the board lead. */
export function HandoffsPage() {
  return (
    <Page title="All hand-offs" crumbs={crumbs} fill>
      <DataList<Handoff>
        noun="handoffs"
        words={{ one: 'hand-off', many: 'hand-offs' }}
        path="/api/handoffs"
        columns={columns}
        fields={fields}
        defaultSort="-openedAt"
        views={standardViews}
        nameOf={({ contact }) => contact.name}
        linkTo={({ id }) => `/handoff/${id}`}
        renderCard={(handoff) => <HandoffCard handoff={handoff} />}
        empty={
          <EmptyState icon="handoff" title="Nothing handed over yet" actions={<SampleLink />}>
            Whoever becomes hot, or is handed over by hand, stands here from then on, with what sales said of
            them.
          </EmptyState>
        }
      />
    </Page>
  );
}
