import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';

export type TagCount = { count: number; exact: boolean };
type Counts = { contacts: TagCount; companies: TagCount };

/** Up to here records are counted; of more, the database's statistics say about how many. */
const COUNTED = 1_000;

/**
 * How many records have each of these tags. What the statistics say is on many is not counted; of the others there is
 * one bounded count per tag, with the tag in plain sight of the planner: a rare one is looked up in the index.
 */
export async function countsOf(db: Db, names: string[]): Promise<Map<string, Counts>> {
  if (names.length === 0) return new Map();
  const about = await estimates(db);
  const counted = names.map(
    (name) => sql`
      select ${name}::text as name, ${countOf('contacts', name, about)} as contacts,
        ${countOf('companies', name, about)} as companies`,
  );
  const { rows } = await sql<{ name: string; contacts: number; companies: number }>`${sql.join(
    counted,
    sql` union all `,
  )}`.execute(db);
  const toCount = (table: Table, name: string, count: number): TagCount =>
    count > COUNTED
      ? { count: Math.max(about.get(`${table} ${name}`) ?? 0, count), exact: false }
      : { count, exact: true };
  return new Map(
    rows.map(({ name, contacts, companies }) => [
      name,
      { contacts: toCount('contacts', name, contacts), companies: toCount('companies', name, companies) },
    ]),
  );
}

type Table = 'contacts' | 'companies';

function countOf(table: Table, name: string, about: Map<string, number>): RawBuilder<unknown> {
  const estimate = about.get(`${table} ${name}`) ?? 0;
  // Statistics are of yesterday: only what is far above the bound is taken from them.
  if (estimate > 2 * COUNTED) return sql`${estimate}::bigint`;
  return sql`(select count(*) from (select from ${sql.table(`audience.${table}`)}
    where deleted_at is null and tags @> array[${name}::text] limit ${COUNTED + 1}) as few)`;
}

/** "contacts VIP" → about how many, as far as `analyze` has seen the tag often. */
async function estimates(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select s.tablename || ' ' || e.tag as key, round(e.share * c.reltuples)::bigint as count
    from pg_stats as s
    join pg_class as c on c.oid = ('audience.' || s.tablename)::regclass
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e (tag, share)
    where s.schemaname = 'audience' and s.tablename in ('contacts', 'companies') and s.attname = 'tags'
      and e.tag is not null`.execute(db);
  return new Map(rows.map(({ key, count }) => [key, count]));
}
