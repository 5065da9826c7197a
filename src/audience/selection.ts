import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { contributedTo, filteredBy, type FilterFields } from '../platform/filters.ts';
import type { Condition, ListQuery } from '../platform/lists.ts';
import { ownedBy, zoneOf } from '../workspace/workspace.ts';
import { askingOfCurrent } from './companies/merge/redirects.ts';
import { PROPERTY_FIELD } from './contact.ts';
import type { ChosenContacts } from './contract.ts';
import { filterFieldsOf } from './properties/fields.ts';
import { propertiesOf } from './properties/properties.ts';
import { apartBySegment } from './segments/filter.ts';

/** Which contacts a list is about. */
export type Selection = Pick<ListQuery, 'q' | 'filter'>;

/** The fields everybody has. Those with `searched` are part of the text that trigrams find. */
const filterable = {
  name: { type: 'text', expression: 'c.name', searched: true },
  email: { type: 'text', expression: 'c.email', searched: true },
  phone: { type: 'text', expression: 'c.phone', searched: true },
  jobTitle: { type: 'text', expression: 'c.job_title', searched: true },
  companyName: { type: 'text', expression: 'c.company_name', searched: true },
  company: { type: 'user', expression: 'c.company_id', searched: false },
  street: { type: 'text', expression: 'c.street', searched: false },
  postalCode: { type: 'text', expression: '(c.postal_code collate "C")', searched: false },
  city: { type: 'text', expression: 'c.city', searched: true },
  region: { type: 'text', expression: 'c.region', searched: false },
  country: { type: 'choice', expression: 'c.country', searched: false },
  language: { type: 'choice', expression: 'c.language', searched: false },
  stage: { type: 'choice', expression: 'c.stage', searched: false },
  source: { type: 'choice', expression: 'c.source', searched: false },
  owner: { type: 'user', expression: 'c.owner_id', searched: false },
  tags: { type: 'tags', expression: 'c.tags', searched: false },
  createdAt: { type: 'date', expression: 'c.created_at', searched: false },
  updatedAt: { type: 'date', expression: 'c.updated_at', searched: false },
} satisfies Record<string, FilterFields[string] & { searched: boolean }>;

/**
 * For a `where` on contacts `c`: those a list is about, as far as `who` may read them. `walked` when all of them are
 * walked in the order of the list until there are enough, and not found first.
 */
export async function selected(
  db: Db,
  who: Actor,
  selection: Selection,
  { walked = false } = {},
): Promise<RawBuilder<SqlBool>> {
  const filtered = await filteredContacts(db, who, selection.filter, walked);
  return sql`c.deleted_at is null and ${ownedBy(who, 'contacts.read', 'c.owner_id')}
    and ${filtered} and ${found(textsOf(selection))}`;
}

/** For a `where` on contacts `c`: those with these conditions, whoever may read them. */
async function filteredContacts(
  db: Db,
  who: Actor,
  filter: Condition[],
  walked: boolean,
): Promise<RawBuilder<SqlBool>> {
  const { others: asked, segments } = apartBySegment(filter);
  const others = await askingOfCurrent(db, asked, 'company');
  const own = filter.some(([field]) => field.startsWith(PROPERTY_FIELD));
  const fields = own ? await contactFields(db) : everybodysFields();
  // Asked for only where a day is compared with a moment.
  const dated = filter.some(([, , value]) => typeof value === 'string' && /^\d/.test(value));
  const all = { ...contributedTo('contacts'), ...fields };
  const zone = dated ? await zoneOf(db, who) : undefined;
  const filtered = filteredBy(others, all, who, { zone, walked });
  return sql`${filtered} and ${segments}`;
}

/** Everything a contact can be asked for, own properties among them. */
export async function contactFields(db: Db): Promise<FilterFields> {
  return { ...everybodysFields(), ...filterFieldsOf(await propertiesOf(db, 'contact'), 'c') };
}

/** With those that other rooms add. */
function everybodysFields(): FilterFields {
  return { ...filterable, ...contributedTo('contacts') };
}

/** Those that have the texts a selection looks for, as far as trigrams can find them; null when it looks for none. */
export function withTexts(selection: Selection): RawBuilder<SqlBool> | null {
  const texts = textsOf(selection).filter((each) => each.every((text) => text.length >= SHORTEST_TRIGRAM));
  return texts.length > 0 ? sql`c.deleted_at is null and ${found(texts)}` : null;
}

/** For a `where` on contacts `c`: those ticked, or all that a list shows but for some, as far as `who` may read them. */
export async function chosenFrom(
  db: Db,
  who: Actor,
  { ids, list }: ChosenContacts,
): Promise<RawBuilder<SqlBool>> {
  const { except, ...selection } = list ?? { filter: [] };
  const listed = await selected(db, who, selection);
  const ticked = ids ? sql<SqlBool>`c.id = any(${ids}::uuid[])` : sql<SqlBool>`true`;
  return except?.length ? sql`${listed} and c.id <> all(${except}::uuid[])` : sql`${listed} and ${ticked}`;
}

const SHORTEST_TRIGRAM = 3;
const MOST_ALTERNATIVES = 10;

/** Each of these must be found in a contact, or for a list of several one of them: every word of the search … */
function textsOf({ q = '', filter }: Selection): string[][] {
  const words = q.split(/[\s\0]+/).filter(Boolean);
  return [...words.map((word) => [word]), ...filter.flatMap(textsInCondition)];
}

/** … and what a condition asks of a text field: all of those are part of the text that is searched. */
function textsInCondition([field, operator, value]: Condition): string[][] {
  const searched = Object.entries(filterable).find(([name]) => name === field)?.[1].searched ?? false;
  if (!searched || !['is', 'contains', 'starts_with'].includes(operator)) return [];
  const texts: unknown[] = [value].flat();
  // A list that allows an empty text, too, cannot be narrowed to those that have one of the others.
  return texts.length <= MOST_ALTERNATIVES && texts.every(isText) ? [texts] : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function found(texts: string[][]): RawBuilder<SqlBool> {
  const conditions = texts.map(
    (alternatives) => sql<SqlBool>`(${sql.join(alternatives.map(contains), sql` or `)})`,
  );
  return conditions.length > 0 ? sql`${sql.join(conditions, sql` and `)}` : sql`true`;
}

/** What LIKE would read as a pattern is only text. */
function contains(text: string): RawBuilder<SqlBool> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`c.search_text like audience.fold(${pattern})`;
}
