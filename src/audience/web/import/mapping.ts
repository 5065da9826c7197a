import type { ImportOptionsInput, ImportPreview } from '../../import/contract.ts';

export type FileColumn = ImportPreview['columns'][number];
export type FieldChoice = ImportPreview['fields'][number];
export type Options = ImportOptionsInput;
export type Target = NonNullable<Options['target']>;
export type ColumnMap = NonNullable<Options['map']>;
export type PropertyType = FileColumn['type'];
type NewProperty = NonNullable<Options['properties']>[string];

/** What a column is chosen to become, besides a field: a property that is yet to be made. */
export const NEW_PROPERTY = 'new property';
const PROPERTY = 'property:';

/** What Tandem took the columns for. */
export function guessedMap(columns: readonly FileColumn[]): ColumnMap {
  return Object.fromEntries(columns.flatMap(({ name, guess }) => (guess === null ? [] : [[name, guess]])));
}

/** What one column becomes; '' when it is left out. */
export function fieldOf(map: ColumnMap, column: string): string {
  const target = Object.hasOwn(map, column) ? map[column] : undefined;
  return (Array.isArray(target) ? target[0] : target) ?? '';
}

/** The property this column makes, if it makes one. */
export function newPropertyOf(
  { properties = {} }: Options,
  map: ColumnMap,
  column: string,
): { key: string; property: NewProperty } | undefined {
  const field = fieldOf(map, column);
  if (!field.startsWith(PROPERTY)) return undefined;
  const key = field.slice(PROPERTY.length);
  const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
  return property && { key, property };
}

/** The options with one column taken for something else; '' leaves it out. */
export function withColumn(options: Options, map: ColumnMap, column: FileColumn, field: string): Options {
  const { [column.name]: _, ...others } = map;
  const properties = withoutUnused(options.properties, others);
  if (field === '') return { ...options, map: others, properties };
  if (field !== NEW_PROPERTY) return { ...options, map: { ...others, [column.name]: field }, properties };
  const made = { label: column.name.slice(0, LONGEST_LABEL), type: column.type };
  return {
    ...options,
    map: { ...others, [column.name]: PROPERTY + column.key },
    properties: { ...properties, [column.key]: made },
  };
}

const LONGEST_LABEL = 80;

export function withProperty(options: Options, key: string, change: Partial<NewProperty>): Options {
  const { properties = {} } = options;
  const before = properties[key] ?? { type: 'text' as const };
  return { ...options, properties: { ...properties, [key]: { ...before, ...change } } };
}

/** Every column that became nothing becomes a property of its own. */
export function withAllProperties(options: Options, map: ColumnMap, columns: readonly FileColumn[]): Options {
  const missing = columns.filter(({ name, samples }) => fieldOf(map, name) === '' && samples.length > 0);
  let next: Options = { ...options, map };
  for (const column of missing) next = withColumn(next, next.map ?? map, column, NEW_PROPERTY);
  return next;
}

/** Fields that two columns were taken for, where only one can be meant in each row. */
export function twice(map: ColumnMap, fields: readonly FieldChoice[]): string[] {
  const mapped = Object.values(map).flat();
  const doubled = [...new Set(mapped.filter((field, index) => mapped.indexOf(field) !== index))];
  return doubled
    .filter((field) => field !== 'ignore')
    .map((field) => fields.find((each) => each.field === field)?.label ?? field);
}

export function isMapped(map: ColumnMap, field: string): boolean {
  return Object.values(map).flat().includes(field);
}

/** How many columns become something. */
export function usedColumns(map: ColumnMap, columns: readonly FileColumn[]): number {
  return columns.filter(({ name }) => fieldOf(map, name) !== '').length;
}

function withoutUnused(properties: Options['properties'], map: ColumnMap): Options['properties'] {
  if (properties === undefined) return undefined;
  const used = new Set(Object.values(map).flat());
  const kept = Object.entries(properties).filter(([key]) => used.has(PROPERTY + key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
