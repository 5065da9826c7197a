import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Property, RecordKind } from './properties.ts';

const tables = { contact: 'audience.contacts', company: 'audience.companies' } as const;

export function tableOf(recordKind: RecordKind) {
  return sql.table(tables[recordKind]);
}

/** Whether any record has a value; deleted ones too, for they may come back. */
export async function isUsed(
  db: Db,
  { recordKind, key }: Pick<Property, 'recordKind' | 'key'>,
): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from ${tableOf(recordKind)} where properties ? ${key}) as used`.execute(db);
  return rows[0]?.used ?? false;
}

/** Which of these values some record has. */
export async function usedChoices(db: Db, property: Property, values: string[]): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const { rows } = await sql<{ value: string }>`
    select value from unnest(${values}::text[]) as v (value)
    where exists (
      select from ${tableOf(property.recordKind)} as r
      -- A list has the value as an element, a text is it.
      where r.properties -> ${property.key}::text ? v.value)`.execute(db);
  return new Set(rows.map(({ value }) => value));
}

const SAMPLED = 10_000;

/**
 * How many records have each property: counted while they are few, else of a sample of the newest, as a share. One
 * scan of the sample for all properties.
 */
export async function usageOf(
  db: Db,
  recordKind: RecordKind,
): Promise<Map<string, { count: number; exact: boolean }>> {
  const { rows } = await sql<{ key: string; count: number; sampled: number; all: number }>`
    with sample as (
      select properties from ${tableOf(recordKind)} where deleted_at is null order by id desc limit ${SAMPLED + 1}
    ), used as (
      select key, count(*) as count from sample, jsonb_object_keys(properties) as key group by key
    )
    select key, count, (select count(*) from sample) as sampled,
      (select greatest(reltuples, 0)::bigint from pg_class where oid = ${tables[recordKind]}::regclass) as all
    from used`.execute(db);
  return new Map(
    rows.map(({ key, count, sampled, all }) => {
      const exact = sampled <= SAMPLED;
      return [key, { count: exact ? count : Math.round((count / sampled) * Math.max(all, sampled)), exact }];
    }),
  );
}
