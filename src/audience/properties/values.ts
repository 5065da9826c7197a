import type { Db } from '../../platform/db.ts';
import { Invalid, type FieldError } from '../../platform/errors.ts';
import { propertiesOf, type Property, type RecordKind } from './properties.ts';
import {
  parseValue,
  type Colleague,
  type Hints,
  type PropertyValue,
  type PropertyValues,
} from './property.ts';

/** As people and programs write them: anything `parseValue` reads; null takes a value away. */
type WrittenProperties = Record<string, PropertyValue | null>;

/** These values as they are kept. Throws `Invalid`, naming every one that cannot be understood. */
export async function validateProperties(
  db: Db,
  recordKind: RecordKind,
  written: WrittenProperties | undefined,
): Promise<WrittenProperties> {
  if (!written || Object.keys(written).length === 0) return {};
  const properties = await propertiesOf(db, recordKind);
  return readProperties(properties, written, { colleagues: await colleaguesFor(db, properties, written) });
}

/** As `validateProperties`, of properties and colleagues that are read already. */
function readProperties(
  properties: readonly Property[],
  written: WrittenProperties,
  hints: Hints = {},
): WrittenProperties {
  const known = new Map(properties.map((property) => [property.key, property]));
  const values: WrittenProperties = {};
  const wrong: FieldError[] = [];
  for (const [key, input] of Object.entries(written)) {
    const property = known.get(key);
    const read = property
      ? parseValue(property, input, hints)
      : { problem: `There is no property “${key.slice(0, 60)}”.` };
    if (read.problem === undefined) values[key] = read.value;
    else wrong.push({ field: `properties.${key}`, message: read.problem });
  }
  if (wrong.length > 0) throw new Invalid(wrong[0]?.message ?? '', wrong);
  return values;
}

/** What a record has after this change: `null` took values away. */
export function withProperties(before: PropertyValues, change: WrittenProperties): PropertyValues {
  const after: PropertyValues = { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete after[key];
    else after[key] = value;
  }
  return after;
}

/** Everybody who works here, for values of the type user. */
export async function colleaguesOf(db: Db): Promise<Colleague[]> {
  return db
    .selectFrom('workspace.users')
    .select(['id', 'email', 'name'])
    .where('deactivated_at', 'is', null)
    .execute();
}

async function colleaguesFor(
  db: Db,
  properties: readonly Property[],
  written: WrittenProperties,
): Promise<Colleague[]> {
  const needed = properties.some(({ type, key }) => type === 'user' && written[key] !== undefined);
  return needed ? colleaguesOf(db) : [];
}
