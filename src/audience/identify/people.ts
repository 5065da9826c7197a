import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { plainArray, textArray } from '../../platform/arrays.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import { linkByDomain } from '../companies/links.ts';
import { toColumns, type WrittenFields } from '../contact.ts';
import { askForChecks } from '../duplicates/checks.ts';
import '../events.ts';
import { recordStageMoves } from '../stage-moves.ts';
import { namedIn, Overtaken, readPeople, type Held, type Spotted } from './known-people.ts';
import { planSightings, type Person, type Plan } from './plan.ts';
import { kindOf, valueOf, type Key } from './sighting.ts';

export type Recognised = {
  /** Per sighting its contact; null when it was nobody. */
  contactIds: (string | null)[];
  /** Visitors who turned out to be somebody: visitor → contact. What other rooms keep of them is to follow. */
  absorbed: Map<string, string>;
  /** Who was made by these sightings. */
  made: string[];
};

/**
 * Finds or makes the contact of every sighting, in a handful of statements however many there are; in none when they
 * say nothing new. In the transaction in which the contacts were held; begin that again when it throws `Overtaken`.
 */
export async function recognise(
  db: Db,
  who: Actor,
  spotted: Spotted[],
  { holders, there }: Held,
): Promise<Recognised> {
  const contactIds = spotted.map((each) => plainContact(each, holders, there));
  const rest = concerned(spotted, contactIds, holders);
  if (rest.length === 0) return { contactIds, absorbed: new Map(), made: [] };
  const people = await readPeople(db, peopleIn(rest, holders, there));
  const sightings = rest.map(({ sighting }) => sighting);
  const plan = planSightings(sightings, { keys: new Map(holders), people }, newId);
  await writePlan(db, who, plan);
  const planned = new Map(rest.map((each, place) => [each, plan.contactIds[place] ?? null]));
  return {
    contactIds: spotted.map(
      (each, place) => (planned.has(each) ? planned.get(each) : contactIds[place]) ?? null,
    ),
    absorbed: plan.absorbed,
    made: plan.people.flatMap(({ id, isNew }) => (isNew ? id : [])),
  };
}

function withEmail({ id, fields }: Person): { id: string; email: string | null | undefined } {
  return { id, email: fields.email };
}

/** Most sightings say nothing new: all their keys lead to one contact already, who then need not even be read. */
function plainContact(
  { sighting, keys }: Spotted,
  holders: Map<Key, string>,
  there: Set<string>,
): string | null {
  if (sighting.contactId) return there.has(sighting.contactId) ? sighting.contactId : null;
  if (keys.length === 0 || Object.keys(sighting.traits ?? {}).length > 0) return null;
  const [first, ...others] = [...keys.map((key) => holders.get(key)), ...linkedTo(sighting, there)];
  return first !== undefined && others.every((id) => id === first) ? first : null;
}

/** A link that leads to nobody any more says nothing. */
function linkedTo({ linkedTo: id }: Spotted['sighting'], there: Set<string>): string[] {
  return id !== undefined && there.has(id) ? [id] : [];
}

/** Those that say something new, and with them all that are of the same people or are recognised by the same. */
function concerned(spotted: Spotted[], plain: (string | null)[], holders: Map<Key, string>): Spotted[] {
  const telling = spotted.filter((_each, place) => plain[place] === null);
  if (telling.length === 0) return [];
  const keys = new Set(telling.flatMap((each) => each.keys));
  const people = new Set([...keys].flatMap((key) => holders.get(key) ?? []));
  return spotted.filter((each, place) => {
    const id = plain[place] ?? null;
    return id === null || people.has(id) || each.keys.some((key) => keys.has(key));
  });
}

function peopleIn(spotted: Spotted[], holders: Map<Key, string>, there: Set<string>): string[] {
  const ids = spotted.flatMap(({ sighting, keys }) => [
    ...namedIn(sighting),
    ...keys.map((key) => holders.get(key) ?? []),
  ]);
  return [...new Set(ids.flat())].filter((id) => there.has(id));
}

