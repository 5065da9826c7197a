import { isSomebody, normalisePhone, type Source, type Stage, type WrittenFields } from '../contact.ts';
import { keysOf, spaceOf, valueOf, type Key, type Keys, type Sighting, type Traits } from './sighting.ts';

/** A contact as far as recognising needs it. */
export type Person = {
  id: string;
  isNew: boolean;
  /** Only ever seen, never named: may become somebody. */
  anonymous: boolean;
  stage: Stage;
  fields: WrittenFields;
  /** The id spaces in which this person has a user id. */
  spaces: Set<string>;
  /** Of a new one: where they first came from. */
  source: Source;
  /** When they were first seen: a file tells of long ago. */
  since: Date;
};

export type Known = { keys: Map<Key, string>; people: Map<string, Person> };
export type Seen = Sighting & { channel: Source | null; at: Date };
export type IdentityConflict = { contactId: string; otherId: string; key: Key };

export type Plan = {
  /** Per sighting the contact it belongs to; null when it was nobody, or a contact that is not there. */
  contactIds: (string | null)[];
  people: Person[];
  before: Map<string, { fields: WrittenFields; stage: Stage }>;
  /** Keys nobody had. */
  claimed: Map<Key, string>;
  /** Keys that were another's: a browser that somebody else uses by now. */
  moved: Map<Key, string>;
  absorbed: Map<string, string>;
  conflicts: IdentityConflict[];
};

/**
 * Goes through the sightings in their order and decides who each one is: a user id is stronger than an e-mail address,
 * that than a browser of somebody known, and that than a link. A browser's visitor becomes the person who is identified
 * on it, unless it is somebody else already: then the browser has changed hands. Two known people are never made one;
 * that they met on one identity is put down for a person to decide.
 */
export function planSightings(sightings: Seen[], known: Known, newId: () => string): Plan {
  const plan: Plan = {
    contactIds: [],
    people: [],
    before: new Map(),
    claimed: new Map(),
    moved: new Map(),
    absorbed: new Map(),
    conflicts: [],
  };
  for (const [id, { fields, stage }] of known.people) plan.before.set(id, { fields: { ...fields }, stage });
  const world = { ...known, plan, newId };
  const found = sightings.map((sighting) => identify(world, sighting));
  plan.contactIds = found.map((person) => (person ? survivor(plan, person.id) : null));
  plan.people = [...known.people.values()].filter(({ id }) => !plan.absorbed.has(id));
  settleKeys(plan);
  return plan;
}

type World = Known & { plan: Plan; newId: () => string };

function identify(world: World, sighting: Seen): Person | undefined {
  if (sighting.contactId) return world.people.get(sighting.contactId);
  const keys = keysOf(sighting);
  const byUser = holder(world, keys.user) ?? holder(world, keys.previous);
  const byEmail = holder(world, keys.email);
  const byBrowser = holder(world, keys.anonymous);
  if (!keys.user && !keys.email && !keys.anonymous) return undefined;
  const welcome = byBrowser && canBe(byBrowser, keys) ? byBrowser : undefined;
  const byLink = linked(world, sighting, keys, byBrowser);
  const person = byUser ?? byEmail ?? byLink ?? welcome ?? newPerson(world, sighting);
  seenAt(person, sighting.at);
  noteConflicts(world, person, keys);
  if (keys.user && !world.keys.has(keys.user)) takeUser(world, person, keys.user);
  const mayHave = sighting.trusted !== false || !person.fields.email;
  if (keys.email && mayHave && !world.keys.has(keys.email)) takeEmail(world, person, keys.email);
  if (keys.anonymous) takeBrowser(world, person, keys.anonymous, byBrowser);
  // A link says whose visit it is, and not who they are: whoever it was passed on to may be typing.
  if (sighting.traits && person !== byLink) fillBlanks(person, sighting.traits);
  if (keys.user || keys.email || isSomebody(person.fields)) becomeKnown(person);
  return person;
}

function holder({ keys, people }: World, key: Key | undefined): Person | undefined {
  const id = key && keys.get(key);
  return id === undefined ? undefined : people.get(id);
}

