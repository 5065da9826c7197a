import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db, Tables } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { type Order, readSort } from '../platform/keyset.ts';
import { estimateCount, type ListQuery } from '../platform/lists.ts';
import { DEFAULT_SORT, orders } from './contact-list.ts';
import type { Neighbours } from './contract.ts';
import { selected } from './selection.ts';

type List = Pick<ListQuery, 'q' | 'filter' | 'sort'>;

/** Who stands before and after a contact in a list, and where it stands when the list is short enough to count. */
export async function neighboursOf(db: Db, who: Actor, id: string, list: List): Promise<Neighbours> {
  const contacts = db.selectFrom('audience.contacts as c').where(selected(who, list));
  const estimate = await estimateCount(db, contacts);
  const order = readSort(list.sort ?? DEFAULT_SORT, await orders(db, list, estimate));
  const key = sql<string | null>`(${sql.raw(order.expression)})::text`;
  const here = await contacts.where('c.id', '=', id).select(key.as('key')).executeTakeFirst();
  if (!here) throw new NotFound('This contact is not in the list.');
  const place = { id, key: here.key };
  return {
    previous: await firstOf(contacts, order, rangesBefore(order, place)),
    next: await firstOf(contacts, order, rangesAfter(order, place)),
    place: estimate.exact
      ? { position: 1 + (await countOf(contacts, rangesBefore(order, place))), count: estimate.count }
      : null,
  };
}

type Contacts = SelectQueryBuilder<Tables & { c: Tables['audience.contacts'] }, 'c', object>;
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

async function firstOf(contacts: Contacts, { expression }: Order, ranges: Range[]): Promise<string | null> {
  for (const { where, direction } of ranges) {
    const row = await contacts
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

async function countOf(contacts: Contacts, ranges: Range[]): Promise<number> {
  const anywhere = sql.join(
    ranges.map(({ where }) => sql`(${where})`),
    sql` or `,
  );
  const { count } = await contacts
    .where(sql<SqlBool>`(${anywhere})`)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
