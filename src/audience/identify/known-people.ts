import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { isSomebody, type Source, type Stage, type WrittenFields } from '../contact.ts';
import type { Known, Person } from './plan.ts';
import { spaceOf, valueOf, type Key } from './sighting.ts';

/** Somebody else identified one of these people at the same moment: the transaction is to be begun again. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Whoever has these keys or ids, held until the transaction ends. */
export async function knownPeople(db: Db, keys: Key[], ids: string[]): Promise<Known> {
  const held = await holdContacts(db, keys, ids);
  const found = await identitiesAmong(db, keys);
  // Whom a key led to may have been absorbed, or the key moved, while we waited for them.
  if ([...found.values()].some((id) => !held.has(id))) throw new Overtaken('A contact changed meanwhile.');
  return { keys: found, people: await readPeople(db, [...held]) };
}

/** In the order of their ids: two batches that share people wait for each other, never in a circle. */
async function holdContacts(db: Db, keys: Key[], ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from audience.contacts
    where deleted_at is null and id = any(array(
      select contact_id from audience.identities where (kind, value) in (select * from ${listed(keys)})
      union select unnest(${ids}::uuid[])))
    order by id for no key update`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

async function identitiesAmong(db: Db, keys: Key[]): Promise<Map<Key, string>> {
  const { rows } = await sql<{ key: Key; contact_id: string }>`
    select i.kind || ' ' || i.value as key, i.contact_id
    from audience.identities as i
    where (i.kind, i.value) in (select * from ${listed(keys)})`.execute(db);
  return new Map(rows.map(({ key, contact_id: id }) => [key, id]));
}

function listed(keys: Key[]) {
  const kinds = keys.map((key) => key.slice(0, key.indexOf(' ')));
  return sql`unnest(${kinds}::text[], ${keys.map(valueOf)}::text[])`;
}

type Row = WrittenFields & { id: string; stage: Stage; source: Source; users: string[]; isNamed: boolean };

async function readPeople(db: Db, ids: string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select c.id, c.stage, c.source, c.given_name as "givenName", c.family_name as "familyName", c.email, c.phone,
      c.phone_original as "phoneOriginal", c.job_title as "jobTitle", c.company_name as "companyName", c.city,
      c.country, c.language,
      array(select i.value from audience.identities i where i.contact_id = c.id and i.kind = 'user') as users,
      exists (select from audience.identities i where i.contact_id = c.id and i.kind = 'email') as "isNamed"
    from audience.contacts as c where c.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

function toPerson({ id, stage, source, users, isNamed, ...fields }: Row): Person {
  const anonymous = stage === 'visitor' && users.length === 0 && !isNamed && !isSomebody(fields);
  return { id, isNew: false, anonymous, stage, source, fields, spaces: new Set(users.map(spaceOf)) };
}
