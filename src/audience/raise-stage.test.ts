import { expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { raiseStage } from './raise-stage.ts';
import { findContact } from './reading.ts';
import { makeContact } from './testing.ts';

test('whoever is below comes to the stage, nobody goes back, and each move is a row', async ({ db }) => {
  const lead = await makeContact(db, { stage: 'lead' });
  const customer = await makeContact(db, { stage: 'customer' });
  const rep = await actor(db, 'rep');
  expect(await raiseStage(db, rep, [lead.id, customer.id], 'opportunity')).toEqual([lead.id]);
  expect((await findContact(db, system, lead.id)).stage).toBe('opportunity');
  expect((await findContact(db, system, customer.id)).stage).toBe('customer');
  const moves = await db
    .selectFrom('audience.stage_moves')
    .select(['from_stage', 'to_stage', 'moved_by_id'])
    .where('contact_id', '=', lead.id)
    .where('from_stage', 'is not', null)
    .execute();
  expect(moves).toEqual([{ from_stage: 'lead', to_stage: 'opportunity', moved_by_id: rep.id }]);
  const told = await db
    .selectFrom('platform.events')
    .select(['name', 'changes'])
    .where('subject_id', '=', lead.id)
    .where('name', '=', 'contact.stage-moved')
    .orderBy('position')
    .execute();
  expect(told).toEqual([
    { name: 'contact.stage-moved', changes: { stage: { from: 'lead', to: 'opportunity' } } },
  ]);
  expect(await raiseStage(db, rep, [lead.id], 'opportunity')).toEqual([]);
});
