import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { ownedBy, type Permission } from '../workspace/workspace.ts';
import type { Contact } from './contract.ts';
import { currentId } from './merge/redirects.ts';

/** Contacts as pages and programs see them; `c` is the contact. */
export function selectContacts(db: Db) {
  return db
    .selectFrom('audience.contacts as c')
    .select([
      'c.id',
      'c.name',
      'c.given_name as givenName',
      'c.family_name as familyName',
      'c.email',
      'c.phone',
      'c.phone_original as phoneOriginal',
      'c.job_title as jobTitle',
      'c.company_name as companyName',
      'c.street',
      'c.postal_code as postalCode',
      'c.city',
      'c.region',
      'c.country',
      'c.language',
      'c.stage',
      'c.source',
      'c.tags',
      'c.properties',
      'c.created_at as createdAt',
      'c.updated_at as updatedAt',
      'c.deleted_at as deletedAt',
    ])
    .select((eb) =>
      // Not a join: a page looks up at most as many owners as it has rows, and its order stays the index's.
      eb
        .selectFrom('workspace.users as u')
        .whereRef('u.id', '=', 'c.owner_id')
        .select(sql<Contact['owner']>`jsonb_build_object('id', u.id, 'name', u.name)`.as('owner'))
        .as('owner'),
    )
    .select((eb) =>
      eb
        .selectFrom('audience.companies as k')
        .whereRef('k.id', '=', 'c.company_id')
        .where('k.deleted_at', 'is', null)
        .select(sql<Contact['company']>`jsonb_build_object('id', k.id, 'name', k.name)`.as('company'))
        .as('company'),
    );
}

/**
 * Deleted ones too: the page of a deleted contact offers to restore it. The id of somebody who became part of another
 * contact leads to that one.
 */
export async function findContact(db: Db, who: Actor, id: string): Promise<Contact> {
  const contact = await selectContacts(db)
    .where('c.id', '=', id)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .executeTakeFirst();
  if (contact) return contact;
  const current = await currentId(db, id);
  return current === id ? noSuchContact() : findContact(db, who, current);
}

/** The contact, held until the transaction ends, if `who` may do this with it. */
export async function lockContact(
  db: Db,
  who: Actor,
  permission: Permission,
  id: string,
  state: 'present' | 'deleted' = 'present',
): Promise<Contact> {
  const row = await selectContacts(db)
    .select(ownedBy(who, permission, 'c.owner_id').as('reached'))
    .where('c.id', '=', id)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .where('c.deleted_at', state === 'present' ? 'is' : 'is not', null)
    .forUpdate('c')
    .executeTakeFirst();
  if (!row) return noSuchContact();
  const { reached, ...contact } = row;
  if (reached) return contact;
  throw new Forbidden(
    `${contact.name} belongs to ${contact.owner?.name ?? 'nobody'}, so you may not do this.`,
  );
}

/** Which of these contacts `who` may read. */
export async function readableContacts(db: Db, who: Actor, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('audience.contacts as c')
    .where('c.id', 'in', ids)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select('c.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function noSuchContact(): never {
  throw new NotFound('There is no such contact, or you may not see it.');
}
