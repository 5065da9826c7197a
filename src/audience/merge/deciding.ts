import { invalidField } from '../../platform/errors.ts';
import type { Changes } from '../../platform/tables.ts';
import { PROPERTY_FIELD } from '../contact.ts';
import type { PropertyValue, PropertyValues } from '../properties/property.ts';

export type Side = 'kept' | 'gone';
/** By field, or by "property:" and the key. What is not named is decided by the rules. */
export type Choices = Record<string, Side>;

/** What a merge asks of a row, whatever it is of: a contact's, a company's. */
export type MergedRow = {
  id: string;
  name: string;
  tags: string[];
  properties: PropertyValues;
  created_at: string;
  updated_at: string;
};

/** How two records of one kind become one. */
export type MergeRules<Row extends MergedRow, Field extends string> = {
  /** What one chooses between; what belongs together is one choice. */
  columnsOf: Record<Field, readonly (keyof Row & string)[]>;
  /** Half a name or half an address of one and half of another would be a third one's. */
  wholes: readonly (readonly Field[])[];
  /** Whose value stands when nobody chooses, where a field has a reason of its own. */
  propose: (field: Field, kept: Row, gone: Row) => Side | null;
  /** Where an empty column is not what tells that nothing is known. */
  isKnown?: (field: Field, row: Row) => boolean | null;
};

type Change = { from: unknown; to: unknown };

/** What a merge made different on the kept record. */
export type Changed = {
  columns: Partial<Record<string, Change>>;
  properties: Record<string, Change>;
  /** What the kept one has only from the gone one: tags and whatever else is united, as the room writes it. */
  added: string[];
};

export function fieldsOf<Field extends string>({
  columnsOf,
}: {
  columnsOf: Record<Field, unknown>;
}): Field[] {
  return Object.keys(columnsOf).filter((field): field is Field => Object.hasOwn(columnsOf, field));
}

/** A misspelt one would be decided by itself, and the wrong value might stand. */
export function mustBeFields(choices: Choices, fields: readonly string[]): void {
  const unknown = Object.keys(choices).find(
    (field) => !field.startsWith(PROPERTY_FIELD) && !fields.includes(field),
  );
  if (unknown !== undefined) throw invalidField('choices', `There is no field "${unknown}" to choose.`);
}

/** Whose value stands when nobody chooses: what is known before what is not. */
export function proposeBy<Row extends MergedRow, Field extends string>(
  rules: MergeRules<Row, Field>,
  field: Field,
  kept: Row,
  gone: Row,
): Side {
  const own = rules.propose(field, kept, gone);
  if (own) return own;
  if (isKnownBy(rules, field, kept) || !isKnownBy(rules, field, gone)) return 'kept';
  const whole = rules.wholes.find((fields) => fields.includes(field)) ?? [];
  return whole.every((part) => fits(rules, part, kept, gone)) ? 'gone' : 'kept';
}

/** The row and the changes of the kept record once the other one is part of it. */
export function decideBy<Row extends MergedRow, Field extends string>(
  rules: MergeRules<Row, Field>,
  kept: Row,
  gone: Row,
  choices: Choices,
): { patch: Partial<Row>; changed: Changed } {
  const patch: Partial<Row> = {};
  const changed: Changed = { columns: {}, properties: {}, added: [] };
  const take = (column: keyof Row & string, to: unknown) => {
    if (isSame(kept[column], to)) return;
    changed.columns[column] = { from: kept[column], to };
    Object.assign(patch, { [column]: to });
  };
  for (const field of fieldsOf(rules)) {
    const side = choices[field] ?? proposeBy(rules, field, kept, gone);
    if (side === 'gone') for (const column of rules.columnsOf[field]) take(column, gone[column]);
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

export function propertyKeys(kept: MergedRow, gone: MergedRow): string[] {
  return [...new Set([...Object.keys(kept.properties), ...Object.keys(gone.properties)])];
}

export function sideOfProperty(key: string, kept: MergedRow, choices: Choices = {}): Side {
  return choices[`${PROPERTY_FIELD}${key}`] ?? (Object.hasOwn(kept.properties, key) ? 'kept' : 'gone');
}

export function setProperty(properties: PropertyValues, key: string, value: PropertyValue | null): void {
  if (value === null) delete properties[key];
  else properties[key] = value;
}

/** As the history tells of it: fields by the names pages and programs use. */
export function asChanges({ columns, properties }: Pick<Changed, 'columns' | 'properties'>): Changes {
  const fields = Object.entries(columns).flatMap(([column, change]) =>
    change ? [[camel(column), change] as const] : [],
  );
  const own = Object.entries(properties).map(([key, change]) => [`${PROPERTY_FIELD}${key}`, change] as const);
  return Object.fromEntries([...fields, ...own]);
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

export function isKnownBy<Row extends MergedRow, Field extends string>(
  rules: Pick<MergeRules<Row, Field>, 'columnsOf' | 'isKnown'>,
  field: Field,
  row: Row,
): boolean {
  const own = rules.isKnown?.(field, row) ?? null;
  return own ?? rules.columnsOf[field].some((column) => row[column] !== null);
}

function fits<Row extends MergedRow, Field extends string>(
  rules: MergeRules<Row, Field>,
  field: Field,
  kept: Row,
  gone: Row,
): boolean {
  if (!isKnownBy(rules, field, kept) || !isKnownBy(rules, field, gone)) return true;
  return rules.columnsOf[field].every((column) => fold(kept[column]) === fold(gone[column]));
}

function fold(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : (JSON.stringify(value) ?? '');
}

function camel(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
