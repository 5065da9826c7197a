import { expect } from 'vitest';
import type { Db } from '../platform/db.ts';
import type { Told } from '../platform/room.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { editContacts, undoBulkEdit } from './bulk/bulk-changes.ts';
import { assignContact } from './contacts.ts';
import { notices } from './notices.ts';
import { makeContact } from './testing.ts';

/** Everything people would be told of what has happened so far, as title and reader. */
async function told(db: Db): Promise<[title: string, userId: string][]> {
  const events = await db.selectFrom('platform.events').selectAll().orderBy('position').execute();
  const all: Told[] = [];
  for (const { on, tell } of notices)
    all.push(
      ...(await tell(
        db,
        events.filter(({ name }) => name === on),
      )),
    );
  return all.map(({ title, userId }) => [title, userId]);
}

test('an owner is told of the contact made for them, and of the one given to them', async ({ db }) => {
  const manager = await actor(db, 'sales_manager');
  const rep = await actor(db, 'rep');
  await makeContact(db, { ownerId: rep.id }, manager);
  const { id } = await makeContact(db, { givenName: 'Ben' }, manager);
  await assignContact(db, manager, id, rep.id);
  expect(await told(db)).toEqual([
    ['Nora Castellan is yours now', rep.id],
    ['Ben Castellan is yours now', rep.id],
  ]);
});

test('of many contacts at once the new owner is told once, and of taking it back nobody', async ({ db }) => {
  const manager = await actor(db, 'sales_manager');
  const rep = await actor(db, 'rep');
  const ids = [await makeContact(db), await makeContact(db), await makeContact(db)].map(({ id }) => id);
  const { id } = await editContacts(db, manager, { ids, change: { ownerId: rep.id } });
  await editContacts(db, manager, { ids, change: { city: 'Leeds' } });
  await undoBulkEdit(db, manager, id);
  expect(await told(db)).toEqual([['3 contacts were assigned to you', rep.id]]);
});
