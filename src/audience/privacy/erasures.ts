import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { cutPage } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { normaliseEmail, normalisePhone } from '../contact.ts';
import { forgetContacts } from '../erasure.ts';
import { forgetCopies } from './copy.ts';
import { namesInFiles, searchFiles } from './files.ts';
import type { Erasure, NewErasure } from './contract.ts';
import './tables.ts';

/**
 * Erases a person now, present or deleted, with everything every room knows, in one transaction, and writes the receipt:
 * what it was and how much, nothing of who. The files that were uploaded and exported are looked through soon after.
 */
export async function eraseContact(
  db: Db,
  who: Actor,
  secret: string,
  { contactId, reason }: NewErasure,
): Promise<Erasure> {
  return transaction(db, async (trx) => {
    const person = await lockForErasure(trx, who, contactId);
    const known = [person.email, person.phone, ...(await identitiesOf(trx, contactId))];
    const subjects = known.flatMap((each) => (each ? subjectHash(secret, each) : []));
    const names = await namesInFiles(trx, [contactId]);
    const counts = await forgetContacts(trx, who, [contactId]);
    const copies = await forgetCopies(trx, contactId);
    if (copies > 0) counts['Copies of all data'] = copies;
    const id = newId();
    await trx
      .insertInto('audience.erasures')
      .values({
        id,
        subject_hashes: [...new Set(subjects)],
        reason,
        counts: JSON.stringify(counts),
        erased_at: now(),
        erased_by_kind: who.kind,
        erased_by_id: who.id,
        erased_by_name: who.name,
        files_checked_at: null,
      })
      .execute();
    await searchFiles(trx, names, id);
    return selectErasures(trx).where('e.id', '=', id).executeTakeFirstOrThrow();
  });
}

type ErasuresQuery = { cursor?: string | undefined; limit: number; subject?: string | undefined };

export async function listErasures(
  db: Db,
  secret: string,
  { cursor, limit, subject }: ErasuresQuery,
): Promise<{ items: Erasure[]; next: string | null }> {
  const found = await selectErasures(db)
    .$if(cursor !== undefined, (query) => query.where('e.id', '<', cursor ?? ''))
    .$if(Boolean(subject), (query) =>
      query.where(
        sql<boolean>`subject_hashes && ${spellingsOf(subject ?? '').map((each) => subjectHash(secret, each))}::text[]`,
      ),
    )
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows: items, next } = cutPage(found, limit);
  return { items, next };
}

/** `remains`: files made before the erasure that are still to be looked through. */
function selectErasures(db: Db) {
  return db
    .selectFrom('audience.erasures as e')
    .select(['e.id', 'reason', 'counts', 'erased_at as erasedAt', 'erased_by_name as erasedBy'])
    .select(
      sql<Erasure['remains']>`(
        select jsonb_build_object('files', count(*), 'until', max(f.expires_at)) from platform.files as f
        where e.files_checked_at is null and f.created_at <= e.erased_at and f.expires_at > ${now()})`.as(
        'remains',
      ),
    );
}

async function lockForErasure(db: Db, who: Actor, id: string) {
  const person = await db
    .selectFrom('audience.contacts as c')
    .where('c.id', '=', id)
    .where(ownedBy(who, 'contacts.privacy', 'c.owner_id'))
    .select(['c.email', 'c.phone'])
    .forUpdate()
    .executeTakeFirst();
  if (!person) throw new NotFound('There is no such contact, or you may not erase it.');
  return person;
}

async function identitiesOf(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select value from audience.identities where contact_id = ${id} and kind = 'email'
    union select value from audience.released_identities where contact_id = ${id} and kind = 'email'`.execute(
    db,
  );
  return rows.map(({ value }) => value);
}

/** Tells nothing to whoever has only the database, and answers yes or no to whoever knows the address. */
function subjectHash(secret: string, subject: string): string {
  return createHmac('sha256', secret).update(`erased: ${subject}`).digest('hex');
}

function spellingsOf(subject: string): string[] {
  return [subject, normaliseEmail(subject), normalisePhone(subject, null)].filter((each) => each !== null);
}
