import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { askingOfCurrent } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { filteredBy, type FilterFields } from '../platform/filters.ts';
import type { ListQuery } from '../platform/lists.ts';
import { ownedBy, zoneOf } from '../workspace/workspace.ts';
import { unitsOf } from './deal.ts';

/** Which deals a list or a board is about. */
export type Selection = Pick<ListQuery, 'q' | 'filter'>;

/** What every deal can be asked for. */
const filterable = {
  name: { type: 'text', expression: 'c.name' },
  stage: { type: 'choice', expression: 'c.stage' },
  // As people say it, in pounds and not in pennies.
  amount: { type: 'number', expression: `(c.amount::numeric / ${unitsOf('c.currency')})` },
  currency: { type: 'choice', expression: 'c.currency' },
  owner: { type: 'user', expression: 'c.owner_id' },
  contact: { type: 'user', expression: 'c.contact_id' },
  company: { type: 'user', expression: 'c.company_id' },
  handoff: { type: 'user', expression: 'c.handoff_id' },
  lostReason: { type: 'choice', expression: 'c.lost_reason' },
  openedAt: { type: 'date', expression: 'c.opened_at' },
  closedAt: { type: 'date', expression: 'c.closed_at' },
  expectedCloseOn: { type: 'day', expression: `to_char(c.expected_close_on, 'YYYY-MM-DD')` },
  updatedAt: { type: 'date', expression: 'c.updated_at' },
} satisfies FilterFields;

/** For a `where` on deals `c`: those a list is about, as far as `who` may read them. */
export async function selected(db: Db, who: Actor, { q, filter }: Selection): Promise<RawBuilder<SqlBool>> {
  const zone = filter.length > 0 ? await zoneOf(db, who) : undefined;
  const current = await askingOfCurrent(db, filter, 'company');
  return sql`c.deleted_at is null and ${ownedBy(who, 'deals.read', 'c.owner_id')}
    and ${filteredBy(current, filterable, who, { zone })} and ${found(q)}`;
}

const MOST_NAMESAKES = 1_000;

/**
 * All words must be in the deal's name, or all in what its contact or its company is found by. A union, not "or": so each
 * part is found by its index. What LIKE reads as a pattern is only text.
 */
function found(q = ''): RawBuilder<SqlBool> {
  const words = q.split(/[\s\0]+/).filter(Boolean);
  if (words.length === 0) return sql`true`;
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const allIn = (column: string) =>
    sql.join(
      patterns.map((pattern) => sql`${sql.ref(column)} like audience.fold(${pattern})`),
      sql` and `,
    );
  const namesakes = (table: string) => sql`select id from ${sql.table(table)}
    where ${allIn('search_text')} and deleted_at is null limit ${MOST_NAMESAKES}`;
  return sql`c.id in (
    select id from pipeline.deals where ${allIn('name_key')} and deleted_at is null
    union all select id from pipeline.deals where contact_id in (${namesakes('audience.contacts')})
    union all select id from pipeline.deals where company_id in (${namesakes('audience.companies')}))`;
}
