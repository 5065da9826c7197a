import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { Conflict } from '../platform/errors.ts';
import { ownedBy } from '../workspace/workspace.ts';

/** Makes the e-mail address this contact's, if it is not already. Throws `Conflict` naming the contact that has it. */
export async function claimEmail(db: Db, who: Actor, email: string, contactId: string): Promise<void> {
  const claimed = await db
    .insertInto('audience.identities')
    .values({ kind: 'email', value: email, contact_id: contactId, created_at: now() })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'value'])
        .doUpdateSet({ contact_id: contactId })
        .where('audience.identities.contact_id', '=', contactId),
    )
    .returning('contact_id')
    .executeTakeFirst();
  if (!claimed) throw await emailTaken(db, who, email);
}

/** A deleted contact gives back what it is known by, so that somebody else may be known by it; what it was is kept. */
export async function releaseIdentities(db: Db, contactIds: string[]): Promise<void> {
  await sql`
    with released as (
      delete from audience.identities where contact_id = any(${contactIds}::uuid[]) returning *
    )
    insert into audience.released_identities (contact_id, kind, value, created_at)
    select contact_id, kind, value, created_at from released`.execute(db);
}

/** A restored contact is known again by all that it was known by, except what somebody else is known by meanwhile. */
export async function reclaimIdentities(db: Db, contactIds: string[]): Promise<void> {
  await sql`
    with kept as (
      delete from audience.released_identities where contact_id = any(${contactIds}::uuid[]) returning *
    )
    insert into audience.identities (kind, value, contact_id, created_at)
    select kind, value, contact_id, created_at from kept order by kind, value
    on conflict do nothing`.execute(db);
}

async function emailTaken(db: Db, who: Actor, email: string): Promise<Conflict> {
  const contact = await db
    .selectFrom('audience.identities as i')
    .innerJoin('audience.contacts as c', 'c.id', 'i.contact_id')
    .where('i.kind', '=', 'email')
    .where('i.value', '=', email)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select(['c.id', 'c.name'])
    .executeTakeFirst();
  const message = contact
    ? `${contact.name} already has the e-mail address ${email}.`
    : `A contact of another team already has the e-mail address ${email}.`;
  return new Conflict(message, { contact: contact ?? null, errors: [{ field: 'email', message }] });
}
