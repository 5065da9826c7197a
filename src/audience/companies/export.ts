import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { invalidField } from '../../platform/errors.ts';
import { storeFile } from '../../platform/files.ts';
import { readSort } from '../../platform/keyset.ts';
import { estimateCount, keysetPage } from '../../platform/lists.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { startOperation } from '../../platform/operations.ts';
import { csvOf } from '../csv.ts';
import { propertiesOf } from '../properties/properties.ts';
import { plainValue } from '../properties/property.ts';
import { colleaguesOf } from '../properties/values.ts';
import { companiesInWords, DEFAULT_SORT, orders } from './company-list.ts';
import {
  exportColumns,
  type ChosenCompanies,
  type Company,
  type ExportColumn,
  type NewExport,
} from './contract.ts';
import { selectCompanies } from './reading.ts';
import { chosenFrom } from './selection.ts';

const ROWS_PER_PAGE = 1_000;
const KEPT_DAYS = 7;

type PlainColumn = (typeof exportColumns)[number];

/** What stands at the top of each column, in words the import understands. */
const headings: Record<PlainColumn, string> = {
  name: 'Company',
  domain: 'Domain',
  phone: 'Phone',
  industry: 'Industry',
  employees: 'Employees',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  parent: 'Parent company',
  owner: 'Owner',
  tags: 'Tags',
  people: 'Contacts',
  createdAt: 'Created',
  updatedAt: 'Changed',
  id: 'Tandem id',
};

/** Starts writing what a list shows into a CSV, in the background. */
export async function startCompanyExport(db: Db, who: Actor, query: NewExport): Promise<{ id: string }> {
  // A list that cannot be sorted so is refused now, and not in the background.
  readSort(query.sort ?? DEFAULT_SORT, await ordersOf(db, query));
  const columns = await knownColumns(db, query.columns);
  const size = await estimateCount(db, await chosenCompanies(db, who, query));
  const id = await startOperation(db, who, {
    kind: 'companies.export',
    title: `Export of ${companiesInWords(size)}`,
    job: 'audience.exportCompanies',
    payload: { ...query, columns },
    total: size.count,
    unit: 'companies',
  });
  return { id };
}

export type CompanyExportJob = NewExport & { operationId: string; columns: ExportColumn[] };

/** The work behind an export: page after page in the order of the list, each a short statement of its own. */
export async function runCompanyExport(query: CompanyExportJob, run: OperationRun): Promise<Outcome> {
  let done = 0;
  const { header, cells } = await tableOf(run.db, query.columns);
  async function* rows() {
    for await (const { rows: companies, last } of pagesOf(query, run)) {
      yield companies.map(cells);
      done += companies.length;
      // Also after the last page: when Tandem is stopping, no file is left behind that the next run writes again.
      await run.advance(run.db, last ? { done, total: done } : { done });
      if (await run.isCancelled()) return;
    }
  }
  const name = `companies ${now().toISOString().slice(0, 10)}.csv`;
  const expiresAt = new Date(now().getTime() + KEPT_DAYS * 86_400_000);
  const stream = csvOf(header, rows());
  const file = await storeFile(run.db, run.who, { name, mediaType: 'text/csv', stream, expiresAt });
  return { result: { count: done, fileId: file.id }, resultPath: `/api/files/${file.id}` };
}

async function* pagesOf({ sort = DEFAULT_SORT, ids, list }: CompanyExportJob, { db, who }: OperationRun) {
  const chosen = { ids, list };
  const query = await chosenCompanies(db, who, chosen);
  const sortable = await ordersOf(db, { ...chosen, sort });
  let cursor: string | undefined;
  do {
    const { rows, next } = await keysetPage({
      query,
      id: 'c.id',
      sort,
      sortable,
      cursor,
      limit: ROWS_PER_PAGE,
    });
    cursor = next ?? undefined;
    yield { rows, last: next === null };
  } while (cursor);
}

function ordersOf(db: Db, { list, sort = DEFAULT_SORT }: ChosenCompanies & { sort?: string | undefined }) {
  return orders(db, { q: list?.q, sort });
}

async function chosenCompanies(db: Db, who: Actor, chosen: ChosenCompanies) {
  return selectCompanies(db).where(await chosenFrom(db, who, chosen));
}

/** All columns when none are named; those of properties that are not there are refused. */
async function knownColumns(db: Db, columns: ExportColumn[] | undefined): Promise<ExportColumn[]> {
  const own = (await propertiesOf(db, 'company')).map(({ key }): ExportColumn => `property:${key}`);
  if (!columns) return [...exportColumns, ...own];
  const known = new Set<string>([...exportColumns, ...own]);
  const unknown = columns.find((column) => !known.has(column));
  if (unknown) throw invalidField('columns', `There is no column "${unknown}".`);
  return columns;
}

type Cell = string | number | null;
type Shown = { heading: string; cell: (company: Company) => Cell };

/** The head of the table, and how a company becomes its row. A property that was archived meanwhile is left out. */
async function tableOf(db: Db, columns: ExportColumn[]) {
  const properties = await propertiesOf(db, 'company');
  const colleagues = properties.some(({ type }) => type === 'user') ? await colleaguesOf(db) : [];
  const shown = columns.flatMap((column): Shown[] => {
    const plain = exportColumns.find((each) => each === column);
    if (plain) return [{ heading: headings[plain], cell: (company) => cellOf(company, plain) }];
    const property = properties.find(({ key }) => `property:${key}` === column);
    if (!property) return [];
    const heading = Object.values(headings).includes(property.label) ? property.key : property.label;
    return [
      { heading, cell: ({ properties: values }) => plainValue(property, values[property.key], colleagues) },
    ];
  });
  return {
    header: shown.map(({ heading }) => heading),
    cells: (company: Company): Cell[] => shown.map(({ cell }) => cell(company)),
  };
}

function cellOf(company: Company, column: PlainColumn): Cell {
  switch (column) {
    case 'owner':
    case 'parent':
      return company[column]?.name ?? null;
    case 'phone':
      return company.phone ?? company.phoneOriginal;
    case 'tags':
      return company.tags.join('; ');
    case 'createdAt':
    case 'updatedAt':
      return company[column].toISOString();
    default:
      return company[column];
  }
}
