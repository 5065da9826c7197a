import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Shares } from './evidence.ts';
import { companyCore, plain } from './spelling.ts';

/** Where nothing is known yet: how common a value of such a field is among people in general. */
const otherwise = { given: 0.003, family: 0.0005, company: 0.003, city: 0.01, postalCode: 0.003, country: 1 };

const columns = {
  given: 'given_name',
  family: 'family_name',
  company: 'company_name',
  city: 'city',
  postalCode: 'postal_code',
  country: 'country',
} as const;

const NAMED = 'name_key';

type Field = keyof typeof columns;
type Statistics = {
  column: string;
  values: string[] | null;
  shares: number[] | null;
  unknown: number;
  distinct: number;
};

/**
 * How common each value is, from the statistics PostgreSQL keeps for its planner anyway: the commonest values by name,
 * all others alike. So it costs one small query, and follows the data by itself.
 */
export async function readShares(db: Db): Promise<Shares> {
  const { rows } = await sql<Statistics>`
    select attname as column, most_common_vals::text::text[] as values, most_common_freqs as shares,
      null_frac as unknown, n_distinct as distinct
    from pg_stats where schemaname = 'audience' and tablename = 'contacts'
      and attname = any(${[...Object.values(columns), NAMED]}::text[])`.execute(db);
  const count = await sql<{ people: number }>`
    select reltuples::bigint as people from pg_class where oid = 'audience.contacts'::regclass`.execute(db);
  // Visitors nobody can name are contacts, too.
  const nameless = rows.find(({ column }) => column === NAMED)?.unknown ?? 0;
  const people = Math.round(Math.max(0, count.rows[0]?.people ?? 0) * (1 - nameless));
  const of = (field: Field) =>
    shareOf(
      field,
      rows.find(({ column }) => column === columns[field]),
      people,
    );
  return {
    people,
    given: of('given'),
    family: of('family'),
    company: of('company'),
    city: of('city'),
    postalCode: of('postalCode'),
    country: of('country'),
  };
}

/** How common a value is among so many people, as a function of the value; never nothing. */
export function shareOf(
  field: Field,
  statistics: Statistics | undefined,
  people: number,
): (value: string) => number {
  if (!statistics || people < FEWEST) return () => otherwise[field];
  const { values, shares, unknown, distinct } = statistics;
  const known = 1 - unknown;
  if (known <= 0) return () => otherwise[field];
  const common = new Map<string, number>();
  for (const [place, value] of (values ?? []).entries()) {
    const key = spell(field, value);
    common.set(key, (common.get(key) ?? 0) + (shares?.[place] ?? 0) / known);
  }
  const left = Math.max(0, 1 - [...common.values()].reduce((sum, share) => sum + share, 0));
  // Below zero it is a share of the rows.
  const many = (distinct < 0 ? -distinct * people : distinct) - common.size;
  // Whoever has it is one of them: a share of nothing would make all that is divided by it unknown.
  const rest = Math.max(1 / people, many >= 1 ? left / many : 0);
  return (value) => common.get(value) ?? rest;
}

/** The statistics of a handful say nothing about people. */
const FEWEST = 200;

function spell(field: Field, value: string): string {
  if (field === 'country') return value;
  const text = plain(value);
  if (field === 'postalCode') return text.replaceAll(' ', '');
  return field === 'company' ? companyCore(text) : text;
}
