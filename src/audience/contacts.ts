import { system, type Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, Invalid, invalidField } from '../platform/errors.ts';
import { changesBetween, emit, type NewEvent } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import type { Changes } from '../platform/tables.ts';
import { scopeOf } from '../workspace/workspace.ts';
import { tell } from '../platform/listeners.ts';
import { linkByDomain } from './companies/links.ts';
import { workplaceOf } from './companies/workplace.ts';
import { asTold, isSomebody, NOBODY, normalisePhone, toColumns, type WrittenFields } from './contact.ts';
import type { Contact, ContactChange, NewContact } from './contract.ts';
import './events.ts';
import { claimEmail, reclaimIdentities, releaseIdentities } from './identities.ts';
import { validateProperties, withProperties } from './properties/values.ts';
import { findContact, lockContact } from './reading.ts';
import { recordStageMoves } from './stage-moves.ts';
import { spellTags } from './tags/spelling.ts';

export async function createContact(db: Db, who: Actor, input: NewContact): Promise<Contact> {
  const { ownerId = defaultOwner(who), stage = 'lead', source = 'unknown', ...rest } = input;
  const written = { ...rest, ...phoneOf(rest, rest.country ?? null), stage, source };
  const id = newId();
  const at = now();
  return transaction(db, async (trx) => {
    await mustBeColleague(trx, ownerId);
    const fields = { ...written, ...(await understood(trx, who, rest)), ...(await workplaceOf(trx, rest)) };
    if (fields.email) await claimEmail(trx, who, fields.email, id);
    await trx
      .insertInto('audience.contacts')
      .values({
        ...toColumns(fields),
        properties: JSON.stringify(withProperties({}, fields.properties ?? {})),
        stage,
        source,
        company_id: fields.companyId,
        id,
        owner_id: ownerId,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await recordStageMoves(trx, who, [{ contactId: id, from: null, to: stage }]);
    // Whoever makes a contact for another team sees what they made, this once.
    const contact = await findContact(trx, system, id);
    const changes = changesBetween<Record<string, unknown>>({}, { ...asTold(fields), ownerId });
    const payload = { source, ...(ownerId === null ? {} : { ownerId }) };
    await emit(trx, who, [{ ...about(contact, payload), name: 'contact.created', changes }]);
    const linked = fields.companyId ? [] : await linkByDomain(trx, [{ id, email: contact.email }]);
    await tell(trx, who, 'contacts.changed', { ids: [id] });
    return linked.length > 0 ? findContact(trx, system, id) : contact;
  });
}

/** Writes what differs. With `updatedAt` it refuses when somebody changed the contact since. */
export async function editContact(db: Db, who: Actor, id: string, input: ContactChange): Promise<Contact> {
  const { updatedAt, ...change } = input;
  return transaction(db, async (trx) => {
    const before = await lockContact(trx, who, 'contacts.edit', id);
    if (updatedAt) await refuseStale(trx, before, new Date(updatedAt));
    const phone = phoneOf(change, change.country ?? before.country, before.phone);
    const workplace = await workplaceOf(trx, change, before.company);
    const after = { ...change, ...phone, ...(await understood(trx, who, change)), ...workplace };
    if (!isSomebody({ ...before, ...after })) throw new Invalid(NOBODY);
    const known = { ...asTold(before), companyId: before.company?.id ?? null };
    const changes = changesBetween(known, asTold(after));
    if (Object.keys(changes).length === 0) return before;
    if (changes['email']) await changeEmail(trx, who, before, after.email ?? null);
    await trx
      .updateTable('audience.contacts')
      .set({
        ...toColumns(after),
        company_id: after.companyId,
        ...(after.properties && {
          properties: JSON.stringify(withProperties(before.properties, after.properties)),
        }),
        updated_at: now(),
      })
      .where('id', '=', id)
      .execute();
    await tellOfEdit(trx, who, before, changes, after);
    await tell(trx, who, 'contacts.changed', { ids: [id], fields: Object.keys(changes) });
    return findContact(trx, who, id);
  });
}

export async function assignContact(
  db: Db,
  who: Actor,
  id: string,
  ownerId: string | null,
): Promise<Contact> {
  return transaction(db, async (trx) => {
    const before = await lockContact(trx, who, 'contacts.assign', id);
    const from = before.owner?.id ?? null;
    if (from === ownerId) return before;
    await mustBeColleague(trx, ownerId);
    await trx
      .updateTable('audience.contacts')
      .set({ owner_id: ownerId, updated_at: now() })
      .where('id', '=', id)
      .execute();
    const changes = { ownerId: { from, to: ownerId } };
    await emit(trx, who, [{ ...about(before, { from, to: ownerId }), name: 'contact.assigned', changes }]);
    await tell(trx, who, 'contacts.changed', { ids: [id], fields: ['ownerId'] });
    return findContact(trx, system, id);
  });
}

export async function deleteContact(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const contact = await lockContact(trx, who, 'contacts.delete', id);
    await trx
      .updateTable('audience.contacts')
      .set({ deleted_at: now(), updated_at: now() })
      .where('id', '=', id)
      .execute();
    await releaseIdentities(trx, [id]);
    await emit(trx, who, [{ ...about(contact, {}), name: 'contact.deleted' }]);
    await tell(trx, who, 'contacts.changed', { ids: [id] });
  });
}

