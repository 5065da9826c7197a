import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { estimateCount, keysetPage, type ListQuery, type SortField } from '../../platform/lists.ts';
import { tell } from '../../platform/listeners.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { findContact, lockContact } from '../reading.ts';
import type { Company, NewRoles, Person } from './contract.ts';
import './events.ts';
import { writeLinks } from './links.ts';
import { findCompany, lockCompany } from './reading.ts';

type Page = { items: Person[]; next: string | null; estimate: { count: number; exact: boolean } };

/** Those with a role first: they are whom a deal depends on. */
const sortable = {
  people: {
    expression: `(case when cardinality(coalesce(p.roles, '{}')) > 0 then '0' else '1' end || coalesce(c.name_key, ''))`,
    type: 'text',
  },
} satisfies Record<string, SortField>;

/** Who works at a company or has a role in it, as far as `who` may see them. */
export async function listPeople(
  db: Db,
  who: Actor,
  asked: string,
  { cursor, limit }: Pick<ListQuery, 'cursor' | 'limit'>,
): Promise<Page> {
  const { id } = await findCompany(db, who, asked);
  const query = selectPeople(db, id).where(ownedBy(who, 'contacts.read', 'c.owner_id'));
  const estimate = await estimateCount(db, query);
  const { rows, next } = await keysetPage({ query, id: 'c.id', sort: 'people', sortable, cursor, limit });
  return { items: rows, next, estimate };
}

/** Says what a contact is to a company, and, if that is said, whether they work there. */
export async function setRoles(
  db: Db,
  who: Actor,
  companyId: string,
  contactId: string,
  { roles, worksHere }: NewRoles,
): Promise<Person> {
  return transaction(db, async (trx) => {
    const company = await lockCompany(trx, who, 'companies.edit', companyId);
    // To say where somebody works is to edit them; what they are to the company is the company's.
    const contact =
      worksHere === undefined
        ? await findContact(trx, who, contactId)
        : await lockContact(trx, who, 'contacts.edit', contactId);
    if (contact.deletedAt) throw new NotFound('There is no such contact, or you may not see it.');
    // Whom they became part of, where the id is of before that.
    const { id } = contact;
    const changed = await writeRoles(trx, companyId, id, roles);
    const moved = await writeWorkplace(trx, who, companyId, id, worksHere);
    if (changed) await tellOfRoles(trx, who, company, contact, roles);
    if (changed || moved) await tell(trx, who, 'contacts.changed', { ids: [id] });
    const person = await selectPeople(trx, companyId).where('c.id', '=', id).executeTakeFirst();
    return person ?? outsider(contact);
  });
}

/** They have no role in the company any more, nor work there. */
export async function removePerson(db: Db, who: Actor, companyId: string, contactId: string): Promise<void> {
  const works = await db
    .selectFrom('audience.contacts')
    .select('id')
    .where('id', '=', contactId)
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  await setRoles(db, who, companyId, contactId, { roles: [], ...(works ? { worksHere: false } : {}) });
}

/** `c` is the contact, `p` what they are to the company. */
function selectPeople(db: Db, companyId: string) {
  return (
    db
      .selectFrom('audience.contacts as c')
      .leftJoin('audience.company_people as p', (join) =>
        join.onRef('p.contact_id', '=', 'c.id').on('p.company_id', '=', companyId),
      )
      // Two index ranges, where an "or" would read everybody.
      .where(
        'c.id',
        'in',
        sql<string>`(select id from audience.contacts where company_id = ${companyId}
        union select contact_id from audience.company_people where company_id = ${companyId})`,
      )
      .where('c.deleted_at', 'is', null)
      .select(['c.id', 'c.name', 'c.job_title as jobTitle', 'c.email', 'c.phone', 'c.stage'])
      .select([
        sql<boolean>`c.company_id is not distinct from ${companyId}::uuid`.as('worksHere'),
        sql<string[]>`coalesce(p.roles, '{}')`.as('roles'),
      ])
      .select((eb) =>
        eb
          .selectFrom('workspace.users as u')
          .whereRef('u.id', '=', 'c.owner_id')
          .select(sql<Person['owner']>`jsonb_build_object('id', u.id, 'name', u.name)`.as('owner'))
          .as('owner'),
      )
  );
}

async function writeRoles(db: Db, companyId: string, contactId: string, roles: string[]): Promise<boolean> {
  const before = await db
    .selectFrom('audience.company_people')
    .select('roles')
    .where('company_id', '=', companyId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (JSON.stringify(before?.roles ?? []) === JSON.stringify(roles)) return false;
  if (roles.length === 0) {
    await db
      .deleteFrom('audience.company_people')
      .where('company_id', '=', companyId)
      .where('contact_id', '=', contactId)
      .execute();
    return true;
  }
  await db
    .insertInto('audience.company_people')
    .values({ company_id: companyId, contact_id: contactId, roles, since: now() })
    .onConflict((conflict) => conflict.columns(['company_id', 'contact_id']).doUpdateSet({ roles }))
    .execute();
  return true;
}

/** Who works elsewhere is only taken away from here when they worked here. */
async function writeWorkplace(
  db: Db,
  who: Actor,
  companyId: string,
  contactId: string,
  worksHere: boolean | undefined,
): Promise<boolean> {
  if (worksHere === undefined) return false;
  const here = await db
    .selectFrom('audience.contacts')
    .select('id')
    .where('id', '=', contactId)
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  if ((here !== undefined) === worksHere) return false;
  const linked = await writeLinks(db, who, [{ contactId, companyId: worksHere ? companyId : null }]);
  return linked.length > 0;
}

/** The name of a person stands with the person only: there it is forgotten when they are. */
async function tellOfRoles(
  db: Db,
  who: Actor,
  company: Company,
  contact: { id: string; name: string },
  roles: string[],
): Promise<void> {
  await emit(db, who, [
    {
      name: 'company.roles-changed',
      subject: { kind: 'company', id: company.id },
      payload: { name: company.name, contactId: contact.id, roles },
    },
    {
      name: 'contact.roles-changed',
      subject: { kind: 'contact', id: contact.id },
      payload: { name: contact.name, companyId: company.id, companyName: company.name, roles },
    },
  ]);
}

function outsider({ id, name, jobTitle, email, phone, stage, owner }: Omit<Person, 'worksHere' | 'roles'>) {
  return { id, name, jobTitle, email, phone, stage, owner, worksHere: false, roles: [] };
}