/** Whose link it is, where nothing else says who it was: a link that is passed on makes nobody known into another. */
function linked(
  { people, plan }: World,
  { linkedTo }: Seen,
  { user, previous, email }: Keys,
  byBrowser: Person | undefined,
): Person | undefined {
  if (!linkedTo || user || previous || email) return undefined;
  const person = people.get(survivor(plan, linkedTo));
  return byBrowser && byBrowser !== person && !byBrowser.anonymous ? undefined : person;
}

/** Whether nothing says that the person on this browser is another than the one who is named. */
function canBe(person: Person, { user, email }: Keys): boolean {
  const otherUser = user !== undefined && person.spaces.has(spaceOf(valueOf(user)));
  const otherEmail = email !== undefined && Boolean(person.fields.email);
  return !otherUser && !otherEmail;
}

function seenAt(person: Person, at: Date): void {
  if (at < person.since) person.since = at;
}

function newPerson(world: World, { channel, at }: Seen): Person {
  const person: Person = {
    id: world.newId(),
    isNew: true,
    anonymous: true,
    stage: 'visitor',
    fields: {},
    spaces: new Set(),
    source: channel ?? 'unknown',
    since: at,
  };
  world.people.set(person.id, person);
  return person;
}

function noteConflicts(world: World, person: Person, { user, previous, email }: Keys): void {
  for (const key of [user, previous, email]) {
    const other = holder(world, key);
    if (key && other && other !== person)
      world.plan.conflicts.push({ contactId: person.id, otherId: other.id, key });
  }
}

function takeUser(world: World, person: Person, key: Key): void {
  claim(world, key, person);
  person.spaces.add(spaceOf(valueOf(key)));
}

/** An address nobody else has: the first one, or the new one of somebody identified. The old one still leads here. */
function takeEmail(world: World, person: Person, key: Key): void {
  claim(world, key, person);
  person.fields.email = valueOf(key);
}

function claim({ keys, plan }: World, key: Key, person: Person): void {
  keys.set(key, person.id);
  plan.claimed.set(key, person.id);
}

function takeBrowser(world: World, person: Person, key: Key, before: Person | undefined): void {
  if (!before) claim(world, key, person);
  else if (before !== person && before.anonymous) absorb(world, before, person);
  else if (before !== person) move(world, key, person);
}

/** Everything the visitor did and is recognised by becomes the person's. */
function absorb(world: World, visitor: Person, person: Person): void {
  for (const [key, id] of world.keys) if (id === visitor.id) world.keys.set(key, person.id);
  seenAt(person, visitor.since);
  world.people.delete(visitor.id);
  world.plan.absorbed.set(visitor.id, person.id);
}

function move({ keys, plan }: World, key: Key, person: Person): void {
  keys.set(key, person.id);
  if (!plan.claimed.has(key)) plan.moved.set(key, person.id);
  else plan.claimed.set(key, person.id);
}

function becomeKnown(person: Person): void {
  person.anonymous = false;
  if (person.stage === 'visitor') person.stage = 'lead';
}

function fillBlanks({ fields }: Person, { givenName, familyName, phone, ...others }: Traits): void {
  // Half a name of one and half of another would be a third person's.
  if (!fields.givenName && !fields.familyName && (givenName ?? familyName))
    Object.assign(fields, { givenName: givenName ?? null, familyName: familyName ?? null });
  for (const [field, value] of Object.entries(others) as [keyof typeof others, string | undefined][])
    if (value && !fields[field]) fields[field] = value;
  if (phone && !fields.phone && !fields.phoneOriginal)
    Object.assign(fields, { phone: normalisePhone(phone, fields.country ?? null), phoneOriginal: phone });
}

/** Chains end where they lead. What only lived within this batch was never there. */
function settleKeys(plan: Plan): void {
  for (const keys of [plan.claimed, plan.moved]) {
    for (const [key, id] of keys) keys.set(key, survivor(plan, id));
  }
  for (const [id, to] of plan.absorbed) plan.absorbed.set(id, survivor(plan, to));
  for (const id of plan.absorbed.keys()) if (!plan.before.has(id)) plan.absorbed.delete(id);
}

function survivor({ absorbed }: Plan, id: string): string {
  let found = id;
  for (let to = absorbed.get(found); to !== undefined; to = absorbed.get(to)) found = to;
  return found;
}
