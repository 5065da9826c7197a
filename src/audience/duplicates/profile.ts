import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { companyCore, localPart, phoneTail, plain, streetOf } from './spelling.ts';

/** What of a contact is compared; an empty text is not known. */
export type Profile = {
  id: string;
  given: string;
  family: string;
  email: string;
  /** The part of the address that may be somebody's own. */
  local: string;
  phone: string;
  company: string;
  number: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  birthday: string;
};

export type ProfileRow = {
  id: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  phone: string | null;
  phone_original: string | null;
  company_name: string | null;
  street: string | null;
  postal_code: string | null;
  city: string | null;
  country: string | null;
  properties: Record<string, unknown>;
};

/** Of those that are there and not deleted. */
export async function readProfiles(db: Db, ids: string[]): Promise<Map<string, Profile>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<ProfileRow>`
    select id, given_name, family_name, email, phone, phone_original, company_name, street, postal_code, city, country,
      properties
    from audience.contacts where id = any(${ids}::uuid[]) and deleted_at is null`.execute(db);
  return new Map(rows.map((row) => [row.id, profileOf(row)]));
}

export function profileOf(row: ProfileRow): Profile {
  const { given, family } = namesOf(plain(row.given_name), plain(row.family_name));
  const { number, name: street } = streetOf(plain(row.street));
  const email = (row.email ?? '').toLowerCase();
  return {
    id: row.id,
    given,
    family,
    email,
    local: localPart(email),
    phone: phoneTail(row.phone ?? row.phone_original ?? ''),
    company: companyCore(plain(row.company_name)),
    number,
    street,
    postalCode: plain(row.postal_code).replaceAll(' ', ''),
    city: plain(row.city),
    country: row.country ?? '',
    birthday: birthdayIn(row.properties),
  };
}

/** Whoever wrote the whole name into one field meant both. */
function namesOf(given: string, family: string): { given: string; family: string } {
  if (given && family) return { given, family };
  const words = (given || family).split(' ');
  if (words.length < 2) return { given, family };
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
}

/** A declared property of type date with one of these keys; nobody else's values look like that. */
const birthdays = [
  'birthday',
  'date_of_birth',
  'birth_date',
  'birthdate',
  'dob',
  'geburtstag',
  'geburtsdatum',
];

function birthdayIn(properties: Record<string, unknown>): string {
  for (const key of birthdays) {
    const value = properties[key];
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  }
  return '';
}
