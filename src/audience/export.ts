import type { Actor } from '../platform/actor.ts';
import { exportCsv } from '../platform/csv-export.ts';
import type { Db } from '../platform/db.ts';
import { readSort } from '../platform/keyset.ts';
import { estimateCount } from '../platform/lists.ts';
import type { Outcome, OperationRun } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import { contactsInWords, DEFAULT_SORT, orders, sortFields } from './contact-list.ts';
import { exportColumns, type ChosenContacts, type Contact, type NewExport } from './contract.ts';
import { knownColumns, csvTable } from './properties/columns.ts';
import { selectContacts } from './reading.ts';
import { chosenFrom } from './selection.ts';

type PlainColumn = (typeof exportColumns)[number];

/** What stands at the top of each column, in words the import understands. */
const headings: Record<PlainColumn, string> = {
  name: 'Name',
  givenName: 'Given name',
  familyName: 'Family name',
  email: 'E-mail',
  phone: 'Phone',
  jobTitle: 'Job title',
  companyName: 'Company',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  language: 'Language',
  stage: 'Stage',
  source: 'Source',
  owner: 'Owner',
  tags: 'Tags',
  createdAt: 'Created',
  updatedAt: 'Changed',
  id: 'Tandem id',
};

/** Starts writing what a list shows into a CSV, in the background. */
export async function startExport(db: Db, who: Actor, query: NewExport): Promise<{ id: string }> {
  // A list that cannot be sorted so is refused now, and not in the background.
  const { sort = DEFAULT_SORT } = query;
  readSort(sort, await sortFields(db, sort));
  const columns = await knownColumns(db, 'contact', exportColumns, query.columns);
  const size = await estimateCount(db, await chosenContacts(db, who, query));
  const id = await startOperation(db, who, {
    kind: 'contacts.export',
    title: `Export of ${contactsInWords(size)}`,
    job: 'audience.exportContacts',
    payload: { ...query, columns },
    total: size.count,
    unit: 'contacts',
  });
  return { id };
}

export type ExportJob = NewExport & { operationId: string };

/** The work behind an export. */
export async function runExport(query: ExportJob, run: OperationRun): Promise<Outcome> {
  const { sort = DEFAULT_SORT, columns, ...chosen } = query;
  const shown = await knownColumns(run.db, 'contact', exportColumns, columns);
  const contacts = await chosenContacts(run.db, run.who, chosen);
  const list = chosen.list ?? { filter: [] };
  const sortable = await orders(run.db, { ...list, sort }, await estimateCount(run.db, contacts));
  return exportCsv<Contact>(run, {
    name: 'contacts',
    ...(await csvTable(run.db, 'contact', shown, { headings, cellOf })),
    list: { query: contacts, id: 'c.id', sort, sortable },
  });
}

async function chosenContacts(db: Db, who: Actor, chosen: ChosenContacts) {
  return selectContacts(db).where(await chosenFrom(db, who, chosen));
}

function cellOf(contact: Contact, column: PlainColumn): string | null {
  if (column === 'owner') return contact.owner?.name ?? null;
  if (column === 'phone') return contact.phone ?? contact.phoneOriginal;
  if (column === 'tags') return contact.tags.join('; ') || null;
  const value = contact[column];
  return value instanceof Date ? value.toISOString() : value;
}
