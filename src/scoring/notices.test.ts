import { expect } from 'vitest';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { notices } from './notices.ts';

test('whoever may sign is told that a version is proposed', async ({ db }) => {
  const [owner, sales] = [await actor(db, 'owner'), await actor(db, 'sales_manager')];
  await actor(db, 'rep');
  const event = {
    position: 1,
    id: 'e',
    name: 'score-model.proposed',
    subject_kind: 'score-model',
    subject_id: 'm',
    actor_kind: 'user' as const,
    actor_id: owner.id,
    actor_name: owner.name,
    changes: {},
    payload: { number: 4 },
    occurred_at: new Date(),
  };
  const told = await notices.find(({ on }) => on === 'score-model.proposed')?.tell(db, [event]);
  expect(told?.map(({ userId }) => userId).toSorted()).toEqual([owner.id, sales.id].toSorted());
  expect(told?.[0]).toMatchObject({
    title: 'Version 4 of the score waits for signatures',
    path: '/score/models/m',
  });
});
