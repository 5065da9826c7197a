import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Contact } from '../contract.ts';
import { findContact } from '../reading.ts';
import { companyDomainOf } from './company.ts';
import type { Workplaces } from './contract.ts';
import { companiesByKeys } from './known-companies.ts';
import { peopleAt } from './reading.ts';

const MOST_COLLEAGUES = 5;
const MOST_OTHERS = 20;

/** Where a contact works, with whom, and what they are to other companies. */
export async function workplacesOf(db: Db, who: Actor, contactId: string): Promise<Workplaces> {
  const contact = await findContact(db, who, contactId);
  const { rows } = await sql<Row>`
    select k.id, k.name, k.industry, k.city, k.id is not distinct from c.company_id as "worksThere",
      (select jsonb_build_object('id', p.id, 'name', p.name) from audience.companies as p
        where p.id = k.parent_id and p.deleted_at is null) as parent,
      coalesce(r.roles, '{}') as roles, ${peopleAt('k.id')} as people
    from audience.contacts as c
    join audience.companies as k on k.deleted_at is null and k.id in (
      select c.company_id union select company_id from audience.company_people where contact_id = c.id)
    left join audience.company_people as r on r.company_id = k.id and r.contact_id = c.id
    where c.id = ${contact.id} order by k.id is distinct from c.company_id, k.name_key limit ${MOST_OTHERS + 1}`.execute(
    db,
  );
  const company = rows.find(({ worksThere }) => worksThere);
  return {
    company: company ?? null,
    colleagues: company ? await colleaguesOf(db, who, company.id, contact.id) : [],
    colleagueCount: company ? Math.max(0, company.people - 1) : 0,
    others: rows.filter(({ worksThere }) => !worksThere),
    suggestion: company ? null : await suggestionFor(db, contact),
  };
}

type Row = NonNullable<Workplaces['company']> & { worksThere: boolean; people: number };

async function colleaguesOf(
  db: Db,
  who: Actor,
  companyId: string,
  contactId: string,
): Promise<Workplaces['colleagues']> {
  return db
    .selectFrom('audience.contacts as c')
    .leftJoin('audience.company_people as r', (join) =>
      join.onRef('r.contact_id', '=', 'c.id').on('r.company_id', '=', companyId),
    )
    .where('c.company_id', '=', companyId)
    .where('c.deleted_at', 'is', null)
    .where('c.id', '<>', contactId)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select(['c.id', 'c.name', 'c.job_title as jobTitle', sql<string[]>`coalesce(r.roles, '{}')`.as('roles')])
    .orderBy(sql`r.roles is null`)
    .orderBy('c.name_key')
    .orderBy('c.id')
    .limit(MOST_COLLEAGUES)
    .execute();
}

/** The company of their e-mail domain; else the only one that is called as is written on the contact. */
async function suggestionFor(db: Db, { email, companyName }: Contact): Promise<Workplaces['suggestion']> {
  const found = await companiesByKeys(db, [{ domain: companyDomainOf(email) }, { name: companyName }]);
  const company = found.find((each) => each !== null);
  return company ? { id: company.id, name: company.name } : null;
}
