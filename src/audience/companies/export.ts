import type { Actor } from '../../platform/actor.ts';
import { exportCsv } from '../../platform/csv-export.ts';
import type { Db } from '../../platform/db.ts';
import { readSort } from '../../platform/keyset.ts';
import { estimateCount } from '../../platform/lists.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { startOperation } from '../../platform/operations.ts';
import { knownColumns, csvTable } from '../properties/columns.ts';
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
  const columns = await knownColumns(db, 'company', exportColumns, query.columns);
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

/** The work behind an export. */
export async function runCompanyExport(query: CompanyExportJob, run: OperationRun): Promise<Outcome> {
  const { sort = DEFAULT_SORT, ids, list } = query;
  const chosen = { ids, list };
  return exportCsv<Company>(run, {
    name: 'companies',
    ...(await csvTable(run.db, 'company', query.columns, { headings, cellOf })),
    list: {
      query: await chosenCompanies(run.db, run.who, chosen),
      id: 'c.id',
      sort,
      sortable: await ordersOf(run.db, { ...chosen, sort }),
    },
  });
}

function ordersOf(db: Db, { list, sort = DEFAULT_SORT }: ChosenCompanies & { sort?: string | undefined }) {
  return orders(db, { q: list?.q, sort });
}

async function chosenCompanies(db: Db, who: Actor, chosen: ChosenCompanies) {
  return selectCompanies(db).where(await chosenFrom(db, who, chosen));
}

function cellOf(company: Company, column: PlainColumn): string | number | null {
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
