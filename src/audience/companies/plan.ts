import type { PropertyValue } from '../properties/property.ts';
import { withProperties } from '../properties/values.ts';
import { cleanName, foldName, type WrittenCompany } from './company.ts';
import type { CompanyKeys, Found, KnownCompany } from './known-companies.ts';

/**
 * A company as a file, a program or the sample gives it, all of it normalised (`company.ts`). What is null or left out
 * says nothing and changes nothing.
 */
export type CompanyRow = CompanyKeys &
  Omit<WrittenCompany, 'name' | 'domain' | 'parentId' | 'properties'> & {
    properties?: Record<string, PropertyValue | null> | undefined;
  };

export type Rules = {
  /** Whether companies nobody knows are added, and known ones changed. Both, unless said otherwise. */
  match?: 'create_and_update' | 'create' | 'update' | undefined;
  /** Only fills what is empty, and overwrites nothing: for what is said in passing. */
  fillOnly?: boolean | undefined;
};

type PlannedCompany = {
  companyId: string | null;
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped';
  /** Why it was skipped, or what was left out of it. */
  reasons: string[];
};

/** A company with what it was and what the rows make of it; `before` is null for a new one. */
export type CompanyDraft = {
  id: string;
  before: WrittenCompany | null;
  after: WrittenCompany;
  externalIds: Set<string>;
};

export type CompanyPlan = { rows: PlannedCompany[]; drafts: CompanyDraft[] };

/**
 * What the rows will do, decided before anything is written. In their order: the second row about a new company finds
 * what the first one made. `ids` are those that the rows get as new companies, one for each.
 */
export function planCompanies(
  rows: CompanyRow[],
  found: Found[],
  known: Map<string, KnownCompany>,
  ids: string[],
  rules: Rules = {},
): CompanyPlan {
  const world: World = { byId: new Map(), byKey: new Map(), known };
  const planned = rows.map((row, place) => {
    return planRow(
      world,
      row,
      found[place] ?? { company: null, domainOf: null, wasCalledSo: false },
      ids[place] ?? '',
      rules,
    );
  });
  return { rows: planned, drafts: [...world.byId.values()] };
}

type World = {
  byId: Map<string, CompanyDraft>;
  /** New ones of these rows, by all they can be found by. */
  byKey: Map<string, CompanyDraft>;
  known: Map<string, KnownCompany>;
};

function planRow(world: World, row: CompanyRow, found: Found, newId: string, rules: Rules): PlannedCompany {
  const id = found.company?.id;
  const drafted = id === undefined ? draftedBefore(world, row) : world.byId.get(id);
  const target = id === undefined ? undefined : world.known.get(id);
  const companyId = drafted?.id ?? target?.id ?? null;
  const hindrance = hindranceTo(row, companyId, target, rules);
  if (hindrance !== null) return { companyId, outcome: 'skipped', reasons: [hindrance] };
  const draft = drafted ?? newDraft(target, row, newId);
  const reasons = takenDomain(world, row, draft, found);
  const isNew = !drafted && !target;
  const news = { ...row, ...(reasons.length > 0 ? { domain: null } : {}), ...knownOf(draft, found) };
  const changed = takeOver(draft, news, rules.fillOnly === true);
  remember(world, row, draft);
  return { companyId: draft.id, outcome: isNew ? 'created' : changed ? 'updated' : 'unchanged', reasons };
}

function draftedBefore({ byKey }: World, row: CompanyRow): CompanyDraft | undefined {
  const exact = keysOf(row).flatMap((key) => byKey.get(key) ?? [])[0];
  if (exact || !row.name) return exact;
  const named = byKey.get(nameKey(row.name));
  // Two companies of one name on two domains are two.
  const apart = row.domain && named?.after.domain && named.after.domain !== row.domain;
  return apart ? undefined : named;
}

