import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { ownedBy, type Permission } from '../../workspace/workspace.ts';
import type { Company } from './contract.ts';
import { currentCompanyId } from './merge/redirects.ts';

/** More are not counted: the page says "1,000+", and its list says how many. */
export const MOST_COUNTED = 1_000;

/** Companies as pages and programs see them; `c` is the company. */
export function selectCompanies(db: Db) {
  return db
    .selectFrom('audience.companies as c')
    .select([
      'c.id',
      'c.name',
      'c.domain',
      'c.phone',
      'c.phone_original as phoneOriginal',
      'c.industry',
      'c.employees',
      'c.street',
      'c.postal_code as postalCode',
      'c.city',
      'c.region',
      'c.country',
      'c.tags',
      'c.properties',
      'c.created_at as createdAt',
      'c.updated_at as updatedAt',
      'c.deleted_at as deletedAt',
    ])
    .select((eb) => [
      // Not joins: a page looks up at most as many as it has rows, and its order stays the index's.
      eb
        .selectFrom('workspace.users as u')
        .whereRef('u.id', '=', 'c.owner_id')
        .select(sql<Company['owner']>`jsonb_build_object('id', u.id, 'name', u.name)`.as('owner'))
        .as('owner'),
      eb
        .selectFrom('audience.companies as p')
        .whereRef('p.id', '=', 'c.parent_id')
        .where('p.deleted_at', 'is', null)
        .select(sql<Company['parent']>`jsonb_build_object('id', p.id, 'name', p.name)`.as('parent'))
        .as('parent'),
      peopleAt('c.id').as('people'),
    ]);
}

/** How many contacts work at the company that this column names, counted up to a thousand. */
export function peopleAt(companyColumn: string) {
  return sql<number>`(select count(*) from (
    select from audience.contacts as w
    where w.company_id = ${sql.ref(companyColumn)} and w.deleted_at is null limit ${MOST_COUNTED}) as few)`;
}

/**
 * Deleted ones too: the page of a deleted company offers to restore it. The id of a company that became part of another
 * leads to that one.
 */
export async function findCompany(db: Db, who: Actor, id: string): Promise<Company> {
  const company = await selectCompanies(db)
    .where('c.id', '=', id)
    .where(ownedBy(who, 'companies.read', 'c.owner_id'))
    .executeTakeFirst();
  if (company) return company;
  const current = await currentCompanyId(db, id);
  return current === id ? noSuchCompany() : findCompany(db, who, current);
}

/** The company, held until the transaction ends, if `who` may do this with it. */
export async function lockCompany(
  db: Db,
  who: Actor,
  permission: Permission,
  id: string,
  state: 'present' | 'deleted' = 'present',
): Promise<Company> {
  const row = await selectCompanies(db)
    .select(ownedBy(who, permission, 'c.owner_id').as('reached'))
    .where('c.id', '=', id)
    .where(ownedBy(who, 'companies.read', 'c.owner_id'))
    .where('c.deleted_at', state === 'present' ? 'is' : 'is not', null)
    // Not more: who writes that somebody works here need not wait.
    .forNoKeyUpdate('c')
    .executeTakeFirst();
  if (!row) return noSuchCompany();
  const { reached, ...company } = row;
  if (reached) return company;
  throw new Forbidden(
    `${company.name} belongs to ${company.owner?.name ?? 'nobody'}, so you may not do this.`,
  );
}

/** Which of these companies `who` may read. */
export async function readableCompanies(db: Db, who: Actor, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('audience.companies as c')
    .where('c.id', 'in', ids)
    .where(ownedBy(who, 'companies.read', 'c.owner_id'))
    .select('c.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function noSuchCompany(): never {
  throw new NotFound('There is no such company, or you may not see it.');
}
