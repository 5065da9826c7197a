import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { ownedBy } from '../../../workspace/workspace.ts';
import type { ContactsTable } from '../../tables.ts';
import type { Known, KnownContact } from './plan.ts';
import type { Kept, ReadContact } from './read-contact.ts';

/** A phone number that more contacts share says nothing about any of them. */
const MOST_OF_ONE_PHONE = 3;

/** Who is known by what these rows say. `locked`: held until the transaction ends, in the order of their ids. */
export async function knownBy(
  db: Db,
  who: Actor,
  rows: ReadContact[],
  how: 'locked' | 'read',
  byPhone: boolean,
): Promise<Known> {
  const keys = [...new Set(rows.flatMap((row) => row.keys.map(({ key }) => key)))];
  const byKey = await holdersOf(db, keys);
  if (byPhone) for (const [key, ids] of await phoneHolders(db, keys)) byKey.set(key, ids);
  const ids = [...new Set([...byKey.values()].flat())];
  const people = await contactsOf(db, who, ids, how);
  // What leads to a deleted contact, or to one gone this moment, leads nowhere.
  for (const [key, holders] of byKey) {
    const there = holders.filter((id) => people.has(id));
    if (there.length > 0) byKey.set(key, there);
    else byKey.delete(key);
  }
  return { byKey, people };
}

async function holdersOf(db: Db, keys: string[]): Promise<Map<string, string[]>> {
  const sought = keys.filter((key) => !key.startsWith('phone '));
  if (sought.length === 0) return new Map();
  const { rows } = await sql<{ key: string; contact_id: string }>`
    select i.kind || ' ' || i.value as key, i.contact_id
    from unnest(${sought.map(kindOf)}::text[], ${sought.map(valueOf)}::text[]) as k (kind, value)
    join audience.identities as i on i.kind = k.kind and i.value = k.value`.execute(db);
  return new Map(rows.map(({ key, contact_id: id }) => [key, [id]]));
}

async function phoneHolders(db: Db, keys: string[]): Promise<[string, string[]][]> {
  const phones = keys.filter((key) => key.startsWith('phone ')).map(valueOf);
  if (phones.length === 0) return [];
  const { rows } = await sql<{ phone: string; ids: string[] }>`
    select p.phone, h.ids from unnest(${phones}::text[]) as p (phone)
    cross join lateral (select array_agg(f.id) as ids from (
      select c.id from audience.contacts as c
      where c.phone = p.phone and c.phone is not null and c.deleted_at is null limit ${MOST_OF_ONE_PHONE}) as f) as h
    where h.ids is not null`.execute(db);
  return rows.map(({ phone, ids }) => [`phone ${phone}`, ids]);
}

export async function contactsOf(
  db: Db,
  who: Actor,
  ids: string[],
  how: 'locked' | 'read',
): Promise<Map<string, KnownContact & { updatedAt: Date }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audience.contacts as c')
    .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('c.deleted_at', 'is', null)
    .selectAll('c')
    .select(ownedBy(who, 'contacts.edit', 'c.owner_id').as('reached'))
    .orderBy('c.id')
    .$if(how === 'locked', (query) => query.forNoKeyUpdate('c'))
    .execute();
  return new Map(
    rows.map((row) => {
      const { id, name, reached } = row;
      return [id, { id, name, reached, fields: toKept(row), updatedAt: row.updated_at }];
    }),
  );
}

export function kindOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}

export function valueOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

function toKept(row: Selectable<ContactsTable>): Kept {
  return {
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email,
    phone: row.phone,
    phoneOriginal: row.phone_original,
    jobTitle: row.job_title,
    companyName: row.company_name,
    companyId: row.company_id,
    street: row.street,
    postalCode: row.postal_code,
    city: row.city,
    region: row.region,
    country: row.country,
    language: row.language,
    tags: row.tags,
    properties: row.properties,
    stage: row.stage,
    source: row.source,
    ownerId: row.owner_id,
  };
}