function hindranceTo(
  row: CompanyRow,
  companyId: string | null,
  target: KnownCompany | undefined,
  { match = 'create_and_update' }: Rules,
): string | null {
  if (target && !target.reached)
    return `${target.fields.name} belongs to a colleague, and you may not change the company.`;
  if (match === 'create' && companyId !== null) return 'This company is there already.';
  if (companyId !== null) return null;
  if (match === 'update') return 'No such company is known.';
  return row.name || row.domain ? null : 'A company needs a name or a domain.';
}

function newDraft(target: KnownCompany | undefined, row: CompanyRow, newId: string): CompanyDraft {
  if (target)
    return { id: target.id, before: target.fields, after: { ...target.fields }, externalIds: new Set() };
  return {
    id: newId,
    before: null,
    after: { name: cleanName(row.name || row.domain || '') },
    externalIds: new Set(),
  };
}

/** The domain may be another's than the company that the id led to, known or of these rows. */
function takenDomain({ byKey }: World, { domain }: CompanyRow, draft: CompanyDraft, found: Found): string[] {
  if (!domain || domain === draft.after.domain) return [];
  const other = byKey.get(domainKey(domain));
  const taken = (found.domainOf !== null && found.domainOf !== draft.id) || (other && other !== draft);
  return taken ? [`The domain ${domain} belongs to another company and was left out.`] : [];
}

/** By what a company was known before it became part of this one it is recognised, but not called. */
function knownOf({ id }: CompanyDraft, { domainOf, wasCalledSo }: Found): { domain?: null; name?: null } {
  return { ...(domainOf === id ? { domain: null } : {}), ...(wasCalledSo ? { name: null } : {}) };
}

/** Writes what the row has and the company has not, or has otherwise. */
function takeOver(draft: CompanyDraft, row: CompanyRow, fillOnly: boolean): boolean {
  const { externalId, name, tags = [], properties, phone, phoneOriginal, ...others } = row;
  const { after } = draft;
  const before = JSON.stringify(after);
  const ids = draft.externalIds.size;
  if (externalId) draft.externalIds.add(externalId);
  const given = Object.entries({ ...others, name: otherName(name, after.name) });
  for (const [field, value] of given)
    if (value !== null && value !== undefined && !(fillOnly && hasValue(after, field)))
      Object.assign(after, { [field]: value });
  // A number that could not be understood never replaces one that could, nor one spelling of it another.
  const newPhone = phone ? phone !== after.phone : !after.phone && phoneOriginal !== after.phoneOriginal;
  if (phoneOriginal && newPhone && !(fillOnly && after.phoneOriginal))
    Object.assign(after, { phone: phone ?? null, phoneOriginal });
  if (tags.length > 0) after.tags = [...new Set([...(after.tags ?? []), ...tags])];
  if (properties) {
    const known = withProperties({}, after.properties ?? {});
    after.properties = fillOnly
      ? { ...withProperties({}, properties), ...known }
      : withProperties(known, properties);
  }
  return JSON.stringify(after) !== before || draft.externalIds.size > ids;
}

/** The same name in another spelling is no news: in a file it may well change from row to row. */
function otherName(name: string | null | undefined, known: string | undefined): string | undefined {
  return name && foldName(name) !== foldName(known ?? '') ? cleanName(name) : undefined;
}

function hasValue(fields: WrittenCompany, field: string): boolean {
  const value = Object.entries(fields).find(([name]) => name === field)?.[1];
  return value !== undefined && value !== null;
}

function remember({ byId, byKey }: World, row: CompanyRow, draft: CompanyDraft): void {
  byId.set(draft.id, draft);
  for (const key of keysOf(row)) byKey.set(key, byKey.get(key) ?? draft);
  if (draft.before === null && draft.after.name) byKey.set(nameKey(draft.after.name), draft);
}

function keysOf({ externalId, domain }: CompanyRow): string[] {
  return [...(externalId ? [`external ${externalId}`] : []), ...(domain ? [domainKey(domain)] : [])];
}

function domainKey(domain: string): string {
  return `domain ${domain}`;
}

function nameKey(name: string): string {
  return `name ${foldName(name)}`;
}
