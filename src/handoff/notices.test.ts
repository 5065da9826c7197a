import { expect } from 'vitest';
import '../rooms.ts';
import type { Db } from '../platform/db.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, makeTeam } from '../workspace/testing.ts';
import { judgeHandoff } from './judging.ts';
import { notices } from './notices.ts';
import { hotLead, moves, rep, ruleTo, setRouting } from './testing.ts';
import { assignHandoff, claimHandoff, handOver } from './working.ts';

/** Who is told what about all events of this name, as far as they come from here. */
async function toldOf(db: Db, name: string): Promise<[string, string, string | undefined][]> {
  const events = (await db
    .selectFrom('platform.events')
    .selectAll()
    .where('name', '=', name)
    .orderBy('position')
    .execute()) as StoredEvent[];
  const told = await Promise.all(notices.filter(({ on }) => on === name).map(({ tell }) => tell(db, events)));
  return told.flat().map(({ userId, title, body }) => [userId, title, body]);
}

test('a rep is told of a lead that is theirs, with why, and of one that is not any more', async ({ db }) => {
  const hanna = await rep(db, 'Hanna');
  const { id } = await hotLead(db);
  const jonas = await rep(db, 'Jonas');
  await assignHandoff(db, hanna, id, jonas.id);
  expect(await toldOf(db, 'handoff.assigned')).toEqual([
    [
      hanna.id,
      'Nora Castellan is your lead: Became hot: engagement 72, fit 84',
      expect.stringContaining('in turn; Hanna has 0 of 20 open'),
    ],
    [jonas.id, 'Nora Castellan is your lead: Became hot: engagement 72, fit 84', 'Assigned by Hanna'],
    [hanna.id, 'Nora Castellan is not your lead any more', 'Assigned by Hanna'],
  ]);
});

test('of many leads at once a rep and a manager are told in one', async ({ db }) => {
  const hanna = await rep(db, 'Hanna');
  for (let each = 0; each < 6; each++) await hotLead(db);
  expect(await toldOf(db, 'handoff.assigned')).toEqual([
    [hanna.id, '6 leads are yours', expect.stringContaining('The last: Nora Castellan is your lead')],
  ]);
});

test('of the queue its team and whoever leads sales is told, else who leads all; not once somebody has it', async ({
  db,
}) => {
  const north = await makeTeam(db, 'North');
  const owner = await actor(db, 'owner');
  await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: north })] });
  await hotLead(db);
  expect((await toldOf(db, 'handoff.queued')).map(([id]) => id)).toEqual([owner.id]);
  const hanna = await rep(db, 'Hanna', { team: north });
  const manager = await actor(db, 'sales_manager');
  await actor(db, 'marketer');
  const { id } = await hotLead(db);
  const told = (await toldOf(db, 'handoff.queued')).map(([each]) => each);
  expect(told.toSorted()).toEqual([hanna.id, manager.id, hanna.id, manager.id].toSorted());
  await claimHandoff(db, hanna, id);
  expect(await toldOf(db, 'handoff.queued')).toHaveLength(2);
});

test('whoever brought a lead is told what sales says of it; a rep, that theirs comes again', async ({
  db,
}) => {
  const hanna = await rep(db, 'Hanna');
  const tomas = await rep(db, 'Tomás', { role: 'marketer' });
  const { id, contactId } = await hotLead(db, { ownerId: tomas.id });
  await moves(db, { contactId, why: 'raised_hand', raisedHand: 'demo' });
  expect(await toldOf(db, 'handoff.urged')).toEqual([
    [hanna.id, 'Nora Castellan comes again', 'Raised a hand'],
  ]);
  await judgeHandoff(db, hanna, id, { verdict: 'rejected', reason: 'no_budget', words: 'One chair' });
  await handOver(db, tomas, { contactId, repId: hanna.id });
  expect(await toldOf(db, 'handoff.judged')).toEqual([
    [tomas.id, 'Nora Castellan was rejected', 'no budget: One chair'],
  ]);
});
