import { type RawBuilder, sql } from 'kysely';
import type { Db } from './db.ts';
import {
  type After,
  countUpTo,
  cutKeyed,
  EXACT_UP_TO,
  ID_KEY,
  type Keyed,
  keysetPage,
  type Order,
  type PageAsked,
  plannedCount,
  readCursor,
  readSort,
  SORT_KEY,
} from './keyset.ts';

const COUNT = '__count';
const ORDER = '__order';
/** Of more than so many times what is counted, the planner is believed: it is seldom wrong by that much. */
const SURELY = 5;

type Counted<Row> = PageAsked<Row> & {
  /** Up to so many are counted exactly. */
  few?: number | undefined;
  /** Where the planner expects more than this, nothing is counted. */
  many?: number | undefined;
  /** Where counting alone is much cheaper, because indexes know all that is asked: up to so many that are walked, too. */
  countable?: number | undefined;
  /** How a page of many is best walked: see `walked` of `PageAsked`. Without it `query` is. */
  walk?: Pick<PageAsked<Row>, 'query' | 'walked'>;
  /**
   * Texts are looked for. A planner that has an index in the order of the list likes to walk it and look for the text on
   * the way: of 200,000 contacts sorted by name, "nora" then took 508 ms, everybody before N being passed over. So those
   * that have it are found first, on every page, and then sorted (36 ms).
   */
  sought?: boolean;
};

export type Estimate = { count: number; exact: boolean };

/**
 * A page, and on the first one how many there are in all. Few are found, counted and sorted by one statement, which costs
 * what counting them alone did; many are walked along the index of their order, and the planner says how many.
 */
export async function countedPage<Row>(
  db: Db,
  { few = EXACT_UP_TO, many = few * SURELY, countable = few, sought = false, walk, ...asked }: Counted<Row>,
): Promise<{ rows: Row[]; next: string | null; estimate: Estimate | null }> {
  const walked = { ...asked, ...walk };
  if (asked.cursor && !sought) return { ...(await keysetPage(walked)), estimate: null };
  const planned = await plannedCount(db, asked.query);
  let least = asked.limit + 1;
  if (planned <= many) {
    const counted = countable > few ? await countUpTo(db, asked.query, countable + 1) : 0;
    if (counted <= few) {
      const { count, ...page } = await pageOfFew(db, asked, few);
      if (count <= few) return { ...page, estimate: { count, exact: true } };
      least = count;
    } else if (counted <= countable) {
      return { ...(await keysetPage(walked)), estimate: { count: counted, exact: true } };
    } else least = counted;
  }
  const page = await keysetPage(walked);
  if (asked.cursor) return { ...page, estimate: null };
  if (page.next === null) return { ...page, estimate: { count: page.rows.length, exact: true } };
  return { ...page, estimate: { count: Math.max(planned, least), exact: false } };
}

/** No page, but one more than `few` as the count, when there are more. */
async function pageOfFew<Row>(
  db: Db,
  { query, id, sort, sortable, cursor, limit }: PageAsked<Row>,
  few: number,
): Promise<{ rows: Row[]; next: string | null; count: number }> {
  const order = readSort(sort, sortable);
  const [key, place] = [sql.raw(order.expression), sql.raw(id)];
  const direction = sql.raw(order.direction);
  const all = query
    .clearSelect()
    .clearOrderBy()
    .select([sql`${key}`.as('k'), sql`${place}`.as('i')])
    .limit(few + 1);
  const rest = cursor ? restOf(order, readCursor(cursor, sort, order.type)) : sql`true`;
  const shown = query
    .select([
      sql`${key}`.as(ORDER),
      sql<string>`(${key})::text`.as(SORT_KEY),
      sql<string>`${place}`.as(ID_KEY),
    ])
    .where(
      sql<boolean>`${place} in (select i from few where ${rest}
        order by k ${direction} nulls last, i ${direction}
        limit (select case when n > ${few} then 0 else ${limit + 1} end from counted))`,
    );
  const { rows } = await sql<Keyed<Row> & { [ORDER]: unknown; [COUNT]: number }>`
    with few as materialized ${all}, counted as materialized (select count(*) as n from few)
    select shown.*, n as ${sql.ref(COUNT)} from counted left join ${shown} as shown on true
    order by ${sql.ref(ORDER)} ${direction} nulls last, ${sql.ref(ID_KEY)} ${direction}`.execute(db);
  const keyed = rows
    .filter((row) => row[ID_KEY] !== null)
    .map(({ [ORDER]: _order, [COUNT]: _count, ...row }) => row as unknown as Keyed<Row>);
  return { ...cutKeyed(keyed, sort, limit), count: rows[0]?.[COUNT] ?? 0 };
}

/** Of the keys and ids `k`, `i`: those after the last one of the page before. */
function restOf({ direction, type }: Order, { value, id }: After): RawBuilder<unknown> {
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  if (value === null) return sql`k is null and i ${beyond} ${id}::uuid`;
  return sql`(k is null or (k, i) ${beyond} (${value}::${sql.raw(type)}, ${id}::uuid))`;
}
