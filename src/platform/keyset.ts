import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Db } from './db.ts';
import { Invalid } from './errors.ts';
import { parseJson } from './json.ts';

/** A field one may sort by: an SQL expression of ours that an index serves together with the id. */
export type SortField = {
  expression: string;
  type: 'text' | 'timestamptz' | 'date' | 'bigint' | 'numeric' | 'float8' | 'uuid';
  /**
   * Where the value stands in another table, whose index serves (value, of): then its rows are walked, at most one a
   * record, and their value is never null.
   */
  row?: { from: string; value: string; of: string };
};

// oxlint-disable-next-line typescript/no-explicit-any -- a page can be read of a query on any tables
export type AnyQuery<Row> = SelectQueryBuilder<any, any, Row>;
export type Keyed<Row> = Row & { [SORT_KEY]: string | null; [ID_KEY]: string };

export type PageAsked<Row> = {
  query: AnyQuery<Row>;
  /**
   * Which rows are shown, where few of those passed on the way are: only these are walked, if possible within an index,
   * and `query` has the columns of the ones met.
   */
  walked?: AnyQuery<unknown> | undefined;
  id: string;
  sort: string;
  sortable: Record<string, SortField>;
  cursor?: string | undefined;
  limit: number;
};

export const SORT_KEY = '__sort';
export const ID_KEY = '__id';
/** Up to here a count is exact; above, the planner's estimate is shown as "about". */
export const EXACT_UP_TO = 1_000;

/**
 * One page after `cursor`, in the order of `sort`, ties broken by id. Rows without a value come last, both ways: the
 * page is read from those with a value first and then, if it has room, from those without, so that both parts are
 * plain index ranges.
 */
export async function keysetPage<Row>(
  options: PageAsked<Row>,
): Promise<{ rows: Row[]; next: string | null }> {
  const { sort, limit } = options;
  const order = readSort(sort, options.sortable);
  const after = options.cursor ? readCursor(options.cursor, options.sort, order.type) : undefined;
  // One more than shown tells whether there is a next page.
  const rows: Keyed<Row>[] = after?.value === null ? [] : await withValue(options, order, after, limit + 1);
  if (rows.length <= limit) {
    const from = after?.value === null ? after.id : undefined;
    rows.push(...(await withoutValue(options, order, from, limit + 1 - rows.length)));
  }
  return cutKeyed(rows, sort, limit);
}

/** Without the row that was read too many, and without what only the cursor needs. */
export function cutKeyed<Row>(
  rows: Keyed<Row>[],
  sort: string,
  limit: number,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last ? writeCursor(sort, last[SORT_KEY], last[ID_KEY]) : null;
  return { rows: page.map(({ [SORT_KEY]: _value, [ID_KEY]: _id, ...row }) => row as unknown as Row), next };
}

/** How many rows: exactly while they are few, as the planner estimates when they are many. */
export async function estimateCount(
  db: Db,
  query: AnyQuery<unknown>,
  exactUpTo = EXACT_UP_TO,
): Promise<{ count: number; exact: boolean }> {
  const count = await countUpTo(db, query, exactUpTo + 1);
  if (count <= exactUpTo) return { count, exact: true };
  return { count: Math.max(await plannedCount(db, query), count), exact: false };
}

