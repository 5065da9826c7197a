import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Two are enough to know that it is not clear who it was. */
const ENOUGH = 2;

/** Whose phone numbers these are. */
export async function contactsByPhone(db: Db, phones: string[]): Promise<Map<string, string[]>> {
  if (phones.length === 0) return new Map();
  const { rows } = await sql<{ phone: string; ids: string[] | null }>`
    select p.phone, h.ids from unnest(${[...new Set(phones)]}::text[]) as p (phone)
    cross join lateral (select array_agg(f.id) as ids from (
      select c.id from audience.contacts as c
      where c.phone = p.phone and c.phone is not null and c.deleted_at is null limit ${ENOUGH}) as f) as h`.execute(
    db,
  );
  return new Map(rows.map(({ phone, ids }) => [phone, ids ?? []]));
}
