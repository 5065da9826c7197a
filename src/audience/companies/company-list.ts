import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { countedPage, type Estimate } from '../../platform/counted-page.ts';
import type { SortField } from '../../platform/keyset.ts';
import type { ListQuery } from '../../platform/lists.ts';
import type { SearchHit } from '../../platform/room.ts';
import { PROPERTY_FIELD } from '../contact.ts';
import { besideIn, type Neighbours } from '../neighbours.ts';
import { sortFieldsOf } from '../properties/fields.ts';
import { propertiesOf } from '../properties/properties.ts';
import type { Company } from './contract.ts';
import { selectCompanies } from './reading.ts';
import { selected } from './selection.ts';

export const DEFAULT_SORT = 'name';
const SHORTEST_TRIGRAM = 3;
/** Reading and sorting that many takes about 60 ms. */
const MOST_TO_SORT = 30_000;

/** By what every list can be sorted; each has an index on (expression, id). */
const sortable = {
  name: { expression: 'c.name_key', type: 'text' },
  industry: { expression: 'c.industry', type: 'text' },
  city: { expression: 'c.city_key', type: 'text' },
  employees: { expression: 'c.employees', type: 'bigint' },
  owner: { expression: 'c.owner_id', type: 'uuid' },
  createdAt: { expression: 'c.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'c.updated_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

type Page = { items: Company[]; next: string | null; estimate: Estimate | null };

export async function listCompanies(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { sort = DEFAULT_SORT, cursor, limit } = list;
  const query = selectCompanies(db).where(await selected(db, who, list));
  const { rows, ...page } = await countedPage(db, {
    query,
    id: 'c.id',
    sort,
    cursor,
    limit,
    sortable: await sortFields(db, sort),
    ...(looksForText(list) ? { sought: true, few: MOST_TO_SORT } : {}),
  });
  return { items: rows, ...page };
}

/**
 * How to sort a list that is read otherwise than page by page. Where a text is looked for, the planner had better find
 * the texts first and then sort what it found, than walk the order and look for the text on the way: `greatest(x)` is
 * x, but no index knows it (`countedPage` has the numbers).
 */
export async function orders(
  db: Db,
  { q = '', sort }: Pick<ListQuery, 'q'> & { sort: string },
): Promise<Record<string, SortField>> {
  const fields = await sortFields(db, sort);
  if (!looksForText({ q })) return fields;
  const unindexed = Object.entries(fields).map(([field, { expression, type }]) => {
    return [field, { expression: `greatest(${expression})`, type }] as const;
  });
  return Object.fromEntries(unindexed);
}

async function sortFields(db: Db, sort: string): Promise<Record<string, SortField>> {
  if (!sort.replace(/^-/, '').startsWith(PROPERTY_FIELD)) return sortable;
  return { ...sortable, ...sortFieldsOf(await propertiesOf(db, 'company'), 'c') };
}

function looksForText({ q = '' }: Pick<ListQuery, 'q'>): boolean {
  return q.split(/\s+/).some((word) => word.length >= SHORTEST_TRIGRAM);
}

/** Which companies stand before and after one in a list. */
export async function companiesBeside(
  db: Db,
  who: Actor,
  id: string,
  list: Pick<ListQuery, 'q' | 'filter' | 'sort'>,
): Promise<Neighbours> {
  const { sort = DEFAULT_SORT } = list;
  const companies = db.selectFrom('audience.companies as c').where(await selected(db, who, list));
  return besideIn(db, companies, id, sort, () => orders(db, { ...list, sort }));
}

/** "1 company", "1,240 companies", "about 48,000 companies". */
export function companiesInWords({ count, exact }: Estimate): string {
  const unit = exact ? 1 : 10 ** Math.max(0, String(count).length - 2);
  const shown = (Math.round(count / unit) * unit).toLocaleString('en-GB');
  return `${exact ? '' : 'about '}${shown} ${count === 1 ? 'company' : 'companies'}`;
}

/** For the palette: of those that match, the ones changed last. */
export async function searchCompanies(db: Db, who: Actor, text: string, limit: number): Promise<SearchHit[]> {
  const { items } = await listCompanies(db, who, { q: text, filter: [], sort: '-updatedAt', limit });
  return items.map(({ id, name, domain, city }) => ({
    kind: 'company',
    id,
    title: name,
    subtitle: [domain, city].filter(Boolean).join(', '),
    path: `/companies/${id}`,
  }));
}
