import type { Column } from '../../../../web/list/columns.ts';
import type { FilterField } from '../../../../web/list/filter.ts';
import { count } from '../../../../web/numbers.ts';
import { Avatar } from '../../../../web/ui/Avatar.tsx';
import { RelativeTime } from '../../../../web/ui/RelativeTime.tsx';
import { ownerChoices, teamOf, useColleagues } from '../../people.ts';
import { Chips } from '../../properties/list-parts.tsx';
import { tagChoices } from '../../tags/tags.ts';
import { countryChoices, countryName } from '../../words.ts';
import type { Company } from '../companies.ts';
import { companyLine, peopleCount, peopleWords } from '../words.ts';
import { importFields } from '../../import/imported.ts';

export const columns: Column<Company>[] = [
  { id: 'name', header: 'Name', width: 320, sortable: true, cell: (company) => <Name company={company} /> },
  { id: 'industry', header: 'Industry', width: 148, sortable: true, cell: ({ industry }) => industry },
  { id: 'city', header: 'City', width: 132, sortable: true, cell: (company) => <Place company={company} /> },
  {
    id: 'employees',
    header: 'Employees',
    width: 96,
    sortable: true,
    align: 'right',
    cell: ({ employees }) => employees !== null && <span className="num">{count(employees)}</span>,
  },
  {
    id: 'people',
    header: 'Contacts',
    width: 88,
    align: 'right',
    cell: ({ people }) => <span className="num">{people === 0 ? '' : peopleCount(people)}</span>,
  },
  { id: 'owner', header: 'Owner', width: 148, sortable: true, cell: ({ owner }) => <Owner owner={owner} /> },
  {
    id: 'parent',
    header: 'Parent company',
    width: 160,
    hidden: true,
    cell: ({ parent }) => parent !== null && <span className="truncate">{parent.name}</span>,
  },
  {
    id: 'createdAt',
    header: 'Created',
    width: 92,
    sortable: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    id: 'updatedAt',
    header: 'Last change',
    width: 96,
    sortable: true,
    hidden: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
  {
    id: 'phone',
    header: 'Phone',
    width: 156,
    hidden: true,
    cell: (company) => <span className="num">{company.phoneOriginal ?? company.phone}</span>,
  },
  { id: 'tags', header: 'Tags', width: 160, hidden: true, cell: ({ tags }) => <Chips words={tags} /> },
  {
    id: 'country',
    header: 'Country',
    width: 140,
    hidden: true,
    cell: ({ country }) => country !== null && countryName(country),
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
  { id: 'industry', label: 'Industry', type: 'text' },
  { id: 'employees', label: 'Employees', type: 'number' },
  { id: 'city', label: 'City', type: 'text' },
  { id: 'country', label: 'Country', type: 'choice', choices: () => Promise.resolve(countryChoices()) },
  { id: 'tags', label: 'Tags', type: 'tags', choices: tagChoices },
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'domain', label: 'Domain', type: 'text' },
  { id: 'region', label: 'Region', type: 'text' },
  { id: 'postalCode', label: 'Postal code', type: 'text' },
  { id: 'createdAt', label: 'Created', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'updatedAt', label: 'Last change', type: 'date', operators: ['in_last', 'after', 'before'] },
  ...importFields,
];

/** One company on a phone. */
export function CompanyCard({ company }: { company: Company }) {
  const { name, owner, people, domain } = company;
  return (
    <>
      <span className="row">
        <Avatar name={name} size="medium" square />
        <span className="stack tight">
          <span className="strong truncate">{name}</span>
          <span className="small muted truncate">{companyLine(company) || domain}</span>
        </span>
      </span>
      <span className="stack tight card-end">
        <span className="small num">{people === 0 ? 'No contacts' : peopleWords(people)}</span>
        <span className="small muted">{owner?.name ?? 'Nobody’s'}</span>
      </span>
    </>
  );
}

function Name({ company: { name, domain } }: { company: Company }) {
  return (
    <span className="row person">
      <Avatar name={name} square />
      <span className="name truncate">{name}</span>
      {domain !== null && <span className="company truncate">{domain}</span>}
    </span>
  );
}

function Place({ company: { city, country } }: { company: Company }) {
  return (
    <>
      {city} {country !== null && <span className="faint">{country}</span>}
    </>
  );
}

function Owner({ owner }: Pick<Company, 'owner'>) {
  const colleagues = useColleagues();
  if (owner === null) return <span className="faint">Nobody</span>;
  return (
    <span className="row">
      <Avatar name={owner.name} team={teamOf(colleagues.get(owner.id))} size="small" />
      <span className="truncate">{owner.name}</span>
    </span>
  );
}
