import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { contributedTo, sortsContributedTo } from '../platform/filters.ts';
import { countedPage, type Estimate } from '../platform/counted-page.ts';
import { estimateCount, type SortField } from '../platform/keyset.ts';
import type { ListQuery } from '../platform/lists.ts';
import type { SearchHit } from '../platform/room.ts';
import type { Contact } from './contract.ts';
import { selectContacts } from './reading.ts';
import { PROPERTY_FIELD } from './contact.ts';
import { sortFieldsOf } from './properties/fields.ts';
import { propertiesOf } from './properties/properties.ts';
import { selected, withTexts, type Selection } from './selection.ts';

export const DEFAULT_SORT = '-createdAt';
const SEARCH_HITS = 10;
/** Reading and sorting that many takes about 60 ms; of more than that, a walk soon meets a page full. */
const MOST_TO_SORT = 30_000;

/** By what every list can be sorted; each has an index on (expression, id). */
const sortable = {
  name: { expression: 'c.name_key', type: 'text' },
  companyName: { expression: 'c.company_key', type: 'text' },
  city: { expression: 'c.city_key', type: 'text' },
  postalCode: { expression: 'lower((c.postal_code collate "C"))', type: 'text' },
  stage: { expression: 'c.stage_order', type: 'bigint' },
  source: { expression: 'c.source', type: 'text' },
  owner: { expression: 'c.owner_id', type: 'uuid' },
  createdAt: { expression: 'c.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'c.updated_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

/** Of those that something in other tables is true of: Today, which leads to such lists, counts as many. */
const EXACT_ELSEWHERE = 10_000;
const SURELY_MORE = 15_000;
const WHATEVER = Number.POSITIVE_INFINITY;

type Page = { items: Contact[]; next: string | null; estimate: Estimate | null };

export async function listContacts(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { sort = DEFAULT_SORT, cursor, limit } = list;
  const query = selectContacts(db).where(await selected(db, who, list));
  const sought = withTexts(list) !== null;
  const elsewhere = !sought && asksElsewhere(list);
  const { rows, ...page } = await countedPage(db, {
    query,
    id: 'c.id',
    sort,
    cursor,
    limit,
    sought,
    sortable: await sortFields(db, sort),
    ...(sought ? { few: MOST_TO_SORT } : {}),
    ...(elsewhere ? { ...howMany(list), walk: await walkOf(db, who, list) } : {}),
  });
  return { items: rows, ...page };
}

/**
 * What stands elsewhere is counted within indexes: 10,000 of a million in 20 ms, a tenth of what finding them takes. Of two
 * conditions the planner multiplies the shares: it expected 22,000 leads to be hot, where 648 were. A walk that meets so
 * few passes everybody, so with more than one they are counted, whatever it says.
 */
function howMany({ filter }: Selection): { few?: number; many: number; countable?: number } {
  const all = filter.every(([field]) => isElsewhere(field));
  if (!all) return { few: EXACT_ELSEWHERE, many: WHATEVER };
  return { many: filter.length > 1 ? WHATEVER : SURELY_MORE, countable: EXACT_ELSEWHERE };
}

/** Those who do not count are passed within the index: whoever came back is one in thirty, and older than most. */
async function walkOf(db: Db, who: Actor, list: ListQuery) {
  const walked = db
    .selectFrom('audience.contacts as c')
    .where(await selected(db, who, list, { walked: true }));
  return { query: selectContacts(db), walked };
}

function asksElsewhere({ filter }: Selection): boolean {
  return filter.some(([field]) => isElsewhere(field));
}

function isElsewhere(field: string): boolean {
  return Object.hasOwn(contributedTo('contacts'), field);
}

/** By what contacts can be sorted: by their own properties only when that is asked for, for those must be read. */
export async function sortFields(db: Db, sort: string): Promise<Record<string, SortField>> {
  const everybodys = { ...sortable, ...sortsContributedTo('contacts') };
  if (!sort.replace(/^-/, '').startsWith(PROPERTY_FIELD)) return everybodys;
  return { ...everybodys, ...sortFieldsOf(await propertiesOf(db, 'contact'), 'c') };
}

/**
 * How to sort a list of this size that is read otherwise than page by page: where texts are looked for, they are looked up
 * first, and what was found is sorted (`countedPage` has the numbers). `greatest(x)` is x, but no index knows it.
 */
export async function orders(
  db: Db,
  { sort, ...list }: Selection & { sort: string },
  estimate: Estimate,
): Promise<Record<string, SortField>> {
  const sortable = await sortFields(db, sort);
  const texts = withTexts(list);
  if (!texts) return sortable;
  if (!estimate.exact) {
    const found = await estimateCount(db, db.selectFrom('audience.contacts as c').where(texts));
    if (found.count > MOST_TO_SORT) return sortable;
  }
  const unindexed = Object.entries(sortable).map(([field, { expression, type }]) => {
    return [field, { expression: `greatest(${expression})`, type }] as const;
  });
  return Object.fromEntries(unindexed);
}

/** "1 contact", "1,240 contacts", "about 48,000 contacts": an estimate to the last digit would look like a count. */
export function contactsInWords({ count, exact }: Estimate): string {
  const unit = exact ? 1 : 10 ** Math.max(0, String(count).length - 2);
  const shown = (Math.round(count / unit) * unit).toLocaleString('en-GB');
  return `${exact ? '' : 'about '}${shown} ${count === 1 ? 'contact' : 'contacts'}`;
}

/** For the palette: of those that match, the ones changed last. */
export async function searchContacts(db: Db, who: Actor, text: string): Promise<SearchHit[]> {
  const list = { q: text, filter: [], sort: '-updatedAt', limit: SEARCH_HITS };
  const { items } = await listContacts(db, who, list);
  return items.map(({ id, name, companyName, email }) => ({
    kind: 'contact',
    id,
    title: name,
    subtitle: [companyName, email].filter(Boolean).join(', '),
    path: `/contacts/${id}`,
  }));
}
