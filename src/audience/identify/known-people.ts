import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { isSomebody, type Source, type Stage, type WrittenFields } from '../contact.ts';
import type { Person } from './plan.ts';
import { spaceOf, valueOf, type Key } from './sighting.ts';

/** Somebody else identified one of these people at the same moment: the transaction is to be begun again. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Whose these keys are, as far as they are anybody's. */
export async function holdersOf(db: Db, keys: Key[]): Promise<Map<Key, string>> {
  if (keys.length === 0) return new Map();
  const kinds = keys.map((key) => key.slice(0, key.indexOf(' ')));
  const { rows } = await sql<{ kind: string; value: string; contact_id: string }>`
    select i.kind, i.value, i.contact_id
    from unnest(${kinds}::text[], ${keys.map(valueOf)}::text[]) as k (kind, value)
    join audience.identities as i on i.kind = k.kind and i.value = k.value`.execute(db);
  return new Map(rows.map(({ kind, value, contact_id: id }) => [`${kind} ${value}` as Key, id]));
}

/**
 * Holds these contacts until the transaction ends, so that none of them is absorbed or deleted meanwhile. In the order
 * of their ids: two batches that share people wait for each other, never in a circle. Answers who is still there.
 */
export async function holdContacts(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from audience.contacts where id = any(${ids}::uuid[]) and deleted_at is null
    order by id for no key update`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

type Row = WrittenFields & { id: string; stage: Stage; source: Source; users: string[]; isNamed: boolean };

/** What recognising needs of contacts that are held. */
export async function readPeople(db: Db, ids: string[]): Promise<Map<string, Person>> {
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
