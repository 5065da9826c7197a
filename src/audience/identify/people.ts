import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { toColumns, type WrittenFields } from '../contact.ts';
import '../events.ts';
import { recordStageMoves } from '../stage-moves.ts';
import { holdContacts, holdersOf, Overtaken, readPeople } from './known-people.ts';
import { planSightings, type Person, type Plan, type Seen } from './plan.ts';
import { keysOf, valueOf, type Key } from './sighting.ts';

export type Recognised = {
  /** Per sighting its contact; null when it was nobody. */
  contactIds: (string | null)[];
  /** Visitors who turned out to be somebody: visitor → contact. What other rooms keep of them is to follow. */
  absorbed: Map<string, string>;
};

/**
 * Finds or makes the contact of every sighting, in a handful of statements however many there are. Call it in a
 * transaction, and begin that again when it throws `Overtaken`; the contacts are held until it ends.
 */
export async function recognise(db: Db, who: Actor, sightings: Seen[]): Promise<Recognised> {
  const keysOfEach = sightings.map((sighting) => Object.values(keysOf(sighting)));
  const keys = await holdersOf(db, [...new Set(keysOfEach.flat())].toSorted());
  const named = sightings.flatMap(({ contactId }) => contactId ?? []);
  const held = await holdContacts(db, [...new Set([...keys.values(), ...named])]);
  // Whom a key led to was absorbed while we waited for them.
  if ([...keys.values()].some((id) => !held.has(id))) throw new Overtaken('A contact changed meanwhile.');
  const plain = sightings.map((sighting, place) => plainContact(sighting, keysOfEach[place] ?? [], keys));
  if (plain.every((id) => id !== null && held.has(id))) return { contactIds: plain, absorbed: new Map() };
  const plan = planSightings(sightings, { keys, people: await readPeople(db, [...held]) }, newId);
  await insertPeople(db, who, plan);
  await writeIdentities(db, plan);
  await absorbVisitors(db, plan);
  await updatePeople(db, who, plan);
  await noteConflicts(db, plan);
  return { contactIds: plan.contactIds, absorbed: plan.absorbed };
}

/** Most sightings say nothing new: all their keys lead to one contact already, who then need not even be read. */
function plainContact(sighting: Seen, own: Key[], keys: Map<Key, string>): string | null {
  if (sighting.contactId) return sighting.contactId;
  if (own.length === 0 || Object.keys(sighting.traits ?? {}).length > 0) return null;
  const [first, ...others] = own.map((key) => keys.get(key));
  return first !== undefined && others.every((id) => id === first) ? first : null;
}

async function insertPeople(db: Db, who: Actor, { people }: Plan): Promise<void> {
  const added = people.filter(({ isNew }) => isNew);
  if (added.length === 0) return;
  await sql`
    insert into audience.contacts (id, given_name, family_name, email, phone, phone_original, job_title, company_name,
      city, country, language, stage, source, created_at, updated_at)
    select id, given_name, family_name, email, phone, phone_original, job_title, company_name, city, country, language,
      stage, source, ${now()}, ${now()}
    from ${recordsOf(added)}`.execute(db);
  await recordStageMoves(
    db,
    who,
    added.map(({ id, stage }) => ({ contactId: id, from: null, to: stage })),
  );
  // A visitor nobody knows is no news for people; somebody who gave an address is.
  await emit(db, who, added.filter(({ anonymous }) => !anonymous).map(createdEvent));
}

async function writeIdentities(db: Db, { claimed, moved, absorbed }: Plan): Promise<void> {
  if (absorbed.size > 0) {
    await sql`
      update audience.identities as i set contact_id = a.kept
      from unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept)
      where i.contact_id = a.gone`.execute(db);
  }
  if (moved.size > 0) {
    await sql`
      update audience.identities as i set contact_id = m.contact_id from ${identitiesOf(moved)} as m (kind, value, contact_id)
      where i.kind = m.kind and i.value = m.value`.execute(db);
  }
  if (claimed.size === 0) return;
  // In one order for everybody, so that two batches never wait for each other in a circle.
  const { rows } = await sql`
    insert into audience.identities (kind, value, contact_id, created_at)
    select kind, value, contact_id, ${now()} from ${identitiesOf(claimed)} as c (kind, value, contact_id)
    order by kind, value
    on conflict do nothing returning 1`.execute(db);
  if (rows.length < claimed.size) throw new Overtaken('An identity was claimed by somebody else meanwhile.');
}

