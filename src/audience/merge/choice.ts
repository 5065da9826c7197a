import type { Changes } from '../../platform/tables.ts';
import { PROPERTY_FIELD, stages } from '../contact.ts';
import type { PropertyValue } from '../properties/property.ts';
import type { ContactRow, RowPatch } from './contact-row.ts';

/** What one chooses between when two contacts become one; what belongs together is one choice. */
export const mergedFields = [
  'givenName',
  'familyName',
  'email',
  'phone',
  'jobTitle',
  'company',
  'street',
  'postalCode',
  'city',
  'region',
  'country',
  'language',
  'stage',
  'source',
  'owner',
] as const;

export type MergedField = (typeof mergedFields)[number];
export type Side = 'kept' | 'gone';
/** By field, or by "property:" and the key. What is not named is decided by `proposeFor`. */
export type Choices = Record<string, Side>;

type Column = Exclude<keyof RowPatch, 'tags' | 'properties' | 'updated_at'>;

export const columnsOf: Record<MergedField, readonly Column[]> = {
  givenName: ['given_name'],
  familyName: ['family_name'],
  email: ['email'],
  phone: ['phone', 'phone_original'],
  jobTitle: ['job_title'],
  company: ['company_id', 'company_name'],
  street: ['street'],
  postalCode: ['postal_code'],
  city: ['city'],
  region: ['region'],
  country: ['country'],
  language: ['language'],
  stage: ['stage'],
  source: ['source'],
  owner: ['owner_id'],
};

type Change = { from: unknown; to: unknown };

/** What a merge made different on the kept contact. */
export type Changed = {
  columns: Partial<Record<Column, Change>>;
  properties: Record<string, Change>;
  /** What the kept one has only from the gone one: tags, companies and roles in them, as `holdings` writes them. */
  added: string[];
};

/** Half a name or half an address of one and half of another would be a third person's. */
const wholes: readonly (readonly MergedField[])[] = [
  ['givenName', 'familyName'],
  ['street', 'postalCode', 'city', 'region', 'country'],
];

/** Whose value stands when nobody chooses: what is known before what is not, the further stage, the earlier source. */
export function proposeFor(field: MergedField, kept: ContactRow, gone: ContactRow): Side {
  if (field === 'stage') return stages.indexOf(gone.stage) > stages.indexOf(kept.stage) ? 'gone' : 'kept';
  if (field === 'source') return proposeSource(kept, gone);
  if (isKnown(field, kept) || !isKnown(field, gone)) return 'kept';
  const whole = wholes.find((fields) => fields.includes(field)) ?? [];
  return whole.every((part) => fits(part, kept, gone)) ? 'gone' : 'kept';
}

/** The row and the changes of the kept contact once the other one is part of it. */
export function decide(
  kept: ContactRow,
  gone: ContactRow,
  choices: Choices,
): { patch: RowPatch; changed: Changed } {
  const patch: RowPatch = {};
  const changed: Changed = { columns: {}, properties: {}, added: [] };
  const take = (column: Column, to: unknown) => {
    if (isSame(kept[column], to)) return;
    changed.columns[column] = { from: kept[column], to };
    Object.assign(patch, { [column]: to });
  };
  for (const field of mergedFields) {
    const side = choices[field] ?? proposeFor(field, kept, gone);
    if (side === 'gone') for (const column of columnsOf[field]) take(column, gone[column]);
  }
  if (new Date(gone.created_at) < new Date(kept.created_at)) take('created_at', gone.created_at);
  const properties = { ...kept.properties };
  for (const key of propertyKeys(kept, gone)) {
    if (sideOfProperty(key, kept, choices) === 'kept') continue;
    const [from, to] = [kept.properties[key] ?? null, gone.properties[key] ?? null];
    if (isSame(from, to)) continue;
    changed.properties[key] = { from, to };
    setProperty(properties, key, to);
  }
  if (Object.keys(changed.properties).length > 0) patch.properties = properties;
  const tags = gone.tags.filter((tag) => !kept.tags.includes(tag));
  if (tags.length > 0) patch.tags = [...kept.tags, ...tags];
  return { patch, changed };
}

export function propertyKeys(kept: ContactRow, gone: ContactRow): string[] {
  return [...new Set([...Object.keys(kept.properties), ...Object.keys(gone.properties)])];
}

export function sideOfProperty(key: string, kept: ContactRow, choices: Choices = {}): Side {
  return choices[`${PROPERTY_FIELD}${key}`] ?? (Object.hasOwn(kept.properties, key) ? 'kept' : 'gone');
}

export function setProperty(
  properties: ContactRow['properties'],
  key: string,
  value: PropertyValue | null,
): void {
  if (value === null) delete properties[key];
  else properties[key] = value;
}

/** As the history tells of it: fields by the names pages and programs use. */
export function asChanges({ columns, properties }: Pick<Changed, 'columns' | 'properties'>): Changes {
  const fields = Object.entries(columns).map(([column, change]) => [camel(column), change] as const);
  const own = Object.entries(properties).map(([key, change]) => [`${PROPERTY_FIELD}${key}`, change] as const);
  return Object.fromEntries([...fields, ...own]);
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

export function isKnown(field: MergedField, row: ContactRow): boolean {
  if (field === 'source') return row.source !== 'unknown';
  return columnsOf[field].some((column) => row[column] !== null);
}

/** The one who came first knows best where from. */
function proposeSource(kept: ContactRow, gone: ContactRow): Side {
  if (!isKnown('source', gone)) return 'kept';
  if (!isKnown('source', kept)) return 'gone';
  return new Date(gone.created_at) < new Date(kept.created_at) ? 'gone' : 'kept';
}

function fits(field: MergedField, kept: ContactRow, gone: ContactRow): boolean {
  if (!isKnown(field, kept) || !isKnown(field, gone)) return true;
  return columnsOf[field].every((column) => fold(kept[column]) === fold(gone[column]));
}

function fold(value: string | null | undefined): string {
  return (value ?? '').trim().toLowerCase();
}

function camel(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
