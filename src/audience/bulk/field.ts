import { sql, type RawBuilder } from 'kysely';
import { PROPERTY_FIELD } from '../contact.ts';
import { editedFields, type EditedField } from '../contract.ts';
import { MOST_TAGS } from '../tags/tag.ts';
import type { BulkChange } from './bulk-change.ts';

type Sql = RawBuilder<unknown>;

/** What a bulk edit sets, of contacts `c`: every kind of value is remembered, compared and set as a text. */
export type Field = {
  /** What the contact has. */
  current: Sql;
  /** `set …`, to what the text says; null takes the value away. */
  set: (text: Sql) => Sql;
  /** Whether a contact can take it at all. */
  fits: Sql;
  /** A text as the history tells of it. */
  told: (text: string | null) => unknown;
};

const columns = {
  stage: ['stage', 'text'],
  source: ['source', 'text'],
  jobTitle: ['job_title', 'text'],
  companyName: ['company_name', 'text'],
  postalCode: ['postal_code', 'text'],
  city: ['city', 'text'],
  region: ['region', 'text'],
  country: ['country', 'text'],
  language: ['language', 'text'],
  ownerId: ['owner_id', 'uuid'],
} as const satisfies Record<EditedField, [column: string, type: string]>;

export function fieldOf({ field }: Pick<BulkChange, 'field'>): Field {
  if (field.startsWith(PROPERTY_FIELD)) return propertyField(field.slice(PROPERTY_FIELD.length));
  if (field.startsWith(TAG)) return tagField(field.slice(TAG.length));
  const plain = editedFields.find((each) => each === field);
  if (!plain) throw new Error(`"${field}" cannot be edited in bulk.`);
  const [name, type] = columns[plain];
  const column = sql.ref(name);
  return {
    current: sql`c.${column}::text`,
    set: (text) => sql`${column} = ${text}::${sql.raw(type)}`,
    // Who works at a company we know bears its name: another name is another company, chosen one by one.
    fits: plain === 'companyName' ? sql`c.company_id is null` : sql`true`,
    told: (text) => text,
  };
}

const TAG = 'tag:';

function propertyField(key: string): Field {
  return {
    current: sql`(c.properties -> ${key}::text)::text`,
    set: (text) => sql`properties = case when ${text} is null then c.properties - ${key}::text
      else jsonb_set(c.properties, array[${key}::text], (${text})::jsonb) end`,
    fits: sql`true`,
    told: (text) => (text === null ? null : (JSON.parse(text) as unknown)),
  };
}

function tagField(tag: string): Field {
  return {
    current: sql`case when c.tags @> array[${tag}::text] then ${tag}::text end`,
    set: (text) => sql`tags = case when ${text} is null then array_remove(c.tags, ${tag}::text)
      else array_append(c.tags, ${tag}::text) end`,
    fits: sql`(cardinality(c.tags) < ${MOST_TAGS} or c.tags @> array[${tag}::text])`,
    told: (text) => text,
  };
}
