import { type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { isUnvalued, type Order, readSort, type SortField, withRow } from '../platform/keyset.ts';
import { estimateCount, type ListQuery } from '../platform/lists.ts';
import { DEFAULT_SORT, orders } from './contact-list.ts';
import type { Neighbours } from './contract.ts';
import { selected } from './selection.ts';

export type { Neighbours };

type List = Pick<ListQuery, 'q' | 'filter' | 'sort'>;

/** Who stands before and after a contact in a list, and where it stands when the list is short enough to count. */
export async function neighboursOf(db: Db, who: Actor, id: string, list: List): Promise<Neighbours> {
  const { sort = DEFAULT_SORT } = list;
  const contacts = db.selectFrom('audience.contacts as c').where(await selected(db, who, list));
  return besideIn(db, contacts, id, sort, (estimate) => orders(db, { ...list, sort }, estimate));
}

/** As `neighboursOf`, of any records `c`; `fieldsOf` says by what a list of this size is sorted. */
export async function besideIn(
  db: Db,
  records: Records,
  id: string,
  sort: string,
  fieldsOf: (estimate: { count: number; exact: boolean }) => Promise<Record<string, SortField>>,
): Promise<Neighbours> {
  const estimate = await estimateCount(db, records);
  const order = readSort(sort, await fieldsOf(estimate));
  const key = sql<string | null>`(${sql.raw(order.expression)})::text`;
  const here: { key: string | null } | undefined = await records
    .where('c.id', '=', id)
    .select(key.as('key'))
    .executeTakeFirst();
  if (!here) throw new NotFound('This is not in the list.');
  const place = { id, key: here.key };
  return {
    previous: await firstOf(records, order, place, rangesBefore(order, place)),
    next: await firstOf(records, order, place, rangesAfter(order, place)),
    place: estimate.exact
      ? {
          position: 1 + (await countOf(records, order, place, rangesBefore(order, place))),
          count: estimate.count,
        }
      : null,
  };
}

// oxlint-disable-next-line typescript/no-explicit-any -- neighbours are the same of any table whose alias is `c`
type Records = SelectQueryBuilder<any, any, object>;
type Place = { id: string; key: string | null };

/** A plain range of an index: rows without a value stand last, both ways, so a list may be two of them. */
type Range = { valued: boolean; beyond: boolean; direction: Order['direction'] };

function rangesAfter({ direction }: Order, { key }: Place): Range[] {
  if (key === null) return [{ valued: false, beyond: true, direction }];
  return [
    { valued: true, beyond: true, direction },
    { valued: false, beyond: false, direction },
  ];
}

function rangesBefore(order: Order, { key }: Place): Range[] {
  const direction = order.direction === 'asc' ? 'desc' : 'asc';
  if (key !== null) return [{ valued: true, beyond: true, direction }];
  return [
    { valued: false, beyond: true, direction },
    { valued: true, beyond: false, direction },
  ];
}

/** The records in a range, and the columns it is in the order of. */
function inRange(records: Records, order: Order, { id, key }: Place, { valued, beyond, direction }: Range) {
  const than = sql.raw(direction === 'asc' ? '>' : '<');
  if (!valued) {
    const rest = records.where(isUnvalued(order, 'c.id'));
    const query = beyond ? rest.where(sql<SqlBool>`c.id ${than} ${id}::uuid`) : rest;
    return { query, by: [sql`c.id`] };
  }
  const { query, key: value, place } = withRow(records, order, 'c.id');
  const after = sql<SqlBool>`(${value}, ${place}) ${than} (${key}::${sql.raw(order.type)}, ${id}::uuid)`;
  return { query: beyond ? query.where(after) : query, by: [value, place] };
}

async function firstOf(
  records: Records,
  order: Order,
  place: Place,
  ranges: Range[],
): Promise<string | null> {
  for (const range of ranges) {
    const { query, by } = inRange(records, order, place, range);
    const sorted = by.reduce((some, column) => some.orderBy(column, range.direction), query);
    const row = await sorted.select('c.id').limit(1).executeTakeFirst();
    if (row) return row.id;
  }
  return null;
}

async function countOf(records: Records, order: Order, place: Place, ranges: Range[]): Promise<number> {
  let count = 0;
  for (const range of ranges) {
    const { query } = inRange(records, order, place, range);
    const some = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    count += some.count;
  }
  return count;
}
