import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { type Order, readSort, type SortField } from '../platform/keyset.ts';
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
    previous: await firstOf(records, order, rangesBefore(order, place)),
    next: await firstOf(records, order, rangesAfter(order, place)),
    place: estimate.exact
      ? { position: 1 + (await countOf(records, rangesBefore(order, place))), count: estimate.count }
      : null,
  };
}

// oxlint-disable-next-line typescript/no-explicit-any -- neighbours are the same of any table whose alias is `c`
type Records = SelectQueryBuilder<any, any, object>;
type Direction = Order['direction'];
type Place = { id: string; key: string | null };

/** A plain range of an index: rows without a value stand last, both ways, so a list may be two of them. */
type Range = { where: RawBuilder<SqlBool>; direction: Direction };

function rangesAfter(order: Order, place: Place): Range[] {
  const { direction } = order;
  if (place.key === null) return [{ where: beyondId(order, direction, place), direction }];
  const unvalued = sql<SqlBool>`${sql.raw(order.expression)} is null`;
  return [
    { where: beyond(order, direction, place), direction },
    { where: unvalued, direction },
  ];
}

function rangesBefore(order: Order, place: Place): Range[] {
  const direction = order.direction === 'asc' ? 'desc' : 'asc';
  if (place.key !== null) return [{ where: beyond(order, direction, place), direction }];
  const valued = sql<SqlBool>`${sql.raw(order.expression)} is not null`;
  return [
    { where: beyondId(order, direction, place), direction },
    { where: valued, direction },
  ];
}

function beyond({ expression, type }: Order, direction: Direction, { id, key }: Place): RawBuilder<SqlBool> {
  return sql`(${sql.raw(expression)}, c.id) ${than(direction)} (${key}::${sql.raw(type)}, ${id}::uuid)`;
}

function beyondId({ expression }: Order, direction: Direction, { id }: Place): RawBuilder<SqlBool> {
  return sql`${sql.raw(expression)} is null and c.id ${than(direction)} ${id}::uuid`;
}

function than(direction: Direction): RawBuilder<unknown> {
  return sql.raw(direction === 'asc' ? '>' : '<');
}

async function firstOf(records: Records, { expression }: Order, ranges: Range[]): Promise<string | null> {
  for (const { where, direction } of ranges) {
    const row = await records
      .where(where)
      .select('c.id')
      .orderBy(sql.raw(expression), direction)
      .orderBy('c.id', direction)
      .limit(1)
      .executeTakeFirst();
    if (row) return row.id;
  }
  return null;
}

async function countOf(records: Records, ranges: Range[]): Promise<number> {
  const anywhere = sql.join(
    ranges.map(({ where }) => sql`(${where})`),
    sql` or `,
  );
  const { count } = await records
    .where(sql<SqlBool>`(${anywhere})`)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
