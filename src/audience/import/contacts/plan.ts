import type { Source, Stage } from '../../contact.ts';
import { withProperties } from '../../properties/values.ts';
import { unique } from '../../tags/tag.ts';
import type { MatchKey, MatchRule, UpdateRule } from '../options.ts';
import type { Outcome } from '../target.ts';
import type { Kept, ReadContact, RowKey } from './read-contact.ts';

/** A contact as it is in the database, and whether the importer may change it. */
export type KnownContact = { id: string; name: string; reached: boolean; fields: Kept };

/** Who is known by the keys of a batch; a phone number may be that of several. */
export type Known = { byKey: Map<string, string[]>; people: Map<string, KnownContact> };

type PlannedContact = {
  number: number;
  outcome: Outcome;
  contactId: string | null;
  reasons: string[];
};

/** A contact with what it was and what the rows make of it; `before` is null for a new one. */
export type Draft = {
  id: string;
  name: string;
  before: Kept | null;
  after: Kept;
  createdAt: Date | null;
  /** Identities that nobody had: "email …", "user …". */
  claimed: Set<string>;
  changed: boolean;
};

export type Rules = {
  match: MatchRule;
  by: MatchKey[];
  update: UpdateRule;
  /** For new contacts whose row does not say. */
  defaults: { stage: Stage; source: Source };
};

export type Plan = { rows: PlannedContact[]; drafts: Draft[] };

type World = { known: Known; rules: Rules; byKey: Map<string, Draft>; byId: Map<string, Draft> };

/**
 * What a batch of rows will do, decided before anything is written. Rows are taken in their order: the second row about
 * a new person finds the contact that the first one made. Empty values change nothing. `ids` are those that the rows
 * get as new contacts, one for each.
 */
export function planContacts(rows: ReadContact[], known: Known, ids: string[], rules: Rules): Plan {
  const world: World = { known, rules, byKey: new Map(), byId: new Map() };
  const planned = rows.map((row, place) => planRow(world, row, ids[place] ?? ''));
  return { rows: planned, drafts: [...world.byId.values()] };
}

function planRow(world: World, row: ReadContact, newId: string): PlannedContact {
  const skipped = (reason: string, contactId: string | null = null): PlannedContact => {
    return { number: row.number, outcome: 'skipped', contactId, reasons: [reason] };
  };
  if (row.unusable !== null) return skipped(row.unusable);
  const found = findMatch(world, row.keys);
  if ('ambiguous' in found) return skipped(found.ambiguous);
  const { id } = found;
  const match = id === null ? undefined : world.known.people.get(id);
  if (match && !match.reached)
    return skipped(`${match.name} belongs to a colleague, and you may not change the contact.`, id);
  const unmeant = notMeant(world.rules, id !== null);
  if (unmeant !== null) return skipped(unmeant, id);
  const drafted = id === null ? undefined : world.byId.get(id);
  const draft = drafted ?? draftOf(world, row, match, newId);
  const reasons = [...row.remarks];
  const isNew = draft.before === null && !drafted;
  if (isNew) leaveTakenEmail(world, draft, reasons);
  const changed = isNew || takeOver(world, draft, row.fields, reasons);
  const claimed = claim(world, draft, row.keys);
  draft.changed ||= changed || claimed;
  const outcome = isNew ? 'created' : changed || claimed ? 'updated' : 'unchanged';
  return { number: row.number, outcome, contactId: draft.id, reasons };
}

/** The strongest key that leads to somebody decides; another key that leads to somebody else is no guess to make. */
function findMatch(
  { known, rules, byKey }: World,
  keys: RowKey[],
): { id: string | null } | { ambiguous: string } {
  let first: { id: string; by: MatchKey } | undefined;
  for (const by of rules.by) {
    const key = keys.find((each) => each.by === by)?.key;
    if (key === undefined) continue;
    const drafted = byKey.get(key)?.id;
    const ids = drafted === undefined ? (known.byKey.get(key) ?? []) : [drafted];
    if (ids.length > 1 && !first) return { ambiguous: severalHave(known, by, ids) };
    const [id] = ids;
    if (id === undefined || ids.length > 1) continue;
    first ??= { id, by };
    // A phone is shared by families and offices: it contradicts nothing.
    if (id !== first.id && by !== 'phone') return { ambiguous: contradiction(known, first, { id, by }) };
  }
  return { id: first?.id ?? null };
}

const words: Record<MatchKey, string> = {
  externalId: 'id',
  email: 'e-mail address',
  phone: 'phone number',
  domain: 'domain',
  name: 'name',
};

function severalHave({ people }: Known, by: MatchKey, ids: string[]): string {
  const names = ids.slice(0, 2).map((id) => people.get(id)?.name ?? 'another contact');
  const more = ids.length > 2 ? ' and others' : '';
  return `${names.join(' and ')}${more} have this ${words[by]}: it is not clear whose row it is.`;
}