async function writePlan(db: Db, who: Actor, plan: Plan): Promise<void> {
  await moveIdentities(db, plan);
  await insertPeople(db, who, plan);
  await absorbVisitors(db, who, plan);
  const updated = await updatePeople(db, who, plan);
  await noteConflicts(db, plan);
  await linkByDomain(db, plan.people.filter(({ id }) => !plan.before.get(id)?.fields.email).map(withEmail));
  const added = plan.people.filter(({ isNew }) => isNew);
  const visitors = new Set(added.filter(({ anonymous }) => anonymous).map(({ id }) => id));
  // Who was absorbed is not there any more, and what they did is the other's: changes, too.
  const changed = [
    ...added.map(({ id }) => id),
    ...updated,
    ...plan.absorbed.keys(),
    ...plan.absorbed.values(),
  ];
  if (changed.length > 0) await tell(db, who, 'contacts.changed', { ids: changed, visitors });
}

/** Who and what is new, in one call: most plans are of a visitor seen for the first time, and of nothing else. */
async function insertPeople(db: Db, who: Actor, { people, claimed }: Plan): Promise<void> {
  const added = people.filter(({ isNew }) => isNew);
  if (added.length === 0 && claimed.size === 0) return;
  const at = now();
  const records = added.map((person) => {
    return { ...toRecord(person), move_id: newId(), since: person.since < at ? person.since : at };
  });
  const keys = [...claimed.keys()];
  const { rows } = await sql<{ count: number }>`
    select audience.add_people(${JSON.stringify(records)}, ${at.toISOString()}, ${who.kind}, ${who.id}, ${who.name},
      ${textArray(keys.map(kindOf))}, ${textArray(keys.map(valueOf))}, ${plainArray([...claimed.values()])}) as count`.execute(
    db,
  );
  if ((rows[0]?.count ?? 0) < claimed.size)
    throw new Overtaken('An identity was claimed by somebody else meanwhile.');
  // A visitor nobody knows is no news for people; somebody who gave an address is.
  await emit(db, who, added.filter(({ anonymous }) => !anonymous).map(createdEvent));
}

async function moveIdentities(db: Db, { moved, absorbed }: Plan): Promise<void> {
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
}

function identitiesOf(keys: Map<Key, string>): RawBuilder<unknown> {
  const kinds = [...keys.keys()].map((key) => kindOf(key));
  const values = [...keys.keys()].map(valueOf);
  return sql`unnest(${kinds}::text[], ${values}::text[], ${[...keys.values()]}::uuid[])`;
}

async function absorbVisitors(db: Db, who: Actor, { absorbed }: Plan): Promise<void> {
  if (absorbed.size === 0) return;
  const gone = [...absorbed.keys()];
  await tell(db, who, 'contacts.absorbed', { absorbed });
  await sql`update audience.redirects as r set contact_id = a.kept
    from unnest(${gone}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept) where r.contact_id = a.gone`.execute(
    db,
  );
  await sql`insert into audience.redirects (old_id, contact_id, made_at)
    select *, ${now()} from unnest(${gone}::uuid[], ${[...absorbed.values()]}::uuid[])`.execute(db);
  await sql`delete from audience.contacts where id = any(${gone}::uuid[])`.execute(db);
}

/** Answers who is other than before. */
async function updatePeople(db: Db, who: Actor, { people, before }: Plan): Promise<string[]> {
  const changed = people.filter((person) => {
    const old = before.get(person.id);
    return old && (old.stage !== person.stage || Object.keys(changesOf(old.fields, person)).length > 0);
  });
  if (changed.length === 0) return [];
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
  return changed.map(({ id }) => id);
}

async function noteConflicts(db: Db, { conflicts }: Plan): Promise<void> {
  if (conflicts.length === 0) return;
  const columns = [
    conflicts.map(({ contactId }) => contactId),
    conflicts.map(({ otherId }) => otherId),
    conflicts.map(({ key }) => kindOf(key)),
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
  await askForChecks(
    db,
    conflicts.map(({ contactId }) => contactId),
  );
}

/** The people as a table `r`: one parameter, however many. */
function recordsOf(people: Person[]): RawBuilder<unknown> {
  return sql`json_to_recordset(${JSON.stringify(people.map(toRecord))}::json) as r (id uuid, given_name text,
    family_name text, email text, phone text, phone_original text, job_title text, company_name text, city text,
    country text, language text, stage text, source text)`;
}

function toRecord({ id, fields, stage, source }: Person) {
  return { id, ...toColumns({ ...fields, stage, source }) };
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
