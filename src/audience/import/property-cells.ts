import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import {
  declareProperty,
  editProperty,
  propertiesOf,
  type Property,
  type RecordKind,
} from '../properties/properties.ts';
import {
  keyOf,
  parseValue,
  type Asked,
  type Colleague,
  type Hints,
  type PropertyValue,
} from '../properties/property.ts';
import { hasChoices } from '../properties/choices.ts';
import { fieldsOf, PROPERTY, type ImportOptions, type NewProperty } from './options.ts';
import type { Column, TargetField } from './target.ts';

const MOST_CHOICES = 200;

/** The properties a file's columns become, and how their cells are read. */
export type PropertyCells = {
  /** Before the rows of a batch are read: choices nobody has named yet are added to properties of this import. */
  prepare: (db: Db, who: Actor, texts: Map<string, string>[]) => Promise<void>;
  read: (texts: Map<string, string>, remarks: string[]) => Record<string, PropertyValue>;
};

export async function propertyFields(db: Db, recordKind: RecordKind): Promise<TargetField[]> {
  const properties = await propertiesOf(db, recordKind);
  return properties.map(({ key, label }) => ({ field: PROPERTY + key, label, group: 'Properties' }));
}

/**
 * Makes the properties that the map names and nobody has, and answers the map with the keys they got. Once, at the
 * start: an import that goes on after a restart finds them.
 */
export async function declareMissing(
  db: Db,
  who: Actor,
  recordKind: RecordKind,
  options: ImportOptions,
  columns: Column[],
): Promise<ImportOptions> {
  const known = await propertiesOf(db, recordKind);
  const renamed = new Map<string, string>();
  const made: NonNullable<ImportOptions['properties']> = {};
  for (const { key, label, column } of wantedProperties(options)) {
    if (known.some((each) => each.key === key)) continue;
    const given = options.properties?.[key] ?? { type: 'text' };
    const choices = firstSpellings(columns.find(({ name }) => name === column)?.values ?? []);
    // Which choices there are, the file says: those of later rows are added as they come.
    const type = hasChoices(given.type) && choices.length === 0 ? 'text' : given.type;
    const same = known.find((each) => each.label.toLowerCase() === label.toLowerCase());
    const property =
      same ?? (await declareProperty(db, who, { ...newOf(given, choices), recordKind, key, label, type }));
    known.push(property);
    renamed.set(PROPERTY + key, PROPERTY + property.key);
    made[property.key] = given;
  }
  if (renamed.size === 0) return options;
  const map = Object.entries(options.map ?? {}).map(([column, target]) => {
    const fields = fieldsOf(target).map((field) => renamed.get(field) ?? field);
    return [column, fields.length === 1 ? (fields[0] ?? '') : fields];
  });
  return { ...options, map: Object.fromEntries(map), properties: made };
}

function newOf({ type, currency }: NewProperty, labels: string[]) {
  const choices = hasChoices(type) ? labels.slice(0, MOST_CHOICES).map((label) => ({ label })) : [];
  return { choices, currency };
}

/** The properties the map names, with the label that one to be made would get. */
function wantedProperties({ map = {}, properties = {} }: ImportOptions) {
  const wanted = new Map<string, { key: string; label: string; column: string }>();
  for (const [column, target] of Object.entries(map))
    for (const field of fieldsOf(target).filter((each) => each.startsWith(PROPERTY))) {
      const key = field.slice(PROPERTY.length);
      const label = (properties[key]?.label ?? column).slice(0, LONGEST_LABEL);
      if (!wanted.has(key)) wanted.set(key, { key, label, column });
    }
  return [...wanted.values()];
}

const LONGEST_LABEL = 80;

export async function openProperties(
  db: Db,
  recordKind: RecordKind,
  options: ImportOptions,
  colleagues: Colleague[],
): Promise<PropertyCells> {
  const known = new Map((await propertiesOf(db, recordKind)).map((each) => [each.key, each]));
  const asked = new Map<string, Asked & { id?: string }>();
  for (const { key, label } of wantedProperties(options)) {
    const declared = known.get(key);
    const wanted = options.properties?.[key];
    // In a rehearsal the property is not there yet: its choices are whatever the file says.
    const type = wanted && !hasChoices(wanted.type) ? wanted.type : 'text';
    asked.set(key, declared ?? { label, type, choices: [], currency: wanted?.currency ?? null });
  }
  const hints = hintsOf(options, colleagues);
  const grown = [...asked.keys()].filter(
    (key) => options.properties && Object.hasOwn(options.properties, key),
  );
  return {
    prepare: async (trx, who, texts) => {
      for (const key of grown) {
        const property = await grow(trx, who, asked.get(key), textsOf(texts, key));
        if (property) asked.set(key, property);
      }
    },
    read: (texts, remarks) => {
      const values: Record<string, PropertyValue> = {};
      for (const [key, property] of asked) {
        const text = texts.get(PROPERTY + key);
        if (text === undefined) continue;
        const read = parseValue(property, text, hints);
        if (read.problem !== undefined) remarks.push(`${read.problem} It was left out.`);
        else if (read.value !== null) values[key] = read.value;
      }
      return values;
    },
  };
}

function hintsOf({ dates, decimal }: ImportOptions, colleagues: Colleague[]): Hints {
  return {
    colleagues,
    ...(dates === undefined || dates === 'auto' ? {} : { dayFirst: dates === 'day_first' }),
    ...(decimal === undefined ? {} : { decimal }),
  };
}

function textsOf(texts: Map<string, string>[], key: string): string[] {
  return [...new Set(texts.flatMap((each) => each.get(PROPERTY + key) ?? []))];
}

/** The property with the choices these texts name; null when it has them all, or as many as it may have. */
async function grow(
  db: Db,
  who: Actor,
  property: (Asked & { id?: string }) | undefined,
  texts: string[],
): Promise<Property | null> {
  if (property?.type !== 'choice' || property.id === undefined) return null;
  const named = new Set(property.choices.flatMap(({ value, label }) => [value, label.toLowerCase()]));
  const missing = texts.filter((text) => !named.has(text.toLowerCase()) && !named.has(keyOf(text)));
  const room = MOST_CHOICES - property.choices.length;
  if (missing.length === 0 || room <= 0) return null;
  const added = firstSpellings(missing).slice(0, room);
  const choices = [...property.choices, ...added.map((label) => ({ label }))];
  return editProperty(db, who, property.id, { choices });
}

function firstSpellings(texts: string[]): string[] {
  const byKey = new Map<string, string>();
  for (const text of texts)
    if (!byKey.has(text.toLowerCase())) byKey.set(text.toLowerCase(), text.slice(0, 100));
  return [...byKey.values()];
}