function identitiesOf(keys: Map<Key, string>): RawBuilder<unknown> {
  const kinds = [...keys.keys()].map((key) => key.slice(0, key.indexOf(' ')));
  const values = [...keys.keys()].map(valueOf);
  return sql`unnest(${kinds}::text[], ${values}::text[], ${[...keys.values()]}::uuid[])`;
}

async function absorbVisitors(db: Db, { absorbed }: Plan): Promise<void> {
  if (absorbed.size === 0) return;
  const gone = [...absorbed.keys()];
  await sql`update audience.redirects as r set contact_id = a.kept
    from unnest(${gone}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept) where r.contact_id = a.gone`.execute(
    db,
  );
  await sql`insert into audience.redirects (old_id, contact_id, made_at)
    select *, ${now()} from unnest(${gone}::uuid[], ${[...absorbed.values()]}::uuid[])`.execute(db);
  await sql`delete from audience.contacts where id = any(${gone}::uuid[])`.execute(db);
}

async function updatePeople(db: Db, who: Actor, { people, before }: Plan): Promise<void> {
  const changed = people.filter((person) => {
    const old = before.get(person.id);
    return old && (old.stage !== person.stage || Object.keys(changesOf(old.fields, person)).length > 0);
  });
  if (changed.length === 0) return;
  await sql`
    update audience.contacts as c
    set given_name = r.given_name, family_name = r.family_name, email = r.email, phone = r.phone,
      phone_original = r.phone_original, job_title = r.job_title, company_name = r.company_name, city = r.city,
      country = r.country, language = r.language, stage = r.stage, updated_at = ${now()}
    from ${recordsOf(changed)} where c.id = r.id`.execute(db);
  const moves = changed.flatMap(({ id, stage }) => {
    const from = before.get(id)?.stage ?? null;
    return from === stage ? [] : [{ contactId: id, from, to: stage }];
  });
  await recordStageMoves(db, who, moves);
  await emit(db, who, [
    ...changed.flatMap((person) => updatedEvents(person, before.get(person.id)?.fields ?? {})),
    ...moves.map(({ contactId: id, from, to }): NewEvent => {
      const name = nameOf(people.find((person) => person.id === id)?.fields ?? {});
      const changes = { stage: { from, to } };
      return {
        name: 'contact.stage-moved',
        subject: { kind: 'contact', id },
        payload: { name, from, to },
        changes,
      };
    }),
  ]);
}

async function noteConflicts(db: Db, { conflicts }: Plan): Promise<void> {
  if (conflicts.length === 0) return;
  const columns = [
    conflicts.map(({ contactId }) => contactId),
    conflicts.map(({ otherId }) => otherId),
    conflicts.map(({ key }) => key.slice(0, key.indexOf(' '))),
    conflicts.map(({ key }) => valueOf(key)),
  ];
  await sql`
    insert into audience.identity_conflicts as c
      (contact_id, other_id, kind, value, times, first_seen_at, last_seen_at)
    select contact_id, other_id, kind, value, count(*), ${now()}, ${now()}
    from unnest(${columns[0]}::uuid[], ${columns[1]}::uuid[], ${columns[2]}::text[], ${columns[3]}::text[])
      as n (contact_id, other_id, kind, value)
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (contact_id, other_id, kind, value) do update
      set times = c.times + excluded.times, last_seen_at = excluded.last_seen_at`.execute(db);
}

/** The people as a table `r`: one parameter, however many. */
function recordsOf(people: Person[]): RawBuilder<unknown> {
  const records = people.map(({ id, fields, stage, source }) => ({
    id,
    ...toColumns({ ...fields, stage, source }),
  }));
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, given_name text, family_name text,
    email text, phone text, phone_original text, job_title text, company_name text, city text, country text,
    language text, stage text, source text)`;
}

function createdEvent({ id, fields, stage, source }: Person): NewEvent {
  const changes = changesBetween<WrittenFields>({}, { ...fields, stage, source });
  const payload = { name: nameOf(fields), source };
  return { name: 'contact.created', subject: { kind: 'contact', id }, payload, changes };
}

function updatedEvents(person: Person, before: WrittenFields): NewEvent[] {
  const changes = changesOf(before, person);
  if (Object.keys(changes).length === 0) return [];
  const subject = { kind: 'contact', id: person.id };
  return [{ name: 'contact.updated', subject, payload: { name: nameOf(person.fields) }, changes }];
}

function changesOf(before: WrittenFields, { fields }: Person) {
  return changesBetween<WrittenFields>(before, fields);
}

function nameOf({ givenName, familyName, email, phoneOriginal }: WrittenFields): string {
  return [givenName, familyName].filter(Boolean).join(' ') || (email ?? phoneOriginal ?? 'A visitor');
}
