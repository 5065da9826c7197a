import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

/**
 * Who has these numbers (E.164). A number is no identity: a family or a switchboard may share one. One id is a match;
 * two say that it is several people, however many there are.
 */
export async function contactsByPhone(db: Db, phones: string[]): Promise<Map<string, string[]>> {
  if (phones.length === 0) return new Map();
  const { rows } = await sql<{ phone: string; ids: string[] }>`
    select p.phone, array_agg(c.id order by c.id) as ids
    from unnest(${[...new Set(phones)]}::text[]) as p (phone)
    cross join lateral (
      select id from audience.contacts where phone = p.phone and deleted_at is null limit 2
    ) as c
    group by p.phone`.execute(db);
  return new Map(rows.map(({ phone, ids }) => [phone, ids]));
}
