import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import { count } from '../../../web/numbers.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { ownerChoices } from '../people.ts';
import type { Segment } from './segments.ts';
import { kindWords } from './words.ts';

export const columns: Column<Segment>[] = [
  { id: 'name', header: 'Name', width: 240, sortable: true, cell: (segment) => <Name segment={segment} /> },
  {
    id: 'sentence',
    header: 'Who',
    width: 480,
    cell: ({ sentence }) => (
      <span className="truncate muted" title={sentence}>
        {sentence}
      </span>
    ),
  },
  {
    id: 'memberCount',
    header: 'Contacts',
    width: 96,
    sortable: true,
    align: 'right',
    cell: ({ memberCount }) => <span className="num">{count(memberCount)}</span>,
  },
  { id: 'week', header: 'In 7 days', width: 104, align: 'right', cell: ({ week }) => <Week week={week} /> },
  {
    id: 'createdBy',
    header: 'Made by',
    width: 140,
    hidden: true,
    cell: ({ createdBy }) => createdBy?.name ?? '',
  },
  {
    id: 'updatedAt',
    header: 'Last change',
    width: 96,
    sortable: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];

export const fields: FilterField[] = [
  {
    id: 'kind',
    label: 'Kind',
    type: 'choice',
    operators: ['is'],
    choices: Object.entries(kindWords).map(([value, label]) => ({ value, label })),
  },
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'memberCount', label: 'Contacts', type: 'number', operators: ['at_least', 'at_most'] },
  {
    id: 'createdBy',
    label: 'Made by',
    type: 'user',
    choices: async () => [{ value: 'me', label: 'Me' }, ...(await ownerChoices())],
  },
  { id: 'updatedAt', label: 'Last change', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'archived', label: 'Archived', type: 'yesno' },
];

/** One segment on a phone. */
export function SegmentCard({ segment }: { segment: Segment }) {
  return (
    <>
      <span className="stack tight">
        <span className="strong truncate">{segment.name}</span>
        <span className="small muted truncate">{segment.sentence}</span>
      </span>
      <span className="stack tight card-end">
        <span className="num strong">{count(segment.memberCount)}</span>
        <span className="small muted">
          <Week week={segment.week} />
        </span>
      </span>
    </>
  );
}

export function StateTag({ segment }: { segment: Pick<Segment, 'state' | 'archivedAt'> }) {
  if (segment.archivedAt !== null) return <Tag tone="outline">Archived</Tag>;
  if (segment.state === 'finding') return <Tag tone="outline">Finding members</Tag>;
  return segment.state === 'paused' && <Tag tone="bad">Paused</Tag>;
}

/** +31 −4 */
export function Week({ week }: Pick<Segment, 'week'>) {
  if (week.entered === 0 && week.left === 0) return <span className="faint">no change</span>;
  return (
    <span className="num">
      {week.entered > 0 && `+${count(week.entered)}`} {week.left > 0 && `−${count(week.left)}`}
    </span>
  );
}

function Name({ segment }: { segment: Segment }) {
  return (
    <span className="row">
      <Icon name={segment.kind === 'list' ? 'note' : 'segment'} />
      <span className="name truncate">{segment.name}</span>
      <StateTag segment={segment} />
    </span>
  );
}
