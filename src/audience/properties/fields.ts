import type { FilterField, FilterFields } from '../../platform/filters.ts';
import type { SortField } from '../../platform/keyset.ts';
import { PROPERTY_FIELD } from '../contact.ts';
import type { Property } from './properties.ts';
import type { PropertyType } from './property.ts';

type Kept = Pick<Property, 'key' | 'type'>;

/** What lists of records `alias` can be filtered by, as `property:hair_type`. */
export function filterFieldsOf(properties: readonly Kept[], alias: string): FilterFields {
  return Object.fromEntries(
    properties.map((property): [string, FilterField] => {
      const { filter, value } = kinds[property.type];
      return [fieldName(property), { type: filter, expression: value(...placeOf(property, `${alias}.`)) }];
    }),
  );
}

/** What they can be sorted by. Several values, links and people have no order that says something. */
export function sortFieldsOf(properties: readonly Kept[], alias: string): Record<string, SortField> {
  return Object.fromEntries(
    properties.flatMap((property): [string, SortField][] => {
      const { sort, order } = kinds[property.type];
      if (!sort) return [];
      return [[fieldName(property), { type: sort, expression: order(...placeOf(property, `${alias}.`)) }]];
    }),
  );
}

/** `using btree ((…), id)`: what makes long lists by this property fast. It is the expression by which they ask. */
export function indexedBy(property: Kept): string {
  const expression = kinds[property.type].order(...placeOf(property, ''));
  return property.type === 'multi_choice'
    ? `using gin ((${expression}))`
    : `using btree ((${expression}), id)`;
}

export function fieldName({ key }: Pick<Property, 'key'>): string {
  return `${PROPERTY_FIELD}${key}`;
}

/** SQL of a value: from the column of all of them, and its key as a literal. */
type Expression = (column: string, key: string) => string;
type Kind = {
  filter: FilterField['type'];
  value: Expression;
  sort?: SortField['type'];
  /** By what it is sorted and indexed. */
  order: Expression;
};

const text: Expression = (column, key) => `(${column} ->> ${key})`;
const lower: Expression = (column, key) => `lower(${column} ->> ${key})`;
// Days are compared as text, for a cast to date depends on settings and cannot be indexed.
const day: Expression = (column, key) => `((${column} ->> ${key}) collate "C")`;
const number: Expression = (column, key) =>
  `(case jsonb_typeof(${column} -> ${key}) when 'number' then (${column} -> ${key})::numeric end)`;
const yes: Expression = (column, key) => `(${column} -> ${key} = 'true'::jsonb)`;
const list: Expression = (column, key) => `(${column} -> ${key})`;
const user: Expression = (column, key) => `((${column} ->> ${key})::uuid)`;

const kinds: Record<PropertyType, Kind> = {
  text: { filter: 'text', value: text, sort: 'text', order: lower },
  url: { filter: 'text', value: text, order: lower },
  number: { filter: 'number', value: number, sort: 'numeric', order: number },
  money: { filter: 'number', value: number, sort: 'numeric', order: number },
  date: { filter: 'day', value: day, sort: 'text', order: day },
  choice: { filter: 'choice', value: text, sort: 'text', order: text },
  multi_choice: { filter: 'list', value: list, order: list },
  yes_no: { filter: 'yesno', value: yes, order: yes },
  user: { filter: 'user', value: user, order: user },
};

const KEY = /^[a-z][a-z0-9_]{0,62}$/;

/** Only of declared properties, whose keys are made by `keyOf`; anything else is never made into SQL. */
function placeOf({ key }: Kept, alias: string): [column: string, key: string] {
  if (!KEY.test(key)) throw new Error(`"${key}" is no key of a property.`);
  return [`${alias}properties`, `'${key}'`];
}
