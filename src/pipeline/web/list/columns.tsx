import { companyChoices } from '../../../audience/web/companies/choices.ts';
import { ownerChoices, teamOf, useColleagues } from '../../../audience/web/people.ts';
import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Money } from '../../../web/ui/Money.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { currencyChoices } from '../../../workspace/web/settings/choices.ts';
import type { Deal } from '../deals.ts';
import { Day } from '../parts/DealDay.tsx';
import { StageTag } from '../parts/StageTag.tsx';
import { lostChoices, lostWords, stageChoices } from '../words.ts';

export const columns: Column<Deal>[] = [
  { id: 'name', header: 'Name', width: 256, sortable: true, cell: (deal) => <Name deal={deal} /> },
  { id: 'stage', header: 'Stage', width: 76, cell: ({ stage }) => <StageTag stage={stage} /> },
  {
    id: 'amount',
    header: 'Amount',
    width: 104,
    sortable: true,
    align: 'right',
    cell: (deal) => <Amount deal={deal} />,
  },
  { id: 'company', header: 'Company', width: 148, cell: ({ company }) => company?.name },
  { id: 'owner', header: 'Owner', width: 140, sortable: true, cell: ({ owner }) => <Owner owner={owner} /> },
  {
    id: 'expectedCloseOn',
    header: 'Expected',
    width: 88,
    sortable: true,
    cell: ({ expectedCloseOn }) => expectedCloseOn !== null && <Day day={expectedCloseOn} />,
  },
  {
    id: 'openedAt',
    header: 'Opened',
    width: 88,
    sortable: true,
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  {
    id: 'closedAt',
    header: 'Closed',
    width: 88,
    sortable: true,
    cell: ({ closedAt }) => closedAt !== null && <RelativeTime at={closedAt} />,
  },
  {
    id: 'lostReason',
    header: 'Lost because',
    width: 180,
    hidden: true,
    cell: ({ lostReason }) => lostReason !== null && lostWords[lostReason],
  },
  {
    id: 'updatedAt',
    header: 'Last change',
    width: 104,
    sortable: true,
    hidden: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];

/** Everything one can ask for. */
export const fields: FilterField[] = [
  {
    id: 'owner',
    label: 'Owner',
    type: 'user',
    choices: async () => [{ value: 'me', label: 'Me' }, ...(await ownerChoices())],
  },
  { id: 'stage', label: 'Stage', type: 'choice', operators: ['is', 'is_not'], choices: stageChoices },
  { id: 'amount', label: 'Amount', type: 'number' },
  {
    id: 'currency',
    label: 'Currency',
    type: 'choice',
    choices: () => Promise.resolve(currencyChoices('EUR')),
  },
  { id: 'company', label: 'Company', type: 'choice', choices: companyChoices },
  {
    id: 'expectedCloseOn',
    label: 'Expected',
    type: 'date',
    operators: ['in_next', 'after', 'before', 'is_empty'],
  },
  { id: 'openedAt', label: 'Opened', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'closedAt', label: 'Closed', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'lostReason', label: 'Lost because', type: 'choice', choices: lostChoices },
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'updatedAt', label: 'Last change', type: 'date', operators: ['in_last', 'after', 'before'] },
];

/** One deal on a phone. */
export function DealLine({ deal }: { deal: Deal }) {
  const { name, contact, company, stage } = deal;
  return (
    <>
      <span className="stack tight">
        <span className="strong truncate">{name}</span>
        <span className="small muted truncate">
          {[contact?.name, company?.name].filter(Boolean).join(', ') || 'Nobody is named yet'}
        </span>
      </span>
      <span className="stack tight card-end">
        <Amount deal={deal} />
        <StageTag stage={stage} />
      </span>
    </>
  );
}

function Name({ deal: { name, contact } }: { deal: Deal }) {
  return (
    <span className="row person">
      <span className="name truncate">{name}</span>
      {contact !== null && <span className="company truncate">{contact.name}</span>}
    </span>
  );
}

function Amount({ deal: { amount, currency } }: { deal: Deal }) {
  return amount === null || currency === null ? null : <Money minor={amount} currency={currency} />;
}

function Owner({ owner }: Pick<Deal, 'owner'>) {
  const colleagues = useColleagues();
  if (owner === null) return <span className="faint">Nobody</span>;
  return (
    <span className="row">
      <Avatar name={owner.name} team={teamOf(colleagues.get(owner.id))} size="small" />
      <span className="truncate">{owner.name}</span>
    </span>
  );
}
