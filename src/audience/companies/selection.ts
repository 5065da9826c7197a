import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { filteredBy, type FilterFields } from '../../platform/filters.ts';
import type { Condition, ListQuery } from '../../platform/lists.ts';
import { ownedBy, zoneOf } from '../../workspace/workspace.ts';
import { PROPERTY_FIELD } from '../contact.ts';
import { importedFields } from '../import/imported-fields.ts';
import { filterFieldsOf } from '../properties/fields.ts';
import { propertiesOf } from '../properties/properties.ts';
import type { ChosenCompanies } from './contract.ts';
import { askingOfCurrent } from './merge/redirects.ts';

/** Which companies a list is about. */
export type Selection = Pick<ListQuery, 'q' | 'filter'>;

/** What every company can be asked for. */
const filterable = {
  name: { type: 'text', expression: 'c.name' },
  domain: { type: 'text', expression: 'c.domain' },
  phone: { type: 'text', expression: 'c.phone' },
  industry: { type: 'text', expression: 'c.industry' },
  employees: { type: 'number', expression: 'c.employees' },
  street: { type: 'text', expression: 'c.street' },
  postalCode: { type: 'text', expression: 'c.postal_code' },
  city: { type: 'text', expression: 'c.city' },
  region: { type: 'text', expression: 'c.region' },
  country: { type: 'choice', expression: 'c.country' },
  parent: { type: 'user', expression: 'c.parent_id' },
  owner: { type: 'user', expression: 'c.owner_id' },
  tags: { type: 'tags', expression: 'c.tags' },
  createdAt: { type: 'date', expression: 'c.created_at' },
  updatedAt: { type: 'date', expression: 'c.updated_at' },
  ...importedFields('company'),
} satisfies FilterFields;

/** For a `where` on companies `c`: those a list is about, as far as `who` may read them. */
export async function selected(db: Db, who: Actor, { q, filter }: Selection): Promise<RawBuilder<SqlBool>> {
  return sql`c.deleted_at is null and ${ownedBy(who, 'companies.read', 'c.owner_id')}
    and ${await filtered(db, who, filter)} and ${found(q)}`;
}

/** For a `where` on companies `c`: those ticked, or all that a list shows but for some, as far as `who` may read them. */
export async function chosenFrom(
  db: Db,
  who: Actor,
  { ids, list }: ChosenCompanies,
): Promise<RawBuilder<SqlBool>> {
  const { except, ...selection } = list ?? { filter: [] };
  const listed = await selected(db, who, selection);
  const ticked = ids ? sql<SqlBool>`c.id = any(${ids}::uuid[])` : sql<SqlBool>`true`;
  return except?.length ? sql`${listed} and c.id <> all(${except}::uuid[])` : sql`${listed} and ${ticked}`;
}

async function filtered(db: Db, who: Actor, filter: Condition[]): Promise<RawBuilder<SqlBool>> {
  const own = filter.some(([field]) => field.startsWith(PROPERTY_FIELD));
  const fields = own
    ? { ...filterable, ...filterFieldsOf(await propertiesOf(db, 'company'), 'c') }
    : filterable;
  // Asked for only where a day is compared with a moment.
  const dated = filter.some(([, , value]) => typeof value === 'string' && /^\d/.test(value));
  const current = await askingOfCurrent(db, filter, 'parent');
  return filteredBy(current, fields, who, { zone: dated ? await zoneOf(db, who) : undefined });
}

/** Every word of the search must be found. What LIKE would read as a pattern is only text. */
function found(q = ''): RawBuilder<SqlBool> {
  const words = q.split(/[\s\0]+/).filter(Boolean);
  const conditions = words.map((word) => {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    return sql<SqlBool>`c.search_text like audience.fold(${pattern})`;
  });
  return conditions.length > 0 ? sql`${sql.join(conditions, sql` and `)}` : sql`true`;
}
