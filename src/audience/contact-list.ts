import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { estimateCount, keysetPage, type SortField } from '../platform/keyset.ts';
import type { ListQuery } from '../platform/lists.ts';
import type { SearchHit } from '../platform/room.ts';
import type { Contact } from './contract.ts';
import { selectContacts } from './reading.ts';
import { selected, withTexts, type Selection } from './selection.ts';

export const DEFAULT_SORT = '-createdAt';
const SEARCH_HITS = 10;
/** Reading and sorting that many takes about 60 ms; of more than that, a walk soon meets a page full. */
const MOST_TO_SORT = 30_000;

/** By what the list can be sorted; each has an index on (expression, id). */
export const sortable = {
  name: { expression: 'c.name_key', type: 'text' },
  companyName: { expression: 'c.company_key', type: 'text' },
  city: { expression: 'c.city_key', type: 'text' },
  stage: { expression: 'c.stage_order', type: 'bigint' },
  source: { expression: 'c.source', type: 'text' },
  owner: { expression: 'c.owner_id', type: 'uuid' },
  createdAt: { expression: 'c.created_at', type: 'timestamptz' },
  updatedAt: { expression: 'c.updated_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

type Estimate = { count: number; exact: boolean };
type Page = { items: Contact[]; next: string | null; estimate: Estimate };

export async function listContacts(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { sort = DEFAULT_SORT, cursor, limit } = list;
  const query = selectContacts(db).where(selected(who, list));
  const estimate = await estimateCount(db, query);
  const sortable = await orders(db, list, estimate);
  const { rows, next } = await keysetPage({ query, id: 'c.id', sort, sortable, cursor, limit });
  return { items: rows, next, estimate };
}

/**
 * How to sort a list of this size. A planner that has an index in the order of the list likes to walk it and look for
 * a text on the way: of 200,000 contacts sorted by name, "nora" then took 508 ms, everybody before N being passed over.
 * `greatest(x)` is x, but no index knows it: so the texts are looked up first, and what was found is sorted (36 ms).
 */
export async function orders(
  db: Db,
  list: Selection,
  estimate: Estimate,
): Promise<Record<string, SortField>> {
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