type Led = { id: string; by: MatchKey };

function contradiction({ people }: Known, one: Led, other: Led): string {
  const nameOf = ({ id }: Led) => people.get(id)?.name ?? 'a contact of this file';
  return `The ${words[one.by]} is that of ${nameOf(one)}, the ${words[other.by]} that of ${nameOf(other)}: it is not clear whose row it is.`;
}

function notMeant({ match, by }: Rules, known: boolean): string | null {
  if (match === 'create' && known) return 'This contact is there already.';
  if (match !== 'update' || known) return null;
  return `Nobody is known by this ${by.map((each) => words[each]).join(' or ')}.`;
}

function draftOf(
  { rules, byId }: World,
  row: ReadContact,
  match: KnownContact | undefined,
  newId: string,
): Draft {
  const draft: Draft = match
    ? { ...unchanged(match), after: { ...match.fields } }
    : {
        id: newId,
        name: '',
        before: null,
        after: { ...rules.defaults, ...withoutGaps(row.fields) },
        createdAt: row.createdAt,
        claimed: new Set(),
        changed: true,
      };
  byId.set(draft.id, draft);
  return draft;
}

function unchanged({ id, name, fields }: KnownContact): Omit<Draft, 'after'> {
  return { id, name, before: fields, createdAt: null, claimed: new Set(), changed: false };
}

/** Keys nobody has become this contact's. A further e-mail address only where it becomes the address of the contact. */
function claim({ known, byKey }: World, draft: Draft, keys: RowKey[]): boolean {
  let claimed = false;
  for (const { by, key } of keys) {
    const isFree = !known.byKey.has(key) && !byKey.has(key);
    const belongs =
      by === 'externalId' || (by === 'email' && draft.after.email === key.slice('email '.length));
    if (by === 'phone' || belongs) byKey.set(key, byKey.get(key) ?? draft);
    if (!isFree || !belongs) continue;
    draft.claimed.add(key);
    claimed ||= draft.before !== null;
  }
  return claimed;
}

/** Writes what the row has and the contact has not, or, when it may overwrite, has otherwise. */
function takeOver(world: World, draft: Draft, row: Kept, reasons: string[]): boolean {
  const { after } = draft;
  const isOverwriting = world.rules.update === 'overwrite';
  const before = JSON.stringify(after);
  const { email, phone, phoneOriginal, tags, properties, ...others } = row;
  for (const [field, value] of Object.entries(withoutGaps(others)))
    if (isOverwriting || isBlank(after, field)) Object.assign(after, { [field]: value });
  takeEmail(world, draft, email, reasons);
  // A number that could not be understood never replaces one that could, nor one spelling of it another.
  const newPhone = phone ? phone !== after.phone : !after.phone && phoneOriginal !== after.phoneOriginal;
  if (phoneOriginal && newPhone && (isOverwriting || !after.phoneOriginal))
    Object.assign(after, { phone: phone ?? null, phoneOriginal });
  if (tags && tags.length > 0) after.tags = unique([...(after.tags ?? []), ...tags]);
  if (properties) {
    const known = withProperties({}, after.properties ?? {});
    after.properties = isOverwriting
      ? withProperties(known, properties)
      : withProperties(withProperties({}, properties), known);
  }
  return JSON.stringify(after) !== before;
}

/** Where people are not matched by it, the address of a new one may be somebody's already. */
function leaveTakenEmail({ known, byKey }: World, draft: Draft, reasons: string[]): void {
  const { email } = draft.after;
  if (!email || !(known.byKey.has(`email ${email}`) || byKey.has(`email ${email}`))) return;
  delete draft.after.email;
  reasons.push(emailTaken(email));
}

function emailTaken(email: string): string {
  return `The e-mail address ${email} is another contact's and was left out.`;
}

function takeEmail(
  { known, byKey, rules }: World,
  draft: Draft,
  email: Kept['email'],
  reasons: string[],
): void {
  if (!email || email === draft.after.email) return;
  const holders = known.byKey.get(`email ${email}`) ?? [];
  const other = byKey.get(`email ${email}`);
  // Another address of the same person: it leads here already, and is not the one they are written to.
  if (holders.includes(draft.id) || other === draft) return;
  if (holders.length > 0 || other) reasons.push(emailTaken(email));
  else if (!draft.after.email || rules.update === 'overwrite') draft.after.email = email;
}

/** "Unknown" is what stands where nobody has said. */
function isBlank(fields: Kept, field: string): boolean {
  const value = Object.entries(fields).find(([name]) => name === field)?.[1];
  return value === undefined || value === null || (field === 'source' && value === 'unknown');
}

function withoutGaps(fields: Kept): Kept {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
