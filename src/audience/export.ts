import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { storeFile } from '../platform/files.ts';
import { readSort } from '../platform/keyset.ts';
import { estimateCount, keysetPage } from '../platform/lists.ts';
import type { Outcome, OperationRun } from '../platform/operation-runs.ts';
import { startOperation } from '../platform/operations.ts';
import { contactsInWords, DEFAULT_SORT, orders, sortable } from './contact-list.ts';
import type { ChosenContacts, Contact, ExportColumn, NewExport } from './contract.ts';
import { csvOf } from './csv.ts';
import { selectContacts } from './reading.ts';
import { chosenFrom } from './selection.ts';

const ROWS_PER_PAGE = 1_000;
const KEPT_DAYS = 7;

/** What stands at the top of each column, in words the import understands. */
const headings: Record<ExportColumn, string> = {
  name: 'Name',
  givenName: 'Given name',
  familyName: 'Family name',
  email: 'E-mail',
  phone: 'Phone',
  jobTitle: 'Job title',
  companyName: 'Company',
  city: 'City',
  country: 'Country',
  language: 'Language',
  stage: 'Stage',
  source: 'Source',
  owner: 'Owner',
  createdAt: 'Created',
  updatedAt: 'Changed',
  id: 'Tandem id',
};

/** Starts writing what a list shows into a CSV, in the background. */
export async function startExport(db: Db, who: Actor, query: NewExport): Promise<{ id: string }> {
  // A list that cannot be sorted so is refused now, and not in the background.
  readSort(query.sort ?? DEFAULT_SORT, sortable);
  const size = await estimateCount(db, chosenContacts(db, who, query));
  const id = await startOperation(db, who, {
    kind: 'contacts.export',
    title: `Export of ${contactsInWords(size)}`,
    job: 'audience.exportContacts',
    payload: query,
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
  async function* rows() {
    for await (const { rows: contacts, last } of pagesOf(query, run)) {
      yield contacts.map((contact) => query.columns.map((column) => cellOf(contact, column)));
      done += contacts.length;
      // Also after the last page: when Tandem is stopping, no file is left behind that the next run writes again.
      await run.advance(run.db, last ? { done, total: done } : { done });
      if (await run.isCancelled()) return;
    }
  }
  const header = query.columns.map((column) => headings[column]);
  const name = `contacts ${now().toISOString().slice(0, 10)}.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = csvOf(header, rows());
  const file = await storeFile(run.db, run.who, { name, mediaType: 'text/csv', stream, expiresAt });
  return { result: { count: done, fileId: file.id }, resultPath: `/api/files/${file.id}` };
}

async function* pagesOf({ sort = DEFAULT_SORT, ...chosen }: ExportJob, { db, who }: OperationRun) {
  const query = chosenContacts(db, who, chosen);
  const list = chosen.list ?? { filter: [] };
  const fields = await orders(db, list, await estimateCount(db, query));
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

function chosenContacts(db: Db, who: Actor, chosen: ChosenContacts) {
  return selectContacts(db).where(chosenFrom(who, chosen));
}

function cellOf(contact: Contact, column: ExportColumn): string | null {
  if (column === 'owner') return contact.owner?.name ?? null;
  if (column === 'phone') return contact.phone ?? contact.phoneOriginal;
  const value = contact[column];
  return value instanceof Date ? value.toISOString() : value;
}
