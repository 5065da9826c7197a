import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { emit, type NewEvent } from '../platform/events.ts';
import { tell } from '../platform/listeners.ts';
import './events.ts';

/** Whose a contact is from now on; `handoffId` says by which hand-off, of which the new owner is told apart. */
export type NewOwner = { contactId: string; ownerId: string | null; handoffId: string };

/** Gives each of these contacts to its new owner, in the transaction of what made them so. */
export async function giveContacts(db: Db, who: Actor, gifts: NewOwner[]): Promise<void> {
  if (gifts.length === 0) return;
  const ordered = gifts.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const { rows } = await sql<Given>`
    with chosen as (
      select c.id, c.name, c.owner_id as from_id, g.owner_id as to_id, g.handoff_id
      from unnest(${ordered.map(({ contactId }) => contactId)}::uuid[], ${ordered.map(({ ownerId }) => ownerId)}::uuid[],
        ${ordered.map(({ handoffId }) => handoffId)}::uuid[]) as g (contact_id, owner_id, handoff_id)
      join audience.contacts as c on c.id = g.contact_id
      where c.deleted_at is null and c.owner_id is distinct from g.owner_id
      order by c.id for no key update of c
    ), given as (
      update audience.contacts as c set owner_id = chosen.to_id, updated_at = ${now()} from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  if (rows.length === 0) return;
  await emit(
    db,
    who,
    rows.map(({ id, name, from_id: from, to_id: to, handoff_id: handoffId }): NewEvent => {
      const changes = { ownerId: { from, to } };
      return {
        name: 'contact.assigned',
        subject: { kind: 'contact', id },
        payload: { name, from, to, handoffId },
        changes,
      };
    }),
  );
  await tell(db, who, 'contacts.changed', { ids: rows.map(({ id }) => id), fields: ['ownerId'] });
}

type Given = { id: string; name: string; from_id: string | null; to_id: string | null; handoff_id: string };

/** Holds these contacts until the transaction ends, in the order in which everybody holds them. */
export async function holdContacts(db: Db, ids: string[]): Promise<void> {
  await sql`select from audience.contacts where id = any(${ids}::uuid[]) order by id for no key update`.execute(
    db,
  );
}
