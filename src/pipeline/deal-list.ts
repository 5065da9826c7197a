import { besideIn } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { estimateCount, keysetPage, type ListQuery, type SortField } from '../platform/lists.ts';
import type { SearchHit } from '../platform/room.ts';
import type { Deal, Neighbours } from './contract.ts';
import { selectDeals } from './reading.ts';
import { selected } from './selection.ts';

export const DEFAULT_SORT = '-openedAt';
const SEARCH_HITS = 5;

/** Each has an index on (expression, id). */
const fields = {
  name: { expression: 'c.name_key', type: 'text' },
  amount: { expression: 'c.amount', type: 'bigint' },
  owner: { expression: 'c.owner_id', type: 'uuid' },
  expectedCloseOn: { expression: 'c.expected_close_on', type: 'date' },
  openedAt: { expression: 'c.opened_at', type: 'timestamptz' },
  closedAt: { expression: 'c.closed_at', type: 'timestamptz' },
  updatedAt: { expression: 'c.updated_at', type: 'timestamptz' },
} satisfies Record<string, SortField>;

type Page = { items: Deal[]; next: string | null; estimate: { count: number; exact: boolean } };

export async function listDeals(db: Db, who: Actor, list: ListQuery): Promise<Page> {
  const { sort = DEFAULT_SORT, cursor, limit } = list;
  const query = selectDeals(db).where(await selected(db, who, list));
  const estimate = await estimateCount(db, query);
  const sortable = orders(list);
  const { rows, next } = await keysetPage({ query, id: 'c.id', sort, sortable, cursor, limit });
  return { items: rows, next, estimate };
}

/**
 * Where a text is looked for, the planner had better find the texts first and sort what it found than walk the order and
 * look on the way: `greatest(x)` is x, but no index knows it (audience's `contact-list.ts` has the numbers).
 */
export function orders({ q = '' }: Pick<ListQuery, 'q'>): Record<string, SortField> {
  if (q.trim() === '') return fields;
  const unindexed = Object.entries(fields).map(([field, { expression, type }]) => {
    return [field, { expression: `greatest(${expression})`, type }] as const;
  });
  return Object.fromEntries(unindexed);
}

/** Which deals stand before and after one in a list. */
export async function dealsBeside(
  db: Db,
  who: Actor,
  id: string,
  list: Pick<ListQuery, 'q' | 'filter' | 'sort'>,
): Promise<Neighbours> {
  const deals = db.selectFrom('pipeline.deals as c').where(await selected(db, who, list));
  return besideIn(db, deals, id, list.sort ?? DEFAULT_SORT, async () => orders(list));
}

/** For the palette: of those that match, the ones changed last. */
export async function searchDeals(db: Db, who: Actor, text: string): Promise<SearchHit[]> {
  const list = { q: text, filter: [], sort: '-updatedAt', limit: SEARCH_HITS };
  const { items } = await listDeals(db, who, list);
  return items.map(({ id, name, contact, company, stage }) => ({
    kind: 'deal',
    id,
    title: name,
    subtitle: [stage === 'open' ? undefined : stage, contact?.name, company?.name].filter(Boolean).join(', '),
    path: `/deals/${id}`,
  }));
}
