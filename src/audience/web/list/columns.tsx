import { Fragment } from 'react';
import { columnsFor } from '../../../web/list/columns-for.ts';
import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { companyChoices } from '../companies/choices.ts';
import { importFields } from '../import/imported.ts';
import type { Contact } from '../contacts.ts';
import { ownerChoices, teamOf, useColleagues } from '../people.ts';
import { Chips } from '../properties/list-parts.tsx';
import { segmentChoices } from '../segments/segments.ts';
import { tagChoices } from '../tags/tags.ts';
import {
  countryChoices,
  countryName,
  languageChoices,
  languageName,
  sourceChoices,
  sourceWords,
  stageChoices,
  stageWords,
} from '../words.ts';

export const columns: Column<Contact>[] = [
  { id: 'name', header: 'Name', width: 240, sortable: true, cell: (contact) => <Person contact={contact} /> },
  { id: 'email', header: 'E-mail', width: 152, cell: ({ email }) => <span className="muted">{email}</span> },
  {
    id: 'phone',
    header: 'Phone',
    width: 128,
    cell: (contact) => <span className="num">{contact.phoneOriginal ?? contact.phone}</span>,
  },
  {
    id: 'stage',
    header: 'Stage',
    width: 100,
    sortable: true,
    cell: ({ stage }) => <Tag>{stageWords[stage]}</Tag>,
  },
  {
    id: 'source',
    header: 'Source',
    width: 104,
    sortable: true,
    cell: ({ source }) => <Source source={source} />,
  },
  { id: 'owner', header: 'Owner', width: 136, sortable: true, cell: ({ owner }) => <Owner owner={owner} /> },
  { id: 'city', header: 'City', width: 112, sortable: true, cell: (contact) => <Place contact={contact} /> },
  {
    id: 'createdAt',
    header: 'Created',
    width: 84,
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
    id: 'companyName',
    header: 'Company',
    width: 180,
    sortable: true,
    hidden: true,
    cell: ({ companyName }) => companyName,
  },
  { id: 'tags', header: 'Tags', width: 180, hidden: true, cell: ({ tags }) => <Chips words={tags} /> },
  { id: 'jobTitle', header: 'Job title', width: 160, hidden: true, cell: ({ jobTitle }) => jobTitle },
  { id: 'street', header: 'Street', width: 160, hidden: true, cell: ({ street }) => street },
  {
    id: 'postalCode',
    header: 'Postal code',
    width: 104,
    sortable: true,
    hidden: true,
    cell: ({ postalCode }) => <span className="num">{postalCode}</span>,
  },
  { id: 'region', header: 'Region', width: 128, hidden: true, cell: ({ region }) => region },
  {
    id: 'country',
    header: 'Country',
    width: 140,
    hidden: true,
    cell: ({ country }) => country !== null && countryName(country),
  },
  {
    id: 'language',
    header: 'Language',
    width: 112,
    hidden: true,
    cell: ({ language }) => language !== null && languageName(language),
  },
];

const postalOperators = ['starts_with', 'is', 'is_not', 'is_empty', 'is_not_empty'] as const;

/** Every field that all contacts have. */
export const fields: FilterField[] = [
  { id: 'stage', label: 'Stage', type: 'choice', operators: ['is', 'is_not'], choices: stageChoices },
  {
    id: 'owner',
    label: 'Owner',
    type: 'user',
    choices: async () => [{ value: 'me', label: 'Me' }, ...(await ownerChoices())],
  },
  { id: 'source', label: 'Source', type: 'choice', operators: ['is', 'is_not'], choices: sourceChoices },
  { id: 'tags', label: 'Tags', type: 'tags', choices: tagChoices },
  { id: 'segment', label: 'Segment', type: 'choice', operators: ['is', 'is_not'], choices: segmentChoices },
  { id: 'createdAt', label: 'Created', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'updatedAt', label: 'Last change', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'name', label: 'Name', type: 'text' },
  { id: 'email', label: 'E-mail', type: 'text' },
  { id: 'phone', label: 'Phone', type: 'text' },
  { id: 'company', label: 'Works at', type: 'choice', choices: companyChoices },
  { id: 'companyName', label: 'Company', type: 'text' },
  { id: 'jobTitle', label: 'Job title', type: 'text' },
  { id: 'street', label: 'Street', type: 'text' },
  { id: 'postalCode', label: 'Postal code', type: 'text', operators: postalOperators },
  { id: 'city', label: 'City', type: 'text' },
  { id: 'region', label: 'Region', type: 'text' },
  { id: 'country', label: 'Country', type: 'choice', choices: () => Promise.resolve(countryChoices()) },
  { id: 'language', label: 'Language', type: 'choice', choices: languageChoices(null) },
  ...importFields,
];

/** One contact on a phone, with what other rooms know that is worth a place there. */
export function ContactCard({ contact }: { contact: Contact }) {
  const { name, companyName, email, stage, owner } = contact;
  return (
    <>
      <span className="row">
        <Avatar name={name} size="medium" />
        <span className="stack tight">
          <span className="strong truncate">{name}</span>
          <span className="small muted truncate">{companyName ?? email ?? contact.phoneOriginal}</span>
        </span>
      </span>
      <span className="stack tight card-end">
        <span className="row">
          {columnsFor('contacts').map(
            ({ id, cell, onCard }) => onCard && <Fragment key={id}>{cell(contact)}</Fragment>,
          )}
          <Tag>{stageWords[stage]}</Tag>
        </span>
        <span className="small muted">{owner?.name ?? 'Nobody’s'}</span>
      </span>
    </>
  );
}

function Person({ contact: { name, companyName } }: { contact: Contact }) {
  return (
    <span className="row person">
      <Avatar name={name} />
      <span className="name truncate">{name}</span>
      {companyName !== null && <span className="company truncate">{companyName}</span>}
    </span>
  );
}

function Place({ contact: { city, country } }: { contact: Contact }) {
  return (
    <>
      {city} {country !== null && <span className="faint">{country}</span>}
    </>
  );
}

function Source({ source }: Pick<Contact, 'source'>) {
  return <span className={source === 'unknown' ? 'faint' : undefined}>{sourceWords[source]}</span>;
}

function Owner({ owner }: Pick<Contact, 'owner'>) {
  const colleagues = useColleagues();
  if (owner === null) return <span className="faint">Nobody</span>;
  return (
    <span className="row">
      <Avatar name={owner.name} team={teamOf(colleagues.get(owner.id))} size="small" />
      <span className="truncate">{owner.name}</span>
    </span>
  );
}
