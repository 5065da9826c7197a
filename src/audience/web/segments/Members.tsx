import { DataList } from '../../../web/list/DataList.tsx';
import type { Selection } from '../../../web/list/selection.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { later } from '../../../web/ui/later.tsx';
import type { Contact } from '../contacts.ts';
import { columns, ContactCard, fields } from '../list/columns.tsx';
import { ExportButton } from '../list/ExportButton.tsx';
import { useWithProperties } from '../properties/list-parts.tsx';
import { takeOff } from './AddToList.tsx';
import { useReach } from './reach.ts';
import type { WholeSegment } from './segments.ts';

const BulkActions = later(async () => (await import('../list/BulkActions.tsx')).BulkActions);
const defaultSort = '-createdAt';

/** The list of contacts, of this segment only: with all that can be done there. */
export function Members({ segment }: { segment: WholeSegment }) {
  const mayExport = useMay('contacts.export');
  const reach = useReach(segment);
  const asked = useWithProperties('contact', columns, fields);
  const list = { value: segment.id, label: segment.name };
  return (
    <div className="segment-members">
      <DataList<Contact>
        noun="segment-members"
        words={{ one: 'contact', many: 'contacts' }}
        path={`/api/segments/${segment.id}/contacts`}
        columns={asked.columns}
        fields={asked.fields}
        defaultSort={defaultSort}
        nameOf={(contact) => contact.name}
        linkTo={(contact) => `/contacts/${contact.id}`}
        renderCard={(contact) => <ContactCard contact={contact} />}
        renderBulk={(selection, { sort = defaultSort, columns: shown }) => (
          <>
            {segment.kind === 'list' && reach.change && (
              <Button
                small
                ghost
                icon="cross"
                onClick={() => void takeOff(list, within(selection, segment.id))}
              >
                Take off this list
              </Button>
            )}
            <BulkActions selection={within(selection, segment.id)} sort={sort} columns={shown} />
          </>
        )}
        renderTools={({ sort, filter, ...request }, { columns: shown }) =>
          mayExport && (
            <ExportButton
              chosen={{ list: { ...request, filter: withSegment(filter, segment.id) } }}
              sort={sort}
              columns={shown}
            />
          )
        }
        empty={<Nobody segment={segment} />}
      />
    </div>
  );
}

/** What is meant by "all": those of the segment. */
function within(selection: Selection, segmentId: string): Selection {
  const { matching } = selection;
  if (matching === undefined) return selection;
  return {
    ...selection,
    matching: { ...matching, filter: [...(matching.filter ?? []), ['segment', 'is', [segmentId]]] },
  };
}

function withSegment(filter: string | undefined, segmentId: string): string {
  const asked: unknown = filter === undefined ? [] : JSON.parse(filter);
  return JSON.stringify([...(Array.isArray(asked) ? asked : []), ['segment', 'is', [segmentId]]]);
}

function Nobody({ segment }: { segment: WholeSegment }) {
  if (segment.kind === 'list') {
    return (
      <EmptyState icon="note" title="Nobody on this list yet">
        Select people in the list of contacts and choose “Add to list”.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="segment" title={segment.state === 'finding' ? 'Finding them' : 'Nobody at the moment'}>
      Whoever fits the conditions comes in by themselves, within a second.
    </EmptyState>
  );
}
