import '../contacts.css';
import './segments.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DataList } from '../../../web/list/DataList.tsx';
import type { StandardView } from '../../../web/list/views.ts';
import { useKeys } from '../../../web/keys.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { columns, fields, SegmentCard } from './columns.tsx';
import { NewListDialog } from './NewListDialog.tsx';
import { useReach } from './reach.ts';
import type { Segment } from './segments.ts';

/** Views everybody has. */
const standardViews: readonly StandardView[] = [
  { id: 'live', name: 'Segments', state: { filter: [['kind', 'is', ['live']]] } },
  { id: 'lists', name: 'Lists', state: { filter: [['kind', 'is', ['list']]] } },
  { id: 'mine', name: 'Mine', state: { filter: [['createdBy', 'is', ['me']]] } },
  { id: 'archived', name: 'Archived', state: { filter: [['archived', 'is', true]] } },
];

export function SegmentsPage() {
  const search: { list?: boolean } = useSearch({ strict: false });
  const navigate = useNavigate();
  const reach = useReach();
  const create = () => void navigate({ to: '/segments/new' });
  const showList = (list: boolean) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, list: list ? true : undefined }),
      replace: true,
    });
  useKeys('Segments', reach.conditions ? { c: { label: 'New segment', run: create } } : {});
  const actions = reach.lists && (
    <>
      <Button onClick={() => showList(true)}>New list</Button>
      {reach.conditions && (
        <Button primary icon="plus" keys="c" onClick={create}>
          New segment
        </Button>
      )}
    </>
  );
  return (
    <Page
      title="Segments"
      crumbs={[{ label: 'Audience' }]}
      lede="Their contacts follow what people do, within a second"
      fill
      actions={actions}
    >
      <DataList<Segment>
        noun="segments"
        words={{ one: 'segment', many: 'segments' }}
        path="/api/segments"
        columns={columns}
        fields={fields}
        defaultSort="name"
        views={standardViews}
        nameOf={(segment) => segment.name}
        linkTo={(segment) => `/segments/${segment.id}`}
        renderCard={(segment) => <SegmentCard segment={segment} />}
        empty={
          <EmptyState icon="segment" title="No segments yet" actions={actions}>
            A segment is a question about your contacts, such as customers in Germany who viewed the prices
            three times this month and were never called. Its answer is always up to date, for marketing and
            sales alike. A list is picked by hand.
          </EmptyState>
        }
      />
      {search.list === true && reach.lists && <NewListDialog onClose={() => showList(false)} />}
    </Page>
  );
}
