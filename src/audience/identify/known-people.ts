import { sql, type RawBuilder } from 'kysely';
import { plainArray, textArray } from '../../platform/arrays.ts';
import type { Db } from '../../platform/db.ts';
import { isSomebody, type Source, type Stage, type WrittenFields } from '../contact.ts';
import type { Person, Seen } from './plan.ts';
import { keysOf, kindOf, spaceOf, valueOf, type Key } from './sighting.ts';

/** Somebody else identified one of these people at the same moment: the transaction is to be begun again. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** A sighting with all that it can be recognised by. */
export type Spotted = { sighting: Seen; keys: Key[] };

export function spot(sighting: Seen): Spotted {
  return { sighting, keys: Object.values(keysOf(sighting)) };
}

export type Held = {
  /** Whose keys these are, as far as they are anybody's. */
  holders: Map<Key, string>;
  /** Who is there, and stays until the transaction ends. */
  there: Set<string>;
};

export type Holding = {
  /** One row, to be selected from once, in the transaction; beside others, which saves them a round trip. */
  table: RawBuilder<HeldRow>;
  read: (row: HeldRow | undefined) => Held;
};
type HeldRow = { holders: string | null; held: string | null };

/** Looks up and holds whoever these sightings may be of, so that none of them is absorbed or deleted meanwhile. */
export function holding(spotted: Spotted[]): Holding {
  const keys = [...new Set(spotted.flatMap((each) => each.keys))];
  const named = new Set(spotted.flatMap(({ sighting }) => namedIn(sighting)));
  return {
    table: sql`audience.hold(${plainArray(keys.map(kindOf))}, ${textArray(keys.map(valueOf))}, ${plainArray([...named])})`,
    read(row) {
      const ids = row?.holders?.split(',') ?? [];
      const there = new Set(row?.held?.split(','));
      const holders = new Map(keys.flatMap((key, place) => (ids[place] ? [[key, ids[place]]] : [])));
      // Whom a key led to was absorbed while we waited for them.
      if (ids.some((id) => id && !there.has(id))) throw new Overtaken('A contact changed meanwhile.');
      return { holders, there };
    },
  };
}

/** Contacts it names by record. */
export function namedIn({ contactId, linkedTo }: Seen): string[] {
  return [contactId, linkedTo].filter((id) => id !== undefined);
}

type Row = WrittenFields & {
  id: string;
  stage: Stage;
  source: Source;
  since: Date;
  users: string[];
  isNamed: boolean;
};

/** What recognising needs of contacts that are held. */
export async function readPeople(db: Db, ids: string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select c.id, c.stage, c.source, c.created_at as since, c.given_name as "givenName",
      c.family_name as "familyName", c.email, c.phone, c.phone_original as "phoneOriginal",
      c.job_title as "jobTitle", c.company_name as "companyName", c.city, c.country, c.language,
      array(select i.value from audience.identities i where i.contact_id = c.id and i.kind = 'user') as users,
      exists (select from audience.identities i where i.contact_id = c.id and i.kind = 'email') as "isNamed"
    from audience.contacts as c where c.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

function toPerson({ id, stage, source, since, users, isNamed, ...fields }: Row): Person {
  const anonymous = stage === 'visitor' && users.length === 0 && !isNamed && !isSomebody(fields);
  return { id, isNew: false, anonymous, stage, source, since, fields, spaces: new Set(users.map(spaceOf)) };
}
