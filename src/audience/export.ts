import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { invalidField } from '../platform/errors.ts';
import { storeFile } from '../platform/files.ts';
import { readSort } from '../platform/keyset.ts';
import { estimateCount, keysetPage } from '../platform/lists.ts';
import type { Outcome, OperationRun } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import { contactsInWords, DEFAULT_SORT, orders, sortFields } from './contact-list.ts';
import {
  exportColumns,
  type ChosenContacts,
  type Contact,
  type ExportColumn,
  type NewExport,
} from './contract.ts';
import { csvOf } from './csv.ts';
import { propertiesOf } from './properties/properties.ts';
import { plainValue } from './properties/property.ts';
import { colleaguesOf } from './properties/values.ts';
import { selectContacts } from './reading.ts';
import { chosenFrom } from './selection.ts';

const ROWS_PER_PAGE = 1_000;
const KEPT_DAYS = 7;

/** What stands at the top of each column, in words the import understands. */
const headings: Record<(typeof exportColumns)[number], string> = {
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
  const columns = await knownColumns(db, query.columns);
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

/**
 * The work behind an export: page after page in the order of the list, each a short statement of its own. One long
 * statement would hold its connection for minutes, and the vacuum of the whole database with it.
 */
export async function runExport(query: ExportJob, run: OperationRun): Promise<Outcome> {
  let done = 0;
  const { cells, header } = await tableOf(run.db, query.columns ?? (await knownColumns(run.db, undefined)));
  async function* rows() {
    for await (const { rows: contacts, last } of pagesOf(query, run)) {
      yield contacts.map(cells);
      done += contacts.length;
      // Also after the last page: when Tandem is stopping, no file is left behind that the next run writes again.
      await run.advance(run.db, last ? { done, total: done } : { done });
      if (await run.isCancelled()) return;
    }
  }
  const name = `contacts ${now().toISOString().slice(0, 10)}.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = csvOf(header, rows());
  const file = await storeFile(run.db, run.who, { name, mediaType: 'text/csv', stream, expiresAt });
  return { result: { count: done, fileId: file.id }, resultPath: `/api/files/${file.id}` };
}

async function* pagesOf({ sort = DEFAULT_SORT, ...chosen }: ExportJob, { db, who }: OperationRun) {
  const query = await chosenContacts(db, who, chosen);
  const list = chosen.list ?? { filter: [] };
  const fields = await orders(db, { ...list, sort }, await estimateCount(db, query));
  let cursor: string | undefined;
  do {
    const { rows, next } = await keysetPage({
      query,
      id: 'c.id',
      sort,
      sortable: fields,
      cursor,
      limit: ROWS_PER_PAGE,
    });
    cursor = next ?? undefined;
    yield { rows, last: next === null };
  } while (cursor);
}

async function chosenContacts(db: Db, who: Actor, chosen: ChosenContacts) {
  return selectContacts(db).where(await chosenFrom(db, who, chosen));
}

/** All columns when none are named; those of properties that are not there are refused. */
async function knownColumns(db: Db, columns: ExportColumn[] | undefined): Promise<ExportColumn[]> {
  const own = (await propertiesOf(db, 'contact')).map(({ key }): ExportColumn => `property:${key}`);
  if (!columns) return [...exportColumns, ...own];
  const known = new Set<string>([...exportColumns, ...own]);
  const unknown = columns.find((column) => !known.has(column));
  if (unknown) throw invalidField('columns', `There is no column "${unknown}".`);
  return columns;
}

/** The head of the table, and how a contact becomes its row. A property that was archived meanwhile is left out. */
async function tableOf(db: Db, columns: ExportColumn[]) {
  const properties = await propertiesOf(db, 'contact');
  const colleagues = properties.some(({ type }) => type === 'user') ? await colleaguesOf(db) : [];
  const shown = columns.flatMap((column): Shown[] => {
    const plain = exportColumns.find((each) => each === column);
    if (plain) return [{ heading: headings[plain], cell: (contact) => cellOf(contact, plain) }];
    const property = properties.find(({ key }) => `property:${key}` === column);
    if (!property) return [];
    const heading = Object.values(headings).includes(property.label) ? property.key : property.label;
    return [
      { heading, cell: ({ properties: values }) => plainValue(property, values[property.key], colleagues) },
    ];
  });
  return {
    header: shown.map(({ heading }) => heading),
    cells: (contact: Contact) => shown.map(({ cell }) => cell(contact)),
  };
}

type Shown = { heading: string; cell: (contact: Contact) => string | null };

function cellOf(contact: Contact, column: (typeof exportColumns)[number]): string | null {
  if (column === 'owner') return contact.owner?.name ?? null;
  if (column === 'phone') return contact.phone ?? contact.phoneOriginal;
  if (column === 'tags') return contact.tags.join('; ') || null;
  const value = contact[column];
  return value instanceof Date ? value.toISOString() : value;
}
