import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { filteredBy, type FilterFields } from '../platform/filters.ts';
import type { Condition, ListQuery } from '../platform/lists.ts';
import { ownedBy } from '../workspace/workspace.ts';
import type { ChosenContacts } from './contract.ts';

/** Which contacts a list is about. */
export type Selection = Pick<ListQuery, 'q' | 'filter'>;

const filterable = {
  name: { type: 'text', expression: 'c.name' },
  email: { type: 'text', expression: 'c.email' },
  phone: { type: 'text', expression: 'c.phone' },
  jobTitle: { type: 'text', expression: 'c.job_title' },
  companyName: { type: 'text', expression: 'c.company_name' },
  city: { type: 'text', expression: 'c.city' },
  country: { type: 'choice', expression: 'c.country' },
  language: { type: 'choice', expression: 'c.language' },
  stage: { type: 'choice', expression: 'c.stage' },
  source: { type: 'choice', expression: 'c.source' },
  owner: { type: 'user', expression: 'c.owner_id' },
  createdAt: { type: 'date', expression: 'c.created_at' },
  updatedAt: { type: 'date', expression: 'c.updated_at' },
} satisfies FilterFields;

/** For a `where` on contacts `c`: those a list is about, as far as `who` may read them. */
export function selected(who: Actor, selection: Selection): RawBuilder<SqlBool> {
  return sql`c.deleted_at is null and ${ownedBy(who, 'contacts.read', 'c.owner_id')}
    and ${filteredBy(selection.filter, filterable, who)} and ${found(textsOf(selection))}`;
}

/** Those that have the texts a selection looks for, as far as trigrams can find them; null when it looks for none. */
export function withTexts(selection: Selection): RawBuilder<SqlBool> | null {
  const texts = textsOf(selection).filter((each) => each.every((text) => text.length >= SHORTEST_TRIGRAM));
  return texts.length > 0 ? sql`c.deleted_at is null and ${found(texts)}` : null;
}

/** For a `where` on contacts `c`: those ticked, or all that a list shows but for some, as far as `who` may read them. */
export function chosenFrom(who: Actor, { ids, list }: ChosenContacts): RawBuilder<SqlBool> {
  const { except, ...selection } = list ?? { filter: [] };
  const listed = selected(who, selection);
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
  const { type } = Object.entries(filterable).find(([name]) => name === field)?.[1] ?? {};
  if (type !== 'text' || !['is', 'contains', 'starts_with'].includes(operator)) return [];
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
