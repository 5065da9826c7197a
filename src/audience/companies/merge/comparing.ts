import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { Invalid, NotFound } from '../../../platform/errors.ts';
import { tell } from '../../../platform/listeners.ts';
import { ownedBy } from '../../../workspace/workspace.ts';
import { compareRows, type Pair, type Words } from '../../merge/comparing-rows.ts';
import { propertiesOf } from '../../properties/properties.ts';
import { colleaguesOf } from '../../properties/values.ts';
import { aboveOf } from '../family.ts';
import { companyRules, type MergedCompanyField } from './choice.ts';
import { readRows, type CompanyRow } from './company-row.ts';
import type { CompanyComparison } from './contract.ts';
import './events.ts';

type Moves = CompanyComparison['moves']['one'];

/** Throws `NotFound` where one of the two is not there or out of sight. */
export async function compareCompanies(db: Db, who: Actor, pair: Pair): Promise<CompanyComparison> {
  if (pair[0] === pair[1]) throw new Invalid(TWO);
  const reach = await reachOf(db, who, [...pair]);
  const rows = await readRows(db, [...reach.keys()]);
  const [one, other] = [rows.get(pair[0]), rows.get(pair[1])];
  if (!one || !other) throw new NotFound('There is no such company, or you may not see it.');
  const moves = await weigh(db, who, [...pair]);
  const words: Words = {
    properties: new Map((await propertiesOf(db, 'company')).map((property) => [property.key, property])),
    colleagues: await colleaguesOf(db),
  };
  const parents = await parentNames(db, [one, other]);
  const people = (id: string) => moves.get(id)?.find(({ what }) => what === 'people')?.count ?? 0;
  const comparison = compareRows(one, other, {
    rules: companyRules(await aboveOf(db, one.id, other.id)),
    words,
    textOf: (field, row) => textOf(field, row, words, parents),
    // Kept is where more people work; of equals what belongs to somebody, then what was there first.
    rank: (row) => [people(row.id), row.owner_id ? 1 : 0, -new Date(row.created_at).getTime()],
  });
  return {
    ...comparison,
    mayMerge: [...reach.values()].every(Boolean),
    moves: { one: moves.get(one.id) ?? [], other: moves.get(other.id) ?? [] },
  };
}

export const TWO = 'Choose two companies: one cannot be merged with itself.';

/** Those that are there and that `who` sees, and whether they may merge each. */
async function reachOf(db: Db, who: Actor, ids: string[]): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('audience.companies as c')
    .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
    .where('c.deleted_at', 'is', null)
    .where(ownedBy(who, 'companies.read', 'c.owner_id'))
    .select(['c.id', ownedBy(who, 'companies.merge', 'c.owner_id').as('reached')])
    .execute();
  return new Map(rows.map(({ id, reached }) => [id, reached]));
}

/** What hangs on each, as this room and the others count it. */
async function weigh(db: Db, who: Actor, ids: string[]): Promise<Map<string, Moves>> {
  const moves = new Map<string, Moves>(ids.map((id) => [id, []]));
  const count = (id: string, what: string, rows: number) => {
    if (rows > 0) moves.get(id)?.push({ what, count: rows });
  };
  const { rows } = await sql<{ id: string; people: number; subsidiaries: number }>`
    select c.id,
      (select count(*) from audience.contacts as w where w.company_id = c.id and w.deleted_at is null) as people,
      (select count(*) from audience.companies as s where s.parent_id = c.id and s.deleted_at is null) as subsidiaries
    from audience.companies as c where c.id = any(${ids}::uuid[])`.execute(db);
  for (const { id, people, subsidiaries } of rows) {
    count(id, 'people', people);
    count(id, 'subsidiaries', subsidiaries);
  }
  await tell(db, who, 'companies.weighed', { ids, count });
  return moves;
}

/** By the row that belongs to it; the two themselves are nobody's parent once they are one. */
async function parentNames(db: Db, rows: CompanyRow[]): Promise<Map<string, string>> {
  const own = rows.map(({ id }) => id);
  const ids = rows.flatMap(({ parent_id: parent }) => (parent && !own.includes(parent) ? [parent] : []));
  if (ids.length === 0) return new Map();
  const parents = await db
    .selectFrom('audience.companies')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(parents.map(({ id, name }) => [id, name]));
}

function textOf(
  field: MergedCompanyField,
  row: CompanyRow,
  { colleagues }: Words,
  parents: Map<string, string>,
): string | null {
  if (field === 'phone') return row.phone_original ?? row.phone;
  if (field === 'owner') return colleagues.find(({ id }) => id === row.owner_id)?.name ?? null;
  if (field === 'parent') return (row.parent_id && parents.get(row.parent_id)) ?? null;
  if (field === 'employees') return row.employees === null ? null : String(row.employees);
  return field === 'postalCode' ? row.postal_code : row[field];
}
