import type { Db } from '../../../platform/db.ts';
import type { Condition } from '../../../platform/lists.ts';
import './tables.ts';

/** The company an id leads to by now: itself, or the one it became part of. */
export async function currentCompanyId(db: Db, id: string): Promise<string> {
  const redirect = await db
    .selectFrom('audience.company_redirects')
    .select('company_id')
    .where('old_company_id', '=', id)
    .executeTakeFirst();
  return redirect?.company_id ?? id;
}

/** The same for many: those that lead elsewhere, and where. */
export async function redirectsOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audience.company_redirects')
    .select(['old_company_id', 'company_id'])
    .where('old_company_id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ old_company_id: old, company_id: current }) => [old, current]));
}

/** A view that was saved, or a link that was sent, before a company became part of another asks for that one now. */
export async function askingOfCurrent(db: Db, filter: Condition[], field: string): Promise<Condition[]> {
  const asked = filter.flatMap(([name, , value]) => (name === field ? [value].flat() : []));
  const current = await redirectsOf(
    db,
    asked.filter((each) => typeof each === 'string' && UUID.test(each)).map(String),
  );
  if (current.size === 0) return filter;
  const now = (value: unknown) => current.get(String(value)) ?? value;
  return filter.map(([name, operator, value]) => {
    if (name !== field) return [name, operator, value];
    return [name, operator, Array.isArray(value) ? value.map(now) : now(value)];
  });
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Companies that became part of this one: their history is its, too. */
export async function companyIdsBefore(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audience.company_redirects')
    .select('old_company_id')
    .where('company_id', '=', id)
    .orderBy('made_at', 'desc')
    .limit(MOST_BEFORE)
    .execute();
  return rows.map(({ old_company_id: old }) => old);
}

const MOST_BEFORE = 200;
