import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { deleteContact, editContact, restoreContact } from './contacts.ts';
import { eraseDeleted } from './erasure.ts';
import { makeContact } from './testing.ts';

afterEach(releaseClock);

test('a deleted contact can be restored for 30 days, and then is gone', async ({ db }) => {
  freezeClock(new Date('2026-11-22T10:00:00Z'));
  const gone = await makeContact(db);
  const kept = await makeContact(db);
  await deleteContact(db, system, gone.id);
  freezeClock(new Date('2026-12-22T09:00:00Z'));
  expect(await eraseDeleted(db)).toBe(0);
  await deleteContact(db, system, kept.id);
  freezeClock(new Date('2026-12-22T11:00:00Z'));
  expect(await eraseDeleted(db)).toBe(1);
  await expect(restoreContact(db, system, gone.id)).rejects.toThrow(NotFound);
  expect(await restoreContact(db, system, kept.id)).toMatchObject({ deletedAt: null });
});

test('of whom is gone nothing tells any more, only that something happened, when and by whom', async ({
  db,
}) => {
  freezeClock(new Date('2026-11-22T10:00:00Z'));
  const anna = await actor(db, 'admin');
  const { id } = await makeContact(db, { givenName: 'Quentin', email: 'quentin@gone.example' });
  const other = await makeContact(db, { givenName: 'Other' });
  await editContact(db, anna, id, { email: 'q@gone.example', familyName: 'Gone' });
  await remember(db, { id, other: other.id, told: anna.id });
  await deleteContact(db, anna, id);
  freezeClock(new Date('2026-12-22T11:00:00Z'));
  expect(await eraseDeleted(db)).toBe(1);

  const events = await db
    .selectFrom('platform.events')
    .select(['name', 'actor_name', 'changes', 'payload'])
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
  expect(events.map(({ name, actor_name: by }) => [name, by])).toEqual([
    ['contact.created', 'Tandem'],
    ['contact.updated', anna.name],
    ['contact.deleted', anna.name],
    ['contact.erased', 'Tandem'],
  ]);
  expect(JSON.stringify(events)).not.toMatch(/gone.example|Quentin/i);
  const { rows } = await sql`
    select e::text from platform.events as e where e::text ilike '%gone.example%' or e::text ilike '%quentin%'
    union all select i::text from audience.identities as i where value like '%gone.example'
    union all select i::text from audience.released_identities as i
    union all select c::text from audience.identity_conflicts as c
    union all select r::text from audience.redirects as r
    union all select n::text from workspace.notifications as n`.execute(db);
  expect(rows).toEqual([]);
  const kept = db.selectFrom('platform.events').select('payload').where('subject_id', '=', other.id);
  expect(await kept.orderBy('position').execute()).toMatchObject([{ payload: { name: 'Other Castellan' } }]);
});

/** A notification, a conflict and a redirect, as other parts of the house write them. */
async function remember(db: Db, { id, other, told }: { id: string; other: string; told: string }) {
  const at = new Date('2026-11-22T10:00:00Z');
  const { id: event_id } = await db
    .selectFrom('platform.events')
    .select('id')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow();
  const kind = 'contact.assigned';
  const title = 'Quentin is yours now';
  await db
    .insertInto('workspace.notifications')
    .values({ id: newId(), user_id: told, event_id, kind, title, created_at: at })
    .execute();
  const value = 'quentin@gone.example';
  await db
    .insertInto('audience.identity_conflicts')
    .values({
      contact_id: other,
      other_id: id,
      kind: 'email',
      value,
      times: 1,
      first_seen_at: at,
      last_seen_at: at,
    })
    .execute();
  await db
    .insertInto('audience.redirects')
    .values({ old_id: newId(), contact_id: id, made_at: at })
    .execute();
}