/** How many rows, or `most` if there are more. */
export async function countUpTo(db: Db, query: AnyQuery<unknown>, most: number): Promise<number> {
  const all = query
    .clearSelect()
    .clearOrderBy()
    .select(sql`1`.as('one'));
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${all.limit(most)}) as few`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How many rows the planner expects. */
export async function plannedCount(db: Db, query: AnyQuery<unknown>): Promise<number> {
  const all = query
    .clearSelect()
    .clearOrderBy()
    .select(sql`1`.as('one'));
  const plan = await sql<{ 'QUERY PLAN': unknown }>`explain (format json) ${all}`.execute(db);
  return plannedRows(plan.rows[0]?.['QUERY PLAN']);
}

export type Order = SortField & { direction: 'asc' | 'desc' };
export type After = { value: string | null; id: string };

function withValue<Row>(
  asked: PageAsked<Row>,
  order: Order,
  after: After | undefined,
  limit: number,
): Promise<Keyed<Row>[]> {
  const { query, key, place } = withRow(among(asked), order, asked.id);
  const beyond = sql.raw(order.direction === 'asc' ? '>' : '<');
  const page = query.orderBy(key, order.direction).orderBy(place, order.direction).limit(limit);
  const rest = after
    ? page.where(
        sql<SqlBool>`(${key}, ${place}) ${beyond} (${after.value}::${sql.raw(order.type)}, ${after.id}::uuid)`,
      )
    : page;
  return rowsOf(asked, order, rest, { key, place });
}

function withoutValue<Row>(
  asked: PageAsked<Row>,
  order: Order,
  after: string | undefined,
  limit: number,
): Promise<Keyed<Row>[]> {
  const place = sql.raw(asked.id);
  const page = among(asked).where(isUnvalued(order, asked.id)).orderBy(place, order.direction).limit(limit);
  const beyond = sql.raw(order.direction === 'asc' ? '>' : '<');
  const rest = after ? page.where(sql<SqlBool>`${place} ${beyond} ${after}::uuid`) : page;
  return rowsOf(asked, order, rest, { key: sql`null`, place });
}

function among({ query, walked }: PageAsked<unknown>): AnyQuery<unknown> {
  return walked ?? query;
}

/** The rows of a page: as they were met, or of those that were met on a walk. */
function rowsOf<Row>(
  { query, walked, id }: PageAsked<Row>,
  { direction }: Order,
  page: AnyQuery<unknown>,
  { key, place }: { key: RawBuilder<unknown>; place: RawBuilder<unknown> },
): Promise<Keyed<Row>[]> {
  if (!walked) {
    const columns = [sql<string | null>`(${key})::text`.as(SORT_KEY), sql<string>`${place}`.as(ID_KEY)];
    return (page as AnyQuery<Row>).select(columns).execute();
  }
  const met = page.clearSelect().select([key.as('k'), place.as('i')]);
  return query
    .innerJoin(met.as('met'), (join) => join.on(sql<SqlBool>`met.i = ${sql.raw(id)}`))
    .select([sql<string | null>`met.k::text`.as(SORT_KEY), sql<string>`met.i`.as(ID_KEY)])
    .orderBy('met.k', direction)
    .orderBy('met.i', direction)
    .execute();
}

/** Those with a value, and the columns that an index has in this order: of the other table where it stands there. */
export function withRow<Row>(
  query: AnyQuery<Row>,
  { expression, row }: SortField,
  id: string,
): { query: AnyQuery<Row>; key: RawBuilder<unknown>; place: RawBuilder<unknown> } {
  if (row)
    return { query: query.innerJoin(row.from, row.of, id), key: sql.raw(row.value), place: sql.raw(row.of) };
  const key = sql.raw(expression);
  return { query: query.where(sql<SqlBool>`${key} is not null`), key, place: sql.raw(id) };
}

export function isUnvalued({ expression, row }: SortField, id: string): RawBuilder<SqlBool> {
  if (!row) return sql`${sql.raw(expression)} is null`;
  return sql`not exists (select from ${sql.raw(row.from)} where ${sql.raw(row.of)} = ${sql.raw(id)})`;
}

export function readSort(sort: string, sortable: Record<string, SortField>): Order {
  const field = sort.replace(/^-/, '');
  const found = Object.hasOwn(sortable, field) ? sortable[field] : undefined;
  if (!found) throw new Invalid(`The list cannot be sorted by "${field}".`);
  return { ...found, direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

export function writeCursor(sort: string, value: string | null, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

const cursorShape = z.tuple([z.string(), z.string().nullable(), z.uuid()]);

/** The value and the id of the last row of the page before. Throws `Invalid` when it is another list's. */
export function readCursor(cursor: string, sort: string, type: SortField['type']): After {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[0] !== sort || !fits(parsed.data[1], type))
    throw new Invalid('This cursor belongs to another list. Start from the first page.');
  return { value: parsed.data[1], id: parsed.data[2] };
}

/** What PostgreSQL writes for a value of this type begins so; what only looks alike, it refuses itself. */
const written: Record<Exclude<SortField['type'], 'text'>, RegExp> = {
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:/,
  date: /^\d{4,6}-\d\d-\d\d/,
  bigint: /^-?\d{1,19}$/,
  numeric: /^-?\d+(\.\d+)?$/,
  float8: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
};

function fits(value: string | null, type: SortField['type']): boolean {
  if (value === null) return true;
  return type === 'text' ? !value.includes('\0') : written[type].test(value);
}

const planShape = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]);

function plannedRows(plan: unknown): number {
  const parsed = planShape.safeParse(plan);
  return parsed.success ? Math.round(parsed.data[0].Plan['Plan Rows']) : 0;
}