/** Brings a deleted contact back, known by all it was known by that is free. Throws `Conflict` when somebody else has its e-mail address by now. */
export async function restoreContact(db: Db, who: Actor, id: string): Promise<Contact> {
  return transaction(db, async (trx) => {
    const contact = await lockContact(trx, who, 'contacts.delete', id, 'deleted');
    if (contact.email) await claimEmail(trx, who, contact.email, id);
    await reclaimIdentities(trx, [id]);
    await trx
      .updateTable('audience.contacts')
      .set({ deleted_at: null, updated_at: now() })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, [{ ...about(contact, {}), name: 'contact.restored' }]);
    await tell(trx, who, 'contacts.changed', { ids: [id] });
    return findContact(trx, who, id);
  });
}

/** The tags in their known spelling and the properties as they are kept, of those that are written. */
async function understood(
  db: Db,
  who: Actor,
  { tags, properties }: Pick<WrittenFields, 'tags' | 'properties'>,
): Promise<Pick<WrittenFields, 'tags' | 'properties'>> {
  return {
    ...(tags && { tags: await spellTags(db, who, tags) }),
    ...(properties && { properties: await validateProperties(db, 'contact', properties) }),
  };
}

/** Who may only edit their own contacts, owns those they make. */
function defaultOwner(who: Actor): string | null {
  return who.kind === 'user' && scopeOf(who, 'contacts.edit') === 'own' ? who.id : null;
}

export async function mustBeColleague(db: Db, userId: string | null): Promise<void> {
  if (userId === null) return;
  const user = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('id', '=', userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!user) throw invalidField('ownerId', 'Choose a colleague who works here.');
}

/** The number both ways, when there is one among the fields. People are asked again for what cannot be dialled. */
function phoneOf(
  { phone }: WrittenFields,
  country: string | null,
  known: string | null = null,
): WrittenFields {
  if (phone === undefined) return {};
  if (phone === null) return { phone: null, phoneOriginal: null };
  const number = normalisePhone(phone, country);
  // The same number in another spelling is no news: what was written first stays.
  if (number) return number === known ? { phone: number } : { phone: number, phoneOriginal: phone };
  throw invalidField('phone', 'Enter a phone number with its country code such as +44 113 496 0182.');
}

async function refuseStale(db: Db, contact: Contact, basedOn: Date): Promise<void> {
  if (contact.updatedAt.getTime() === basedOn.getTime()) return;
  const last = await db
    .selectFrom('platform.events')
    .select(['actor_name', 'occurred_at'])
    .where('subject_kind', '=', 'contact')
    .where('subject_id', '=', contact.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const changedBy = last?.actor_name ?? 'Somebody';
  const message = `${changedBy} changed ${contact.name} while you were writing. Your change was not saved.`;
  throw new Conflict(message, { changedBy, changedAt: contact.updatedAt, contact });
}

/** Who writes from the old address still is this person. Only taking the address away says that it is not theirs. */
async function changeEmail(db: Db, who: Actor, before: Contact, email: string | null): Promise<void> {
  if (email) return claimEmail(db, who, email, before.id);
  await db
    .deleteFrom('audience.identities')
    .where('contact_id', '=', before.id)
    .where('kind', '=', 'email')
    .where('value', '=', before.email)
    .execute();
}

async function tellOfEdit(
  db: Db,
  who: Actor,
  before: Contact,
  changes: Changes,
  after: WrittenFields,
): Promise<void> {
  const { stage, ...others } = changes;
  const events: NewEvent[] = [];
  if (Object.keys(others).length > 0)
    events.push({ ...about(before, {}), name: 'contact.updated', changes: others });
  if (stage && after.stage) {
    const { stage: from } = before;
    const { stage: to } = after;
    await recordStageMoves(db, who, [{ contactId: before.id, from, to }]);
    events.push({ ...about(before, { from, to }), name: 'contact.stage-moved', changes: { stage } });
  }
  await emit(db, who, events);
}

function about<More extends object>({ id, name }: Contact, more: More) {
  return { subject: { kind: 'contact', id }, payload: { name, ...more } };
}
