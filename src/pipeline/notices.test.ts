import { expect } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { winDeal } from './closing.ts';
import { assignDeal } from './deals.ts';
import { notices } from './notices.ts';
import { makeDeal } from './testing.ts';

test('whoever gets a deal is told, and of a win also whoever handed the lead over', async ({ db }) => {
  const [rep, marketer] = [await actor(db, 'rep'), await actor(db, 'marketer')];
  const manager = await actor(db, 'sales_manager');
  const contact = await makeContact(db);
  const handoffId = newId();
  await db
    .insertInto('handoff.handoffs')
    .values({
      id: handoffId,
      contact_id: contact.id,
      trigger: 'manual',
      rule: 'manual',
      why: '{}',
      opened_at: new Date(),
      opened_by: marketer.id,
      state: 'accepted',
    })
    .execute();
  const { id } = await makeDeal(db, { contactId: contact.id, ownerId: rep.id }, manager);
  await db.updateTable('pipeline.deals').set({ handoff_id: handoffId }).where('id', '=', id).execute();
  await assignDeal(db, manager, id, null);
  await assignDeal(db, manager, id, rep.id);
  await winDeal(db, manager, id);
  const events = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
  const told = notices.map(({ on, tell }) => {
    return tell(
      db,
      events.filter(({ name }) => name === on),
    );
  });
  const all = (await Promise.all(told)).flat();
  expect(all.map(({ userId, title }) => [userId, title])).toEqual([
    [rep.id, 'The deal Spring range is yours now'],
    [rep.id, 'The deal Spring range is yours now'],
    [rep.id, 'Spring range is won'],
    [marketer.id, 'Spring range is won'],
  ]);
  expect(new Set(all.map(({ path }) => path))).toEqual(new Set([`/deals/${id}`]));
});
