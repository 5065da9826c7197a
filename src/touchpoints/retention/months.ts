import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** A month that has a partition, by its first day, and about how many rows it has; -1 where nobody has counted yet. */
export type Month = { day: string; rows: number };

/** Oldest first. */
export async function monthsBefore(db: Db, line: string): Promise<Month[]> {
  const { rows } = await sql<Month>`
    select day::text, rows from (
      select to_date(right(c.relname, 7), 'YYYY_MM') as day, c.reltuples::bigint as rows
      from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
      where i.inhparent = 'touchpoints.touchpoints'::regclass and c.relname ~ '^touchpoints_[0-9]{4}_[0-9]{2}$') as m
    where day < ${line}::date order by day`.execute(db);
  return rows;
}

/** '2026-12-01' → '2027-01-01' */
export function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
