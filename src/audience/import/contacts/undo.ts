import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import { now } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.ts';
import { emit } from '../../../platform/events.ts';
import { tell } from '../../../platform/listeners.ts';
import { releaseIdentities } from '../../identities.ts';
import { withProperties } from '../../properties/values.ts';
import { undoCompanies } from '../companies/undo.ts';
import { PROPERTY } from '../options.ts';
import type { Left, UndoneBatch } from '../target.ts';
import {
  changedSinceWords,
  giveBack,
  markUndone,
  moreAfter,
  nextChanges,
  type StoredChange,
} from '../undo.ts';
import { takeAnswersBack } from './answers.ts';
import { takeOffList } from './everybody.ts';
import { contactsOf, kindOf, valueOf } from './known.ts';
import type { Draft } from './plan.ts';
import type { Kept } from './read-contact.ts';
import { writeDrafts } from './write.ts';

/** First the people, then the companies that were made for them: those that are nobody's any more. */
export async function undoContacts(
  db: Db,
  who: Actor,
  importId: string,
  after: string | null,
): Promise<UndoneBatch> {
  if (after?.startsWith(COMPANIES)) {
    const batch = await undoCompanies(db, who, importId, after.slice(COMPANIES.length) || null);
    return { ...batch, last: batch.last && COMPANIES + batch.last };
  }
  const batch = await undoPeople(db, who, importId, after);
  return { ...batch, last: batch.last ?? COMPANIES };
}

const COMPANIES = 'companies:';

type Contact = { id: string; name: string; reached: boolean; fields: Kept; updatedAt: Date };

async function undoPeople(db: Db, who: Actor, importId: string, after: string | null): Promise<UndoneBatch> {
  const changes = await nextChanges(db, importId, 'contact', after);
  const people = await contactsOf(
    db,
    who,
    changes.map(({ recordId }) => recordId),
    'locked',
  );
  const left: Left[] = [];
  const made: Contact[] = [];
  const drafts: Draft[] = [];
  for (const change of changes) {
    const contact = people.get(change.recordId);
    const hindrance = hindranceTo(change, contact);
    if (hindrance) left.push({ recordId: change.recordId, name: contact?.name ?? '', reason: hindrance });
    else if (contact && change.before === null) made.push(contact);
    else if (contact) drafts.push(...restoredDraft(contact, change, left));
  }
  if (after === null) await takeOffList(db, importId);
  const unhindered = changes.filter((change) => !hindranceTo(change, people.get(change.recordId)));
  const answered = await takeAnswersBack(
    db,
    importId,
    unhindered.map(({ recordId }) => recordId),
  );
  await releaseClaimed(db, changes, drafts);
  await writeDrafts(db, who, drafts, { importId, undone: true });
  const deleted = await deleteMade(db, who, importId, made, left);
  const given = new Set([...drafts, ...made].map(({ id }) => id));
  const only = answered.filter((id) => !given.has(id));
  if (only.length > 0) await tell(db, who, 'contacts.changed', { ids: only });
  await markUndone(db, importId, 'contact', changes, left);
  return {
    looked: changes.length,
    restored: drafts.length + only.length,
    deleted,
    left,
    last: moreAfter(changes),
  };
}

/** What the import made and somebody deleted since is as it should be: nothing hinders, and nothing is to be done. */
function hindranceTo({ before, writtenAt }: StoredChange, contact: Contact | undefined): string | null {
  if (!contact) return before === null ? null : 'It is not there any more.';
  if (!contact.reached) return 'It belongs to a colleague, and you may not change it.';
  return before === null && contact.updatedAt > writtenAt ? 'It was changed since.' : null;
}

function restoredDraft(contact: Contact, change: StoredChange, left: Left[]): Draft[] {
  const { id, name, fields } = contact;
  const { restored, changedSince } = giveBack(flat(fields), change);
  if (changedSince.length > 0) left.push({ recordId: id, name, reason: changedSinceWords(changedSince) });
  if (Object.keys(restored).length === 0 && change.claimed.length === 0) return [];
  const draft = { id, name, before: fields, after: withFields(fields, restored), createdAt: null };
  return [{ ...draft, claimed: new Set<string>(), changed: true }];
}

function flat({ properties = {}, ...fields }: Kept): Record<string, unknown> {
  const own = Object.entries(properties).map(([key, value]) => [PROPERTY + key, value]);
  return { ...fields, ...Object.fromEntries(own) };
}

function withFields(fields: Kept, restored: Record<string, unknown>): Kept {
  const given = Object.entries(restored);
  const own = given.filter(([field]) => field.startsWith(PROPERTY));
  const values = Object.fromEntries(own.map(([field, value]) => [field.slice(PROPERTY.length), value]));
  const properties = withProperties(
    withProperties({}, fields.properties ?? {}),
    values as Kept['properties'] & object,
  );
  return {
    ...fields,
    ...Object.fromEntries(given.filter(([field]) => !field.startsWith(PROPERTY))),
    properties,
  };
}

/** What these contacts came to be known by, unless it still is their address: somebody wrote it again. */
async function releaseClaimed(db: Db, changes: StoredChange[], drafts: Draft[]): Promise<void> {
  const addressOf = new Map(drafts.map(({ id, after }) => [id, after.email]));
  const keys = changes.flatMap(({ recordId, claimed }) =>
    claimed
      .filter((key) => addressOf.has(recordId) && key !== `email ${addressOf.get(recordId) ?? ''}`)
      .map((key) => ({ recordId, key })),
  );
  if (keys.length === 0) return;
  await sql`
    delete from audience.identities as i
    using unnest(${keys.map(({ key }) => kindOf(key))}::text[], ${keys.map(({ key }) => valueOf(key))}::text[],
      ${keys.map(({ recordId }) => recordId)}::uuid[]) as c (kind, value, contact_id)
    where i.kind = c.kind and i.value = c.value and i.contact_id = c.contact_id`.execute(db);
}

/** As if they were deleted by hand, so that for 30 days they can be restored. */
async function deleteMade(
  db: Db,
  who: Actor,
  importId: string,
  made: Contact[],
  left: Left[],
): Promise<number> {
  const reasons = new Map<string, string>();
  const ids = made.map(({ id }) => id);
  if (ids.length > 0)
    await tell(db, who, 'contacts.unmaking', {
      importId,
      ids,
      keep: (id, reason) => reasons.set(id, reason),
    });
  for (const { id, name } of made) {
    const reason = reasons.get(id);
    if (reason !== undefined) left.push({ recordId: id, name, reason });
  }
  const gone = made.filter(({ id }) => !reasons.has(id));
  if (gone.length === 0) return 0;
  const goneIds = gone.map(({ id }) => id);
  await sql`
    update audience.contacts set deleted_at = ${now()}, updated_at = ${now()}
    where id = any(${goneIds}::uuid[])`.execute(db);
  await releaseIdentities(db, goneIds);
  await emit(
    db,
    who,
    gone.map(({ id, name }) => ({
      name: 'contact.deleted',
      subject: { kind: 'contact', id },
      payload: { name, importId },
    })),
  );
  await tell(db, who, 'contacts.changed', { ids: goneIds });
  return gone.length;
}
