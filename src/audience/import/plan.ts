import type { Source, Stage, WrittenFields } from '../contact.ts';
import type { ReadRow } from './row.ts';

/** A contact as it is in the database, and whether the importer may change it. */
export type KnownContact = { id: string; name: string; reached: boolean; fields: WrittenFields };

export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped';

/** What a row became; `reasons` say why it was skipped or what was left out of it. */
export type PlannedRow = { number: number; outcome: Outcome; contactId: string | null; reasons: string[] };

/** A contact with what it was and what the rows make of it; `before` is null for a new one. */
export type Draft = { id: string; before: WrittenFields | null; after: WrittenFields };

/** For new contacts whose row does not say. */
export type Defaults = { stage: Stage; source: Source };

/** What may become of a row: a new contact when nobody is known by its e-mail address, a change when somebody is. */
export const matchRules = ['create_and_update', 'create', 'update'] as const;

export type MatchRule = (typeof matchRules)[number];

export type Rules = { match: MatchRule; defaults: Defaults };

export type Plan = { rows: PlannedRow[]; drafts: Draft[] };

/**
 * What a batch of rows will do, decided before anything is written. Rows are taken in their order: the second row with
 * the same e-mail address finds the contact that the first one made. Empty values change nothing. `ids` are those that
 * the rows get as new contacts, one for each.
 */
export function planBatch(
  rows: ReadRow[],
  known: Map<string, KnownContact>,
  ids: string[],
  rules: Rules,
): Plan {
  const byEmail = new Map<string, Draft>();
  // One contact may be met by several addresses.
  const byId = new Map<string, Draft>();
  const drafts: Draft[] = [];
  const planned = rows.map((row, index): PlannedRow => {
    const { number, fields, remarks } = row;
    const { email } = fields;
    const match = email ? known.get(email) : undefined;
    const found = match ? byId.get(match.id) : email ? byEmail.get(email) : undefined;
    const contactId = found?.id ?? match?.id ?? null;
    const hindrance = row.unusable ?? notYours(match) ?? notMeant(rules.match, contactId !== null);
    if (hindrance !== null) return { number, outcome: 'skipped', contactId, reasons: [hindrance] };
    const draft = found ?? newDraft({ ...rules.defaults, ...withoutGaps(fields) }, match, ids[index]);
    if (!found) drafts.push(draft);
    if (email) byEmail.set(email, draft);
    byId.set(draft.id, draft);
    const isNew = !found && !match;
    const outcome = isNew ? 'created' : takeOver(draft.after, fields) ? 'updated' : 'unchanged';
    return { number, outcome, contactId: draft.id, reasons: remarks };
  });
  return { rows: planned, drafts };
}

function notYours(match: KnownContact | undefined): string | null {
  if (!match || match.reached) return null;
  return `${match.name} belongs to a colleague, and you may not change the contact.`;
}

function notMeant(match: MatchRule, known: boolean): string | null {
  if (match === 'create' && known) return 'A contact with this e-mail address is there already.';
  return match === 'update' && !known ? 'Nobody is known by this e-mail address.' : null;
}

function newDraft(asNew: WrittenFields, match: KnownContact | undefined, id = ''): Draft {
  if (match) return { id: match.id, before: match.fields, after: { ...match.fields } };
  return { id, before: null, after: asNew };
}

/** Writes what the row has and the contact has not, or has otherwise; except the address by which it was found. */
function takeOver(contact: WrittenFields, row: WrittenFields): boolean {
  const { email: _email, phone, phoneOriginal, ...others } = row;
  const taken = withoutGaps(others);
  // A number that could not be understood never replaces one that could, nor one spelling of it another.
  const newPhone = phone
    ? phone !== contact.phone
    : !contact.phone && phoneOriginal !== contact.phoneOriginal;
  if (phoneOriginal && newPhone) Object.assign(taken, { phone, phoneOriginal });
  const before = JSON.stringify(contact);
  Object.assign(contact, taken);
  return JSON.stringify(contact) !== before;
}

function withoutGaps(fields: WrittenFields): WrittenFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
