import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { handoff } from '../handoff.ts';
import type { RepHours } from './contract.ts';

test('when reps work is told to whoever reads hand-offs, so that pages count by themselves', async ({
  db,
}) => {
  const rep = await actor(db, 'rep');
  await db
    .updateTable('workspace.users')
    .set({
      time_zone: 'Europe/Berlin',
      working_hours: JSON.stringify({ 1: [{ from: '08:00', to: '12:00' }] }),
    })
    .where('id', '=', rep.id)
    .execute();
  const app = await testApp(testHouse(db), [handoff]);
  const headers = await signIn(app, await actor(db, 'marketer'));
  const answer = await app.inject({ url: `/api/handoffs/hours?reps=${rep.id}`, headers });
  expect(answer.statusCode).toBe(200);
  expect(answer.json<{ items: RepHours[] }>().items).toEqual([
    { repId: rep.id, timeZone: 'Europe/Berlin', week: { 1: [{ from: '08:00', to: '12:00' }] }, holidays: [] },
  ]);
  const none = await app.inject({ url: '/api/handoffs/hours', headers });
  const nineToFive = [{ from: '09:00', to: '17:00' }];
  const week = { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive };
  expect(none.json()).toEqual({ items: [], usual: { timeZone: 'Europe/London', week, holidays: [] } });
  const wrong = await app.inject({ url: '/api/handoffs/hours?reps=nobody', headers });
  expect(wrong.statusCode).toBe(422);
});
