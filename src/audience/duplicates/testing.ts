import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import '../events.ts';

/** People of whom it is known which are one: the Febrl sets of the Australian National University. */
const folder = new URL('../../../../shared/data/11_dedupe/febrl/', import.meta.url);

export const truthIsThere = existsSync(new URL('dataset1.csv', folder));

export const truths = {
  'Febrl 1': ['dataset1.csv'],
  'Febrl 4': ['dataset4a.csv', 'dataset4b.csv'],
} as const;

export type Truth = keyof typeof truths;

/** The person an entry is of: "rec-223-org" and "rec-223-dup-0" are one. */
type Entry = { person: string; contact: Record<string, unknown> & { id: string } };

/** As contacts would be written down; the number that gives the answer away is left out. */
export function entriesOf(truth: Truth, { birthdays = true } = {}): Entry[] {
  return truths[truth].flatMap((file) => {
    const rows: Record<string, string>[] = parse(readFileSync(new URL(file, folder)), {
      columns: true,
      trim: true,
    });
    return rows.map((row) => ({
      person: row['rec_id']?.split('-')[1] ?? '',
      contact: contactOf(row, birthdays),
    }));
  });
}

function contactOf(row: Record<string, string>, birthdays: boolean) {
  const born = /^(\d{4})(\d\d)(\d\d)$/.exec(row['date_of_birth'] ?? '');
  return {
    id: newId(),
    given_name: row['given_name'] || null,
    family_name: row['surname'] || null,
    street: [row['street_number'], row['address_1']].filter(Boolean).join(' ') || null,
    city: row['suburb'] || null,
    postal_code: row['postcode'] || null,
    region: row['state'] || null,
    properties: birthdays && born ? { date_of_birth: born.slice(1).join('-') } : {},
  };
}

/** Written as an import would, and told to whoever listens. */
export async function writeEntries(db: Db, entries: Entry[]): Promise<void> {
  const rows = entries.map(({ contact }) => contact);
  await sql`
    insert into audience.contacts (id, given_name, family_name, street, city, postal_code, region, properties, stage, source,
      created_at, updated_at)
    select id, given_name, family_name, street, city, postal_code, region, properties, 'lead', 'unknown', ${now()}, ${now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, given_name text, family_name text, street text,
      city text, postal_code text, region text, properties jsonb)`.execute(db);
  await tell(db, system, 'contacts.changed', { ids: rows.map(({ id }) => id) });
}

export type Quality = {
  truePairs: number;
  suggested: number;
  right: number;
  precision: number;
  recall: number;
  f1: number;
};

/** What is suggested against what is known. */
export async function qualityOf(db: Db, entries: Entry[]): Promise<Quality> {
  const personOf = new Map(entries.map(({ person, contact }) => [contact.id, person]));
  const groups = Object.values(Object.groupBy(entries, ({ person }) => person));
  const truePairs = groups.reduce((sum, group) => sum + pairsAmong(group?.length ?? 0), 0);
  const rows = await db.selectFrom('audience.duplicate_suggestions').select(['one_id', 'other_id']).execute();
  const right = rows.filter((row) => personOf.get(row.one_id) === personOf.get(row.other_id)).length;
  const [precision, recall] = [right / Math.max(1, rows.length), right / truePairs];
  return {
    truePairs,
    suggested: rows.length,
    right,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(Number.EPSILON, precision + recall),
  };
}

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}
